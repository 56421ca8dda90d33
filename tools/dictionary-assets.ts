import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DICTIONARIES_ASSET } from "../src/terminology/dictionaries.ts";
import { dictionaryFiles } from "../src/terminology/dictionary-files.ts";

/** The file with all dictionaries, as the static assets of a Worker have it. */
export function dictionariesAsset(): { readonly name: string; readonly text: string } {
  const text = JSON.stringify(dictionaryFiles);
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
