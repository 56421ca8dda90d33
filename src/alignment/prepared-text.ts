import type { Language } from "../domain/language.ts";
import { capitalisedWords, featuresOf, lengthOf } from "./features.ts";
import { stem } from "./stem.ts";

/** A sentence as input of the aligner. */
export interface Sentence {
  readonly text: string;
  /** True for the first sentence of a paragraph (heading, list item, cell). */
  readonly startsParagraph?: boolean;
  /** Kind of the sentence's block (`heading-2`, `item`), where it is known. It is used as an anchor. */
  readonly mark?: string;
}

/** A text ready for alignment: its sentences as sets of small integers, with statistics. */
export interface PreparedText {
  readonly language: Language;
  /** Number of sentences. */
  readonly size: number;
  readonly lengths: Float64Array;
  /** Types of each sentence: indexes into `types`. */
  readonly features: readonly Int32Array[];
  readonly types: readonly string[];
  readonly index: ReadonlyMap<string, number>;
  /** Number of sentences that contain each type. */
  readonly frequency: Float64Array;
  /** Share of each type among all occurrences. A short text is treated as a part of a longer one. */
  readonly probability: Float64Array;
  /** Numbers of the sentences that contain each type, in order. */
  readonly occurrences: readonly Int32Array[];
  /** Words that may be names, with the type of their stem. */
  readonly names: ReadonlyMap<string, number>;
  /** 1 where a sentence starts a paragraph; absent if paragraphs are not known. */
  readonly paragraphStarts?: Uint8Array;
}

/** Least total of occurrences. Without it, shares in a short text would be far higher than in the language. */
const LEAST_TOTAL = 2500;
/** A sentence with more characters is read only at its beginning and its end. */
const LONGEST_READ = 20_000;

/**
 * Prepares a text for alignment.
 *
 * @param entries Chinese entries of the lexicons in use; they are found wherever the segmenter cuts
 * @param stemOf returns the type of a word
 */
export function prepareText(
  language: Language,
  sentences: readonly Sentence[],
  entries: ReadonlySet<string> | undefined,
  stemOf: (word: string) => string,
): PreparedText {
  const index = new Map<string, number>();
  const types: string[] = [];
  const names = new Map<string, number>();
  const idOf = (type: string): number => {
    let id = index.get(type);
    if (id === undefined) {
      id = types.length;
      index.set(type, id);
      types.push(type);
    }
    return id;
  };
  const features = sentences.map(({ text, mark }) => {
    const read =
      text.length > LONGEST_READ ? text.slice(0, LONGEST_READ / 2) + text.slice(-LONGEST_READ / 2) : text;
    const found = featuresOf(read, language, entries);
    if (mark !== undefined) found.push(`§${mark}`);
    for (const word of capitalisedWords(read)) {
      const name = language === "zh" ? `@${stem(word, "en")}` : stemOf(word);
      const type = index.get(name) ?? (found.includes(name) ? idOf(name) : undefined);
      if (type !== undefined) names.set(word, type);
    }
    return Int32Array.from(found, idOf);
  });
  const frequency = new Float64Array(types.length);
  let total = 0;
  for (const list of features) {
    for (const type of list) frequency[type] = at(frequency, type) + 1;
    total += list.length;
  }
  const occurrences = Array.from(frequency, (count) => new Int32Array(count));
  const filled = new Int32Array(types.length);
  features.forEach((list, sentence) => {
    for (const type of list) {
      const place = at(filled, type);
      const row = occurrences[type];
      if (row !== undefined) row[place] = sentence;
      filled[type] = place + 1;
    }
  });
  const known = sentences.some((sentence) => sentence.startsParagraph !== undefined);
  return {
    language,
    size: sentences.length,
    lengths: Float64Array.from(sentences, (sentence) => lengthOf(sentence.text, language)),
    features,
    types,
    index,
    frequency,
    probability: frequency.map((count) => count / Math.max(LEAST_TOTAL, total)),
    occurrences,
    names,
    ...(known
      ? { paragraphStarts: Uint8Array.from(sentences, (sentence) => (sentence.startsParagraph ? 1 : 0)) }
      : {}),
  };
}

type Numbers = Float64Array | Float32Array | Int32Array | Uint8Array | Int8Array | Uint32Array;

/** An entry of a typed array. The caller guarantees that the index is in bounds. */
export function at(array: Numbers, index: number): number {
  return array[index] as number;
}
