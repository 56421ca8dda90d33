/** A place in a text where a term may stand. */
export interface Phrase {
  /** UTF-16 offsets in the text. */
  readonly start: number;
  readonly end: number;
  /** The same for all inflected forms of the phrase. */
  readonly key: string;
  /** Keys of the phrase without its first word, and without its last one. */
  readonly inner: readonly string[];
  /** Number of words without function words. */
  readonly size: number;
  /** Index of the word that inflects, where the finder knows it; the words before it agree with it. */
  readonly head?: number;
  /** Of a single noun after adjectives: the readings that they allow. */
  readonly allowed?: number | undefined;
  /** 0 … 1: how much the words belong to everyday speech. */
  readonly general: number;
  /** 0 … 1: how often phrases of this shape are terms. A frequent phrase overcomes a low one. */
  readonly weight: number;
  /** Whether the first word has a capital; `undefined` at the start of a sentence, where that says nothing. */
  readonly capital?: boolean | undefined;
  /** Every content word is written with a capital that the place in the sentence does not explain. */
  readonly isName: boolean;
}

/** What a finder has learnt of the words of all texts. */
export interface LearntWords {
  /** Occurrences of each folded word form. */
  readonly counts: ReadonlyMap<string, number>;
  /** Whether the texts write ё. */
  readonly hasYo: boolean;
}

/**
 * Finds the phrases of one language. It learns the vocabulary of all texts first, because a word form alone does not
 * show whether it is a noun.
 */
export interface PhraseFinder {
  readonly learn: (text: string) => void;
  /** All phrases of a text with the phrases inside them, in order of their start, the longest first. */
  readonly phrases: (text: string) => Phrase[];
  readonly words?: LearntWords;
}

/** Most words of a phrase. */
export const LONGEST_PHRASE = 6;
