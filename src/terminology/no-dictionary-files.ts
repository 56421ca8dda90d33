import type { Dictionaries } from "./dictionaries.ts";

/** On Workers the dictionaries are no part of the program (`#dictionary-files` in package.json): the entry loads them. */
export const dictionaryFiles: Dictionaries | undefined = undefined;
