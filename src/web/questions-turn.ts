import { createStore } from "./store.ts";

/** Grows when this page has changed a question: whoever shows questions or their number loads them again. */
export const questionsTurn = createStore(0);

export const questionsChanged = (): void => questionsTurn.set(questionsTurn.get() + 1);
