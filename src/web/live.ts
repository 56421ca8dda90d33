import { createStore } from "./store.ts";

/** A message that is shown for a moment and read by screen readers. */
export interface Message {
  readonly text: string;
  readonly kind: "done" | "problem";
  /** Grows with each message, so that the same words are said again. */
  readonly number: number;
}

/** The last message. */
export const message = createStore<Message | undefined>(undefined);

let number = 0;

/** Shows a message for a moment. */
export function announce(text: string, kind: Message["kind"] = "done"): void {
  number += 1;
  message.set({ text, kind, number });
}
