import { inflateSync } from "fflate";
import { dictionaryFiles } from "#dictionary-files";

/** A packed dictionary. */
export interface Dictionary {
  /** Source, authors and licence of the data. They have to stay with the data. */
  readonly licence: string;
  /** Base64 of raw DEFLATE. Layout: `tools/data-ru.ts`, `tools/data-zh.ts`. */
  readonly data: string;
}

/** All dictionaries: how Russian words decline and conjugate, what they mean, and how frequent Chinese words are. */
export interface Dictionaries {
  readonly conjugations: Dictionary;
  readonly declensions: Dictionary;
  readonly meanings: Dictionary;
  readonly words: Dictionary;
}

/**
 * Name of the file with all dictionaries among the static assets of a Worker. It has the hash of the content, so a
 * Worker never reads the dictionaries of another version. A test says when it has to change.
 */
export const DICTIONARIES_ASSET = "dictionaries-538fc1425e347bc2.json";

let held: Dictionaries | undefined = dictionaryFiles;

/** Whether the engines can be used. */
export const hasDictionaries = (): boolean => held !== undefined;

/** Gives the engines their dictionaries, on a runtime that does not import them. */
export function holdDictionaries(dictionaries: Dictionaries): void {
  held = dictionaries;
}

/**
 * The bytes of a dictionary, which takes some milliseconds.
 *
 * @throws {Error} when a service used an engine without `context.loadDictionaries()`
 */
export function unpackDictionary(name: keyof Dictionaries): Uint8Array<ArrayBuffer> {
  if (held === undefined) throw new Error(`the dictionary “${name}” is not loaded`);
  const text = atob(held[name].data);
  const packed = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) packed[at] = text.charCodeAt(at);
  return inflateSync(packed);
}
