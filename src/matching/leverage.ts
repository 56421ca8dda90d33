import type { Language } from "../domain/language.ts";
import { type Content, isCode } from "../domain/segment.ts";

/** Bands of a leverage report, from the cheapest to translate to the most expensive. */
export const BANDS = [
  "101",
  "100",
  "repetition",
  "internal",
  "95-99",
  "85-94",
  "75-84",
  "50-74",
  "none",
] as const;
export type Band = (typeof BANDS)[number];

export interface Count {
  readonly segments: number;
  /**
   * As Microsoft Word counts: pieces between white space, also a dash that stands alone, without inline codes; of
   * Chinese each Han character and each full-width mark, and each piece of other characters between them.
   */
  readonly words: number;
  /** Code points without white space, punctuation included. */
  readonly characters: number;
}

export type BandCounts = Readonly<Record<Band, Count>>;

export interface FileReport {
  readonly name: string;
  readonly bands: BandCounts;
  readonly total: Count;
  /** Units that could not be read; they are in no band. */
  readonly rejected: number;
}

export interface AnalysisReport {
  readonly source: Language;
  readonly target: Language | null;
  readonly files: readonly FileReport[];
  readonly bands: BandCounts;
  readonly total: Count;
}

/** Least score at which an earlier segment of the same files saves work. */
export const INTERNAL = 75;

/**
 * The band of a segment.
 *
 * @param score of the best match in the memory, 0 … 101
 * @param internal score of the best earlier segment, 0 … 100
 */
export function bandOf(score: number, internal: number): Band {
  if (score > 100) return "101";
  if (score >= 100) return "100";
  if (internal >= 100) return "repetition";
  if (internal >= INTERNAL && internal > score) return "internal";
  if (score >= 95) return "95-99";
  if (score >= 85) return "85-94";
  if (score >= 75) return "75-84";
  return score >= 50 ? "50-74" : "none";
}

/** Characters that Word sets in an East Asian font wherever they stand, and counts one by one. */
const EAST_ASIAN = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\u3001-\u303F\uFF01-\uFFEF`;
/** Marks that are as wide as a Han character in Chinese text: “”, —, … An apostrophe inside an English word is not. */
const WIDE_IN_CHINESE = String.raw`(?!(?<=\p{Script=Latin})’\p{Script=Latin})[\u2010-\u2027·]`;
/** Zero-width spaces end a word too. */
const OTHER = String.raw`[^\s\u200B${EAST_ASIAN}]`;
const WORDS = new RegExp(`[${EAST_ASIAN}]|${OTHER}+`, "gu");
const WORDS_IN_CHINESE = new RegExp(
  `[${EAST_ASIAN}]|${WIDE_IN_CHINESE}|(?:(?!${WIDE_IN_CHINESE})${OTHER})+`,
  "gu",
);

export function countOf(content: Content, language: Language): Count {
  // Where an exchange file ends a segment inside a unit, a word ends as well.
  const text = content
    .map((part) => (isCode(part) ? (part.kind === "break" ? " " : "") : part))
    .join("")
    .normalize();
  return {
    segments: 1,
    words: text.match(language === "zh" ? WORDS_IN_CHINESE : WORDS)?.length ?? 0,
    characters: [...text.replace(/\s+/gu, "")].length,
  };
}

const NOTHING: Count = { segments: 0, words: 0, characters: 0 };

export const emptyBands = (): Record<Band, Count> =>
  Object.fromEntries(BANDS.map((band) => [band, NOTHING])) as Record<Band, Count>;

export const add = (a: Count, b: Count): Count => ({
  segments: a.segments + b.segments,
  words: a.words + b.words,
  characters: a.characters + b.characters,
});

export const totalOf = (bands: BandCounts): Count =>
  BANDS.reduce((sum, band) => add(sum, bands[band]), NOTHING);

/** The report as rows for tables and CSV: a header, one row per file and band, then the sums. */
export function analysisRows({ files, bands, total }: AnalysisReport): (string | number)[][] {
  const rows = (name: string, counts: BandCounts, sum: Count) => [
    ...BANDS.map((band) => [name, band, counts[band].segments, counts[band].words, counts[band].characters]),
    [name, "total", sum.segments, sum.words, sum.characters],
  ];
  return [
    ["file", "band", "segments", "words", "characters"],
    ...files.flatMap((file) => rows(file.name, file.bands, file.total)),
    ...rows("", bands, total),
  ];
}
