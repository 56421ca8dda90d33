import type { Language } from "../domain/language.ts";
import { Problem } from "../domain/problem.ts";
import { type Content, plainText } from "../domain/segment.ts";
import type { FormatName } from "../formats/format.ts";
import { earlierTexts } from "../matching/earlier-texts.ts";
import { residentIndex } from "../matching/resident.ts";
import { queryOf, similarityWith } from "../matching/score.ts";
import type { Actor, Context } from "./context.ts";
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

export interface AnalysedFile {
  readonly name: string;
  /** A file in any format that is read, or its segments in order. */
  readonly bytes?: Uint8Array;
  readonly format?: FormatName;
  readonly segments?: readonly (string | Content)[];
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
  /** Of English and Russian; of Chinese each Han character and each other word. */
  readonly words: number;
  /** Without white space. */
  readonly characters: number;
}

export type BandCounts = Readonly<Record<Band, Count>>;

export interface FileReport {
  readonly name: string;
  readonly bands: BandCounts;
  readonly total: Count;
}

export interface AnalysisReport {
  readonly source: Language;
  readonly target: Language | null;
  readonly files: readonly FileReport[];
  readonly bands: BandCounts;
  readonly total: Count;
}

/** Segments that one lookup takes; progress is told after each. */
const BATCH = 100;
/** From this similarity on an earlier segment of the same files saves work. */
const INTERNAL = 0.75;
export const ANALYSE_LIMIT = 1_000_000;

/** The score of the best match that a memory has for each segment, 0 where it has none. */
export type Scores = (segments: readonly LookupSegment[]) => Promise<readonly number[]>;

/** Told how many of all segments are done. */
export type AnalysisProgress = (done: number, of: number) => void;

/** `analyseWith` the memory that the actor may see. */
export async function analyse(
  context: Context,
  actor: Actor,
  wanted: Analysis,
  progress?: AnalysisProgress,
): Promise<AnalysisReport> {
  return analyseWith(
    wanted,
    async (segments) => {
      const results = await lookup(context, actor, { ...analysisLookup(wanted), segments });
      return results.map(({ matches }) => matches[0]?.score ?? 0);
    },
    progress,
    // Workers may not make WebAssembly.
    context.storage.engine === "d1" ? plainMatches : internalMatches,
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
 * 101 or 100; what stood before in the same files is a repetition; what is more like an earlier segment of the
 * files than like anything in the memory is internal; the rest stands in the band of its best match.
 *
 * @throws {Problem} `language-missing` for a file without the source language; `too-large`; whatever is wrong with a file
 */
export async function analyseWith(
  wanted: Analysis,
  scoresOf: Scores,
  progress?: AnalysisProgress,
  matchesOf: typeof internalMatches = internalMatches,
): Promise<AnalysisReport> {
  const { source } = wanted;
  const files: { name: string; segments: Content[] }[] = [];
  for (const file of wanted.files) files.push({ name: file.name, segments: await segmentsOf(file, source) });
  const of = files.reduce((sum, { segments }) => sum + segments.length, 0);
  if (of > ANALYSE_LIMIT) throw new Problem("too-large", { limit: ANALYSE_LIMIT });
  const internal = matchesOf(source);
  const reports: FileReport[] = [];
  let done = 0;
  for (const { name, segments } of files) {
    const bands = emptyBands();
    for (let at = 0; at < segments.length; at += BATCH) {
      const batch = segments.slice(at, at + BATCH);
      const scores = await scoresOf(inContext(segments, at, batch));
      for (const [place, content] of batch.entries()) {
        const band = bandOf(scores[place] ?? 0, internal(content));
        bands[band] = add(bands[band], countOf(content, source));
      }
      done += batch.length;
      progress?.(done, of);
    }
    reports.push({ name, bands, total: totalOf(bands) });
  }
  const bands = emptyBands();
  for (const report of reports) for (const band of BANDS) bands[band] = add(bands[band], report.bands[band]);
  return { source, target: wanted.target ?? null, files: reports, bands, total: totalOf(bands) };
}

async function segmentsOf(
  { name, bytes, format, segments }: AnalysedFile,
  source: Language,
): Promise<Content[]> {
  if (bytes === undefined) {
    return (segments ?? []).map((segment) => (typeof segment === "string" ? [segment] : segment));
  }
  const { readExchange } = await import("../formats/registry.ts");
  const file = readExchange(bytes, { filename: name, source, ...(format === undefined ? {} : { format }) });
  const contents = file.units.flatMap(({ variants, rejection }) =>
    rejection === undefined ? (variants[source] ?? []) : [],
  );
  if (contents.length === 0 && file.units.length > 0) {
    throw new Problem("language-missing", { format: file.format }, { file: name, language: source });
  }
  return contents.map(({ content }) => content).filter((content) => plainText(content).trim() !== "");
}

/** Segments with the texts around them in their file. */
function inContext(all: readonly Content[], from: number, batch: readonly Content[]): LookupSegment[] {
  const neighbour = (at: number) => (all[at] === undefined ? "" : plainText(all[at]));
  return batch.map((content, place) => ({
    text: content,
    previous: neighbour(from + place - 1),
    next: neighbour(from + place + 1),
  }));
}

/** Remembers each segment that it is given; says how like it is to the ones before: 1 for a repetition. */
function internalMatches(source: Language): (content: Content) => number {
  const index = residentIndex();
  const seen = new Set<string>();
  let n = 0;
  return (content) => {
    const query = queryOf(content, source);
    if (seen.has(query.folded)) return 1;
    seen.add(query.folded);
    const { direct } = index.candidates({
      language: source,
      text: query.folded,
      least: INTERNAL,
      targets: [],
      limit: 1,
    });
    const best = direct.map((found) => {
      const text = index.texts(found.n)[source];
      return text === undefined ? 0 : (similarityWith(query, text, INTERNAL) ?? 0);
    });
    n += 1;
    index.put(n, { [source]: query.folded });
    return Math.min(0.999, Math.max(0, ...best));
  };
}

/** The same in plain JavaScript. */
function plainMatches(source: Language): (content: Content) => number {
  const earlier = earlierTexts(INTERNAL);
  const seen = new Set<string>();
  return (content) => {
    const { folded } = queryOf(content, source);
    if (seen.has(folded)) return 1;
    seen.add(folded);
    return Math.min(0.999, earlier.closest(folded));
  };
}

/** @param score of the memory, 0 … 101 @param internal similarity with an earlier segment, 0 … 1 */
export function bandOf(score: number, internal: number): Band {
  if (score > 100) return "101";
  if (score >= 100) return "100";
  if (internal === 1) return "repetition";
  if (internal >= INTERNAL && 100 * internal > score) return "internal";
  if (score >= 95) return "95-99";
  if (score >= 85) return "85-94";
  if (score >= 75) return "75-84";
  return score >= 50 ? "50-74" : "none";
}

const HAN = /\p{Script=Han}/gu;
const WORDS = /[\p{L}\p{M}\p{N}]+(?:['’\-‑.,][\p{L}\p{M}\p{N}]+)*/gu;

export function countOf(content: Content, language: Language): Count {
  const text = plainText(content);
  const han = language === "zh" ? (text.match(HAN)?.length ?? 0) : 0;
  const rest = language === "zh" ? text.replace(HAN, " ") : text;
  return {
    segments: 1,
    words: han + (rest.match(WORDS)?.length ?? 0),
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
