/**
 * The core vocabulary as a Worker has it (`#core-words` in package.json): no part of the program, the entry loads it.
 */
let held: string | undefined;

/** Gives the engines the core vocabulary. */
export function holdCoreWords(words: string): void {
  held = words;
}

/** @throws {Error} when a service did not call `context.loadDictionaries()` */
export function coreWords(): string {
  if (held === undefined) throw new Error("the core vocabulary is not loaded");
  return held;
}
