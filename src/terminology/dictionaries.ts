import { inflateSync } from "fflate";
import { dictionaryFiles } from "#dictionary-files";

/** A packed dictionary. */
export interface Dictionary {
  /** Source, authors and licence of the data. They have to stay with the data. */
  readonly licence: string;
  /** Base64 of raw DEFLATE. Layout: `tools/data-ru.ts`, `tools/data-zh.ts`. */
  readonly data: string;
}

/** All dictionaries: how Russian words decline and conjugate, which exist, what they mean, and how frequent Chinese words are. */
export interface Dictionaries {
  readonly conjugations: Dictionary;
  readonly declensions: Dictionary;
  readonly known: Dictionary;
  readonly meanings: Dictionary;
  readonly words: Dictionary;
}

/**
 * Name of the file with all dictionaries among the static assets of a Worker. It has the hash of the content, so a
 * Worker never reads the dictionaries of another version. A test says when it has to change.
 */
export const DICTIONARIES_ASSET = "dictionaries-b346f9d3d87dd5bc.json";

let held: Dictionaries | undefined = dictionaryFiles;

/** Whether the engines can be used. */
export const hasDictionaries = (): boolean => held !== undefined;

/** Gives the engines their dictionaries, on a runtime that does not import them. */
export function holdDictionaries(dictionaries: Dictionaries): void {
  held = dictionaries;
}

/** Bytes of dictionaries that no engine has taken yet. */
let inflated: Map<keyof Dictionaries, Uint8Array<ArrayBuffer>> | undefined;

/**
 * Inflates the dictionaries with the means of the runtime, in a tenth of the time that an engine would need. Engines
 * are synchronous, and the runtime is not, so this is done before they need their dictionaries.
 */
export async function inflateDictionaries(): Promise<void> {
  if (held === undefined || inflated !== undefined) return;
  const { conjugations, declensions, known, meanings, words } = held;
  const all = Object.entries({ conjugations, declensions, known, meanings, words }) as [
    keyof Dictionaries,
    Dictionary,
  ][];
  const entries = await Promise.all(
    all.map(async ([name, { data }]) => [name, await inflate(fromBase64(data))] as const),
  );
  inflated ??= new Map(entries);
}

async function inflate(packed: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const reader = stream.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) parts.push(part.value);
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/**
 * The bytes of a dictionary. Each engine takes its own once.
 *
 * @throws {Error} when a service used an engine without `context.loadDictionaries()`
 */
export function unpackDictionary(name: keyof Dictionaries): Uint8Array<ArrayBuffer> {
  if (held === undefined) throw new Error(`the dictionary “${name}” is not loaded`);
  const ready = inflated?.get(name);
  inflated?.delete(name);
  return ready ?? inflateSync(fromBase64(held[name].data));
}

function fromBase64(data: string): Uint8Array<ArrayBuffer> {
  const text = atob(data);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
}
