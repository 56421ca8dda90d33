import type { SpellingFiles } from "./dictionaries.ts";

/** On Workers there are no dictionaries (`#spelling-files` in package.json): they take 70 MB of memory. */
export const spellingFiles: SpellingFiles | undefined = undefined;
