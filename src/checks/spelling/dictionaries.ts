import type { SpelledLanguage, SpellingWords } from "../spelling.ts";
import { affixDictionary } from "./affix-dictionary.ts";

/** The two files of each dictionary, by language. */
export type SpellingFiles = Readonly<
  Record<SpelledLanguage, readonly { readonly aff: Uint8Array; readonly dic: Uint8Array }[]>
>;

let reading: Promise<SpellingWords["dictionaries"]> | undefined;

/**
 * The dictionaries of American and British English and of Russian. They are read once, when first needed: this takes half
 * a second. `undefined` where the program has none.
 */
export function spellingDictionaries(): Promise<SpellingWords["dictionaries"]> {
  reading ??= read();
  return reading;
}

async function read(): Promise<SpellingWords["dictionaries"]> {
  const { spellingFiles } = await import("#spelling-files");
  if (spellingFiles === undefined) return undefined;
  const decoder = new TextDecoder();
  const readAll = (files: SpellingFiles[SpelledLanguage]) =>
    files.map(({ aff, dic }) => affixDictionary(decoder.decode(aff), decoder.decode(dic)));
  return { en: readAll(spellingFiles.en), ru: readAll(spellingFiles.ru) };
}
