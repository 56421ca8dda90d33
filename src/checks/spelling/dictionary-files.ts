import english from "dictionary-en";
import british from "dictionary-en-gb";
import russian from "dictionary-ru";
import type { SpellingFiles } from "./dictionaries.ts";

/** The dictionaries as Node reads them (`#spelling-files` in package.json). */
export const spellingFiles: SpellingFiles | undefined = { en: [english, british], ru: [russian] };
