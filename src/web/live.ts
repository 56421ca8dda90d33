import { createStore } from "./store.ts";

/** What a screen reader is told, and what is shown for a moment. */
export interface Message {
  readonly text: string;
  readonly kind: "done" | "problem";
  /** Grows, so that the same words are said again. */
  readonly number: number;
}

export const message = createStore<Message | undefined>(undefined);

let number = 0;

export function announce(text: string, kind: Message["kind"] = "done"): void {
  number += 1;
  message.set({ text, kind, number });
}
