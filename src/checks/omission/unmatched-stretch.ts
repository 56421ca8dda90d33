import { coreLexicon } from "../../alignment/core-vocabulary.ts";
import { anchorsOf, capitalisedWords, featuresOf } from "../../alignment/features.ts";
import { sentenceSpans } from "../../alignment/segmentation.ts";
import { consonantSkeleton } from "../../alignment/transliteration.ts";
import type { Range } from "../../domain/finding.ts";
import type { Language } from "../../domain/language.ts";

/** A stretch of a text, with the number of its words that have no known translation in another text. */
export interface Stretch extends Range {
  /** Number of words without a translation, minus twice the number of words with one. */
  readonly unmatched: number;
}

/** A text in clauses, with the words for the lexicon. */
export interface Pieces {
  readonly language: Language;
  readonly text: string;
  readonly pieces: readonly (Range & {
    readonly types: readonly string[];
    readonly names: readonly string[];
  })[];
  /** All types of the text (`types`) and the consonant skeletons of its names (`names`). */
  readonly types: ReadonlySet<string>;
  readonly names: readonly string[];
}

/** Longer texts are not read, in UTF-16 units. */
export const LONGEST_READ = 4_000;
const CLAUSE = /[^,;:，、；：。！？.!?—–]+(?:[,;:，、；：。！？.!?—–]+|$)/gu;
/** A match counts twice as much as a miss, because translators are free with single words. */
const MATCHED = -2;

/** The number of sentences that are not empty. */
export const countSentences = (text: string, language: Language): number =>
  sentenceSpans(text, language).filter(({ start, end }) => text.slice(start, end).trim() !== "").length;

/** Divides a text into clauses and finds the types of each. */
export function piecesOf(text: string, language: Language): Pieces {
  const { entries } = coreLexicon();
  const chinese = language === "zh" ? entries : undefined;
  const pieces = [...text.matchAll(CLAUSE)].map(({ 0: piece, index }) => ({
    start: index,
    end: index + piece.length,
    types: featuresOf(piece, language, chinese),
    names:
      language === "zh"
        ? []
        : capitalisedWords(piece)
            .map(consonantSkeleton)
            .filter(({ length }) => length > 2),
  }));
  return {
    language,
    text,
    pieces,
    types: typesOf(text, language, pieces),
    names: pieces.flatMap(({ names }) => names),
  };
}

/** All types of a text. Its words are those of the pieces; a number may stand in several pieces: “2.5”, “1,000”. */
function typesOf(text: string, language: Language, pieces: Pieces["pieces"]): ReadonlySet<string> {
  const types = new Set(anchorsOf(text, language));
  for (const piece of pieces) {
    for (const type of piece.types) if (!type.startsWith("#") && !type.startsWith("¶")) types.add(type);
  }
  return types;
}

/** What a source text has that a target text does not translate. */
export interface Unmatched {
  /** The stretch with the most words without a translation. */
  readonly stretch: Stretch | undefined;
  /** Number of words without a translation after the last clause that has a translated word. */
  readonly atEnd: number;
}

/** Finds the words of the source that the target does not translate. */
export function unmatchedIn(source: Pieces, target: Pieces): Unmatched {
  const lexicon = coreLexicon().between(source.language, target.language);
  const matches = (type: string): boolean | undefined => {
    const sign = type.charAt(0);
    if (sign === "#" || sign === "@") return target.types.has(type) || target.types.has(type.slice(1));
    const known = lexicon.get(type);
    if (known === undefined) return undefined;
    for (const other of known.keys()) if (target.types.has(other)) return true;
    return false;
  };
  const namesCount = source.language !== "zh" && target.language !== "zh";
  let best: Stretch | undefined;
  let from = 0;
  let sum = 0;
  let atEnd = 0;
  for (const piece of source.pieces) {
    if (sum <= 0) {
      sum = 0;
      from = piece.start;
    }
    let missed = 0;
    let matched = 0;
    for (const type of piece.types) {
      const found = matches(type);
      if (found === true) matched++;
      else if (found === false) missed++;
    }
    atEnd = matched > 0 ? 0 : atEnd + missed;
    sum += missed + MATCHED * matched;
    for (const name of namesCount ? piece.names : []) {
      const start = name.slice(0, 3);
      sum += target.names.some((other) => other.startsWith(start)) ? MATCHED : 1;
    }
    if (sum > (best?.unmatched ?? 0)) best = { start: from, end: piece.end, unmatched: sum };
  }
  return { stretch: best, atEnd };
}
