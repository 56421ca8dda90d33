import { type Language, LANGUAGES } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import { type Content, plainText } from "../../domain/segment.ts";
import type { ExchangeUnit } from "../../formats/contract.ts";
import type { FormatName } from "../../formats/traits.ts";
import { comparable } from "../../matching/comparable-text.ts";
import {
  add,
  type AnalysisReport,
  bandOf,
  BANDS,
  countOf,
  emptyBands,
  type FileReport,
  INTERNAL,
  totalOf,
} from "../../matching/leverage.ts";
import { smallIndex } from "../../matching/small-index.ts";
import { compareWith, exactForm, type Query, queryOf, rounded, scoreOf } from "../../matching/score.ts";
import { getCollection } from "../documents/get-collection.ts";
import type { Actor, Context } from "../context.ts";
import { mapInSlices, yieldToEventLoop } from "../../domain/event-loop.ts";
import { lookup, type LookupSegment } from "./lookup.ts";

/** A file in any format that can be read, or the texts of a file. */
export type AnalysedFile = { readonly name: string } & (
  | { readonly bytes: Uint8Array; readonly format?: FormatName }
  | AnalysedTexts
);

export interface AnalysedTexts {
  readonly segments: readonly (string | Content)[];
  /** Units of the file that could not be read. */
  readonly rejected?: number;
}

export interface Analysis {
  readonly source: Language;
  /** The language whose matches count; all other languages when absent. */
  readonly target?: Language;
  readonly files: readonly AnalysedFile[];
  readonly collections?: readonly string[];
}

/** Segments of one lookup, and about how many UTF-16 units. Progress is told, and other requests go on, after each. */
const BATCH = 100;
const BATCH_TEXT = 300_000;
const ANALYSE_LIMIT = 1_000_000;
/** A Worker has 30 s of processor time for one request, and D1 works about 1 s on the lookup of a batch. */
const EDGE_ANALYSE_LIMIT = 5000;

/** Gives for each segment the score of its best match in a memory, 0 where it has none. */
export type Scores = (segments: readonly LookupSegment[]) => Promise<readonly number[]>;

export interface AnalysisControl {
  /** Is called with the number of segments that are done, the number of all, and the file. */
  readonly progress?: (done: number, of: number, file: string) => void;
  /** Stops the analysis. */
  readonly signal?: AbortSignal;
}

/**
 * `analyseWith` the memory that the actor may see.
 *
 * @throws {Problem} as `analyseWith`; `not-found` for a collection that does not exist
 */
export async function analyse(
  context: Context,
  actor: Actor,
  wanted: Analysis,
  control: AnalysisControl = {},
): Promise<AnalysisReport> {
  await context.loadDictionaries();
  for (const collection of wanted.collections ?? []) await getCollection(context, actor, collection);
  const onEdge = context.storage.engine === "d1";
  return analyseWith(
    wanted,
    async (segments) => {
      await yieldToEventLoop();
      const results = await lookup(context, actor, { ...analysisLookup(wanted), segments });
      return results.map(({ matches }) => matches[0]?.score ?? 0);
    },
    // Workers may not make WebAssembly.
    onEdge ? { ...control, limit: EDGE_ANALYSE_LIMIT, similar: inPlainJavaScript } : control,
  );
}

