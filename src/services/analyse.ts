import { type Language, LANGUAGES } from "../domain/language.ts";
import { Problem } from "../domain/problem.ts";
import { type Content, isCode, plainText } from "../domain/segment.ts";
import type { ExchangeUnit, FormatName } from "../formats/format.ts";
import { comparable } from "../matching/comparable.ts";
import { earlierTexts } from "../matching/earlier-texts.ts";
import { residentIndex } from "../matching/resident.ts";
import { compareWith, exactForm, type Query, queryOf, rounded } from "../matching/score.ts";
import { getCollection } from "./collections.ts";
import { type Actor, type Context, othersFirst } from "./context.ts";
import { lookup, type LookupSegment } from "./lookup.ts";

/** Bands of a leverage report, from the cheapest to translate to the dearest. */
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

/** A file in any format that is read, or the texts of one. */
export type AnalysedFile = { readonly name: string } & (
  | { readonly bytes: Uint8Array; readonly format?: FormatName }
  | AnalysedTexts
);

export interface AnalysedTexts {
  readonly segments: readonly (string | Content)[];
  /** Units of the file that cannot be read. */
  readonly rejected?: number;
}

export interface Analysis {
  readonly source: Language;
  /** One language; a match in any other counts when it is absent. */
  readonly target?: Language;
  readonly files: readonly AnalysedFile[];
  readonly collections?: readonly string[];
}

export interface Count {
  readonly segments: number;
  /** As word processors count: what stands between white space, if it has a letter or a digit. Of Chinese each Han character, and each such word between them. */
  readonly words: number;
  /** Code points without white space, punctuation included. */
  readonly characters: number;
}

export type BandCounts = Readonly<Record<Band, Count>>;

export interface FileReport {
  readonly name: string;
  readonly bands: BandCounts;
  readonly total: Count;
  /** Units that could not be read and stand in no band. */
  readonly rejected: number;
}

export interface AnalysisReport {
  readonly source: Language;
  readonly target: Language | null;
  readonly files: readonly FileReport[];
  readonly bands: BandCounts;
  readonly total: Count;
}

/** Segments that one lookup takes; progress is told, and others have their turn, after each. */
const BATCH = 100;
/** From this score on an earlier segment of the same files saves work. */
const INTERNAL = 75;
export const ANALYSE_LIMIT = 1_000_000;
/** A Worker has some seconds of processor time and so many statements for one request; each lookup takes two. */
export const EDGE_ANALYSE_LIMIT = 10_000;

/** The score of the best match that a memory has for each segment, 0 where it has none. */
export type Scores = (segments: readonly LookupSegment[]) => Promise<readonly number[]>;

export interface AnalysisControl {
  /** Told how many of all segments are done, and in which file. */
  readonly progress?: (done: number, of: number, file: string) => void;
  /** Breaks the analysis off. */
  readonly signal?: AbortSignal;
}

/**
 * `analyseWith` the memory that the actor may see.
 *
 * @throws {Problem} as `analyseWith`; `not-found` for a collection that there is not
 */
export async function analyse(
  context: Context,
  actor: Actor,
  wanted: Analysis,
  control: AnalysisControl = {},
): Promise<AnalysisReport> {
  for (const collection of wanted.collections ?? []) await getCollection(context, actor, collection);
  const onEdge = context.storage.engine === "d1";
  return analyseWith(
    wanted,
    async (segments) => {
      await othersFirst();
      const results = await lookup(context, actor, { ...analysisLookup(wanted), segments });
      return results.map(({ matches }) => matches[0]?.score ?? 0);
    },
    // Workers may not make WebAssembly.
    onEdge ? { ...control, limit: EDGE_ANALYSE_LIMIT, earlier: inPlainJavaScript } : control,
  );
}

/** What an analysis asks of a lookup, but for the segments. */
export function analysisLookup({ source, target, collections }: Omit<Analysis, "files">) {
  return {
    source,
    ...(target === undefined ? {} : { targets: [target] }),
    ...(collections === undefined ? {} : { collections }),
    threshold: 0.5,
    limit: 1,
    pivot: false,
    explain: false,
  };
}

