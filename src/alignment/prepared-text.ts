import type { Language } from "../domain/language.ts";
import { capitalisedWords, featuresOf, lengthOf } from "./features.ts";
import { stem } from "./stem.ts";

/** A sentence as the aligner takes it. */
export interface Sentence {
  readonly text: string;
  /** True for the first sentence of a paragraph (heading, list item, cell). */
  readonly startsParagraph?: boolean;
  /** What kind of block it stands in, where that tells something (`heading-2`, `item`): an anchor. */
  readonly mark?: string;
}

/** A text made ready for alignment: its sentences as sets of small integers with their statistics. */
export interface PreparedText {
  readonly language: Language;
  /** Number of sentences. */
  readonly size: number;
  readonly lengths: Float64Array;
  /** Types of each sentence: indexes into `types`. */
  readonly features: readonly Int32Array[];
  readonly types: readonly string[];
  readonly index: ReadonlyMap<string, number>;
  /** In how many sentences each type occurs. */
  readonly frequency: Float64Array;
  /** Its share of all occurrences (of a short text: of a longer one like it). */
  readonly probability: Float64Array;
  /** Sentences of each type, in order. */
  readonly occurrences: readonly Int32Array[];
  /** Words that may be names, with the type of their stem. */
  readonly names: ReadonlyMap<string, number>;
  /** 1 where a sentence starts a paragraph; absent where nothing is known of paragraphs. */
  readonly paragraphStarts?: Uint8Array;
}

/** Words of a short text are not as frequent in the language as they are in it: its size counts as this at least. */
const LEAST_TOTAL = 2500;
/** Sentences longer than this are read by their first and last halves: features of more would tell nothing new. */
const LONGEST_READ = 20_000;

/**
 * @param entries Chinese entries of the lexicons in use, so that they are found however the text is segmented.
 * @param stemOf maps a word to the type that stands for it among the features.
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

/** An entry of a typed array whose index the caller has bounded. */
export function at(array: Numbers, index: number): number {
  return array[index] as number;
}
