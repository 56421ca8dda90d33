import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { data as scripts } from "franc/data.js";
import { coreWords } from "../src/alignment/core-words.ts";
import type { DictionariesAsset } from "../src/http/dictionaries-from-assets.ts";
import { DICTIONARIES_ASSET } from "../src/terminology/dictionaries.ts";
import { dictionaryFiles } from "../src/terminology/dictionary-files.ts";

/** Goes with the profiles of languages. */
const PROFILES_LICENCE =
  "Trigrams of languages: from franc (https://github.com/wooorm/franc), Copyright (c) Titus Wormer, MIT License (https://opensource.org/license/mit).";

const OWN_LICENCE = "Core vocabulary: written for this program, MIT License.";

/** The file with all dictionaries, as the static assets of a Worker have it. */
export function dictionariesAsset(): { readonly name: string; readonly text: string } {
  if (dictionaryFiles === undefined) throw new Error("the dictionaries are read on Node");
  const asset: DictionariesAsset = {
    ...dictionaryFiles,
    languageProfiles: { licence: PROFILES_LICENCE, scripts },
    coreWords: { licence: OWN_LICENCE, words: coreWords() },
  };
  const text = JSON.stringify(asset);
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 16);
  return { name: `dictionaries-${hash}.json`, text };
}

/**
 * Writes the dictionaries to a folder of static assets.
 *
 * @returns their size in bytes
 * @throws {Error} when the Worker would ask for a file of another name
 */
export function writeDictionaries(folder: string): number {
  const { name, text } = dictionariesAsset();
  if (name !== DICTIONARIES_ASSET) throw new Error(`DICTIONARIES_ASSET has to be “${name}”`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), text);
  return Buffer.byteLength(text);
}