/**
 * How much of some files is in a memory: each segment is counted in one band. What the memory has exactly is
 * 101 or 100; what stood before in the same files, letter by letter, is a repetition; what is more like an earlier
 * segment of the files than like anything in the memory is internal; the rest stands in the band of its best match.
 * Whether a segment has a translation in its file already makes no difference. Files are gone through in the order of
 * their names.
 *
 * @throws {Problem} `language-mismatch` for a file without the source language; `too-large`; whatever is wrong with a file
 */
export async function analyseWith(
  wanted: Analysis,
  scoresOf: Scores,
  {
    progress,
    signal,
    limit = ANALYSE_LIMIT,
    earlier = inResidentIndex,
  }: AnalysisControl & { readonly limit?: number; readonly earlier?: Earlier } = {},
): Promise<AnalysisReport> {
  const { source } = wanted;
  const inOrder = wanted.files.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const files: { name: string; segments: readonly Content[]; rejected: number }[] = [];
  let of = 0;
  for (const file of inOrder) {
    const texts = "segments" in file ? file : await textsOf(file, source, inOrder.length > 1);
    const segments = texts.segments
      .map((segment): Content => (typeof segment === "string" ? [segment] : segment))
      .filter((content) => plainText(content).trim() !== "");
    files.push({ name: file.name, segments, rejected: texts.rejected ?? 0 });
    of += segments.length;
    if (of > limit) throw new Problem("too-large", { limit, reason: "analysis" });
  }
  const internal = internalScores(source, earlier(source));
  const reports: FileReport[] = [];
  let done = 0;
  for (const { name, segments, rejected } of files) {
    const bands = emptyBands();
    for (let at = 0; at < segments.length; at += BATCH) {
      signal?.throwIfAborted();
      const batch = segments.slice(at, at + BATCH);
      const scores = await scoresOf(inContext(segments, at, batch));
      for (const [place, content] of batch.entries()) {
        const band = bandOf(scores[place] ?? 0, internal(content));
        bands[band] = add(bands[band], countOf(content, source));
      }
      done += batch.length;
      progress?.(done, of, name);
    }
    reports.push({ name, bands, total: totalOf(bands), rejected });
  }
  const bands = emptyBands();
  for (const report of reports) for (const band of BANDS) bands[band] = add(bands[band], report.bands[band]);
  return { source, target: wanted.target ?? null, files: reports, bands, total: totalOf(bands) };
}

/**
 * The texts of a file in one language, those of units that could not be taken into the memory included: they are to be
 * translated all the same.
 *
 * @param among other files: one without any texts has none to count
 * @throws {Problem} `language-mismatch`; whatever is wrong with the file, with its name
 */
export async function textsOf(
  {
    name,
    bytes,
    format,
  }: { readonly name: string; readonly bytes: Uint8Array; readonly format?: FormatName },
  source: Language,
  among = false,
): Promise<Required<AnalysedTexts>> {
  const { readExchange } = await import("../formats/registry.ts");
  if (among && bytes.every(isBlank)) return { segments: [], rejected: 0 };
  return inFile(name, () => {
    const file = readExchange(bytes, { filename: name, source, ...(format === undefined ? {} : { format }) });
    const segments: Content[] = [];
    let rejected = 0;
    for (const { variants, rejection } of file.units) {
      const content = variants[source]?.content;
      if (content !== undefined) segments.push(content);
      else if (rejection !== undefined) rejected += 1;
    }
    const found = languagesIn(file.units);
    if (segments.length === 0 && found.length > 0) {
      throw new Problem("language-mismatch", { wanted: source, found: found.join(", ") });
    }
    return { segments, rejected };
  });
}

const isBlank = (byte: number): boolean => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);

/** Does something with a file; a problem gets its name. @throws {Problem} */
export function inFile<Result>(name: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Problem) || name === "") throw error;
    throw new Problem(error.code, error.params, { ...error.place, file: name });
  }
}