/** The lookup of an analysis, without the segments. */
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
 * How much of some files is in a memory: each segment counts in one band. A segment that the memory has exactly is in
 * 101 or 100. One that stood before in the files, letter by letter, is a repetition. One that is more like an earlier
 * segment of the files than like any in the memory is internal. All others are in the band of their best match.
 * A translation that the file already has makes no difference. Files are read in the order of their names.
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
    similar = inResidentIndex,
  }: AnalysisControl & { readonly limit?: number; readonly similar?: SimilarBefore } = {},
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
  const long = files.flatMap((file) => file.segments.filter(isLong)).length;
  const share = Math.min(1, FULL_WORK / Math.max(1, long));
  const internal = internalScores(source, await similar(source, share), share);
  const reports: FileReport[] = [];
  let done = 0;
  for (const { name, segments, rejected } of files) {
    const bands = emptyBands();
    for (const [at, batch] of batchesOf(segments)) {
      signal?.throwIfAborted();
      const scores = await scoresOf(inContext(segments, at, batch));
      await mapInSlices(batch, (content, place) => {
        const band = bandOf(scores[place] ?? 0, internal(content));
        bands[band] = add(bands[band], countOf(content, source));
      });
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
 * The texts of a file in one language, also of units that could not be imported: they have to be translated too.
 *
 * @param among whether there are other files: an empty file is no error then
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
  const { readExchange } = await import("../../formats/registry.ts");
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

/** Does some work with a file; a problem that it throws gets the file's name. @throws {Problem} */
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

/** Segments in batches, each with the place of its first segment. */
function* batchesOf(segments: readonly Content[]): Generator<[at: number, batch: Content[]]> {
  let batch: Content[] = [];
  let text = 0;
  for (const [at, content] of segments.entries()) {
    batch.push(content);
    text += plainText(content).length;
    if (batch.length < BATCH && text < BATCH_TEXT && at < segments.length - 1) continue;
    yield [at + 1 - batch.length, batch];
    batch = [];
    text = 0;
  }
}

/** The segments of a batch with their neighbours in the file. */
function inContext(all: readonly Content[], from: number, batch: readonly Content[]): LookupSegment[] {
  const neighbour = (at: number) => (all[at] === undefined ? "" : plainText(all[at]));
  return batch.map((content, place) => ({
    text: content,
    previous: neighbour(from + place - 1),
    next: neighbour(from + place + 1),
  }));
}

/** Is given texts (comparable form) one by one; returns the places of the earlier texts that may be similar. */
type SimilarBefore = (source: Language, share: number) => Similar | Promise<Similar>;
type Similar = (folded: string) => readonly number[];

/** Segments of more UTF-16 units are long: comparing them takes time. */
const LONG = 512;
const isLong = (content: Content): boolean => plainText(content).length > LONG;
/** Long segments that may take the full work; where there are more, each takes a smaller share. */
const FULL_WORK = 100;
/** Cells of the edit matrix that comparing one long segment with an earlier one may fill, with the full work. */
const LONG_CELLS = 1e8;

const inPlainJavaScript: SimilarBefore = () => smallIndex(INTERNAL / 100).add;

/** For any number of texts. */
const inResidentIndex: SimilarBefore = async (source, share) => {
  // Only Node has it.
  const { residentIndex } = await import("#resident-index");
  const index = residentIndex();
  let n = 0;
  return (text) => {
    const probe = { language: source, text, least: INTERNAL / 100, targets: [], limit: SIMILAR };
    const { direct } = index.candidates(probe, share);
    n += 1;
    index.put(n, { [source]: text });
    return direct.map((found) => found.n - 1);
  };
};

/** Earlier texts that are asked for; those that only numbers tell apart come on top. */
const SIMILAR = 4;
/** Earlier texts that are compared with one. */
const COMPARED = 16;

/**
 * Scores each segment against the earlier ones, as if the memory had them: 100 for a repetition, which is the same in
 * every letter and code.
 */
function internalScores(source: Language, similar: (folded: string) => readonly number[], share: number) {
  const seen = new Set<string>();
  const contents: Content[] = [];
  return (content: Content): number => {
    const form = exactForm(content);
    if (seen.has(form)) return 100;
    seen.add(form);
    const query = queryOf(content, source, isLong(content) ? LONG_CELLS * share : undefined);
    const scores = similar(query.folded)
      .slice(0, COMPARED)
      .map((place) => scoreWith(query, contents[place] ?? []));
    contents.push(content);
    return Math.min(99.9, Math.max(0, ...scores));
  };
}

function scoreWith(query: Query, other: Content): number {
  const folded = comparable(other, query.language);
  const comparison = compareWith(query, other, folded, INTERNAL / 100);
  return comparison === undefined ? 0 : rounded(Math.max(0, scoreOf(comparison)));
}
