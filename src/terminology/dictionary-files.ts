import conjugations from "./data-ru/conjugations.json" with { type: "json" };
import declensions from "./data-ru/declensions.json" with { type: "json" };
import known from "./data-ru/known.json" with { type: "json" };
import meanings from "./data-ru/meanings.json" with { type: "json" };
import words from "./data-zh/words.json" with { type: "json" };
import type { Dictionaries } from "./dictionaries.ts";

/** The dictionaries as Node imports them (`#dictionary-files` in package.json). */
export const dictionaryFiles: Dictionaries | undefined = {
  conjugations,
  declensions,
  known,
  meanings,
  words,
};