const languagesIn = (units: readonly ExchangeUnit[]): Language[] =>
  LANGUAGES.filter((language) => units.some(({ variants }) => variants[language] !== undefined));

/** Segments with the texts around them in their file. */
function inContext(all: readonly Content[], from: number, batch: readonly Content[]): LookupSegment[] {
  const neighbour = (at: number) => (all[at] === undefined ? "" : plainText(all[at]));
  return batch.map((content, place) => ({
    text: content,
    previous: neighbour(from + place - 1),
    next: neighbour(from + place + 1),
  }));
}

/** Takes texts one by one; gives the earlier ones, by their places, that are alike enough to be compared. */
type Earlier = (source: Language) => (folded: string) => readonly number[];

const inPlainJavaScript: Earlier = () => earlierTexts(INTERNAL / 100).alike;

/** As `inPlainJavaScript`, for as many texts as there are. */
const inResidentIndex: Earlier = (source) => {
  const index = residentIndex();
  let n = 0;
  return (text) => {
    const probe = { language: source, text, least: INTERNAL / 100, targets: [], limit: ALIKE };
    const { direct } = index.candidates(probe);
    n += 1;
    index.put(n, { [source]: text });
    return direct.map((found) => found.n - 1);
  };
};

/** Earlier texts that are compared with one. */
const ALIKE = 4;

/**
 * Remembers each segment that it is given; says how like it is to those before, as if the memory had them: 100 for a
 * repetition, which is the same in every letter and code.
 */
function internalScores(source: Language, alike: (folded: string) => readonly number[]) {
  const seen = new Set<string>();
  const contents: Content[] = [];
  return (content: Content): number => {
    const form = exactForm(content);
    if (seen.has(form)) return 100;
    seen.add(form);
    const query = queryOf(content, source);
    const scores = alike(query.folded)
      .slice(0, ALIKE)
      .map((place) => scoreWith(query, contents[place] ?? []));
    contents.push(content);
    return Math.min(99.9, Math.max(0, ...scores));
  };
}

function scoreWith(query: Query, other: Content): number {
  const folded = comparable(other, query.language);
  return rounded(compareWith(query, other, folded, INTERNAL / 100)?.score ?? 0);
}

/** @param score of the memory, 0 … 101 @param internal score with an earlier segment, 0 … 100 */
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

const HAN = /\p{Script=Han}/gu;
/** A dash between words stands for itself; a hyphen or a stroke is part of a word. */
const BETWEEN_WORDS = /[\s\u200B—―]+/u;
/** Chinese is written without spaces: words of other scripts stand between Han characters and full-width signs. */
const BETWEEN_FOREIGN_WORDS =
  /[\s\u200B—―…·“”\p{Script=Han}\u3000-\u303F\uFF01-\uFF0F\uFF1A-\uFF20\uFF3B-\uFF40\uFF5B-\uFF65]+/u;

export function countOf(content: Content, language: Language): Count {
  // Where an exchange file ends a segment inside a unit, a word ends as well.
  const text = content
    .map((part) => (isCode(part) ? (part.kind === "break" ? " " : "") : part))
    .join("")
    .normalize();
  const words = text.split(language === "zh" ? BETWEEN_FOREIGN_WORDS : BETWEEN_WORDS);
  const han = language === "zh" ? (text.match(HAN)?.length ?? 0) : 0;
  return {
    segments: 1,
    words: han + words.filter((word) => /[\p{L}\p{N}]/u.test(word)).length,
    characters: [...text.replace(/\s+/gu, "")].length,
  };
}

const NOTHING: Count = { segments: 0, words: 0, characters: 0 };

const emptyBands = (): Record<Band, Count> =>
  Object.fromEntries(BANDS.map((band) => [band, NOTHING])) as Record<Band, Count>;

const add = (a: Count, b: Count): Count => ({
  segments: a.segments + b.segments,
  words: a.words + b.words,
  characters: a.characters + b.characters,
});

const totalOf = (bands: BandCounts): Count => BANDS.reduce((sum, band) => add(sum, bands[band]), NOTHING);

/** The report as rows: one per file and band, then the sums; a header first. For tables and CSV. */
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
