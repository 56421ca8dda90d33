import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { type Language, LANGUAGES } from "../../src/domain/language.ts";
import { comparable } from "../../src/matching/comparable-text.ts";
import { createCollection } from "../../src/services/documents/create-collection.ts";
import { createContext, type Context } from "../../src/services/context.ts";
import type { MatchKind } from "../../src/matching/score.ts";
import { lookup, type MatchTarget } from "../../src/services/memory/lookup.ts";
import { type Document, insertDocument, NO_UNITS } from "../../src/storage/rows/documents.ts";
import { ftsMatchIndex } from "../../src/storage/index/match-index-fts.ts";
import type { MatchIndex } from "../../src/storage/index/match-index.ts";
import { indexPath } from "../../src/storage/index/index-file.ts";
import { residentMatchIndex } from "../../src/storage/index/match-index-resident.ts";
import { openSqlite, type SqliteStorage } from "../../src/storage/sqlite.ts";
import { insertUnits, type StoredUnit, unitId } from "../../src/storage/rows/units.ts";
import { ablation } from "./_lookup-ablation.ts";
import { rankCorrelation, trigramBaseline, trigramSimilarity } from "./_lookup-baseline.ts";
import {
  bySource,
  type CorpusUnit,
  DEFAULT_CORPUS,
  grow,
  random,
  requireCorpus,
  shuffle,
  vary,
} from "./_lookup-corpus.ts";
import type { Measured, ProcessResult } from "./_lookup-process.ts";
import { anna, LEAST, percentiles, type Query, round, type Timed, timed } from "./_lookup-timed.ts";
import { bestByScan, foldedTexts, trueSimilarity, truthOf } from "./_lookup-truth.ts";

const LEVELS = [0.6, 0.75, 0.85] as const;
const SEED = 20261123;

interface Row {
  readonly size: number;
  readonly language: Language;
  readonly engine: "resident" | "fts5-grams" | "fts5-trigram" | "scan";
  /** Found of there were, per level. */
  readonly recall: Readonly<Record<string, string>>;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly mean: number;
  /** Processor time of one lookup on average, ms: tells more than the clock where others use the machine too. */
  readonly cpu?: number;
  /** Median and mean time as multiples of the resident index's. */
  readonly ratio: number;
  readonly ratioOfMeans: number;
  /** Texts whose sketches were counted for one lookup. */
  readonly read?: number;
}

/**
 * `npm run bench -- lookup [--corpus FILE.tsv[.gz]] [--size N] [--sizes N,N] [--queries N]
 *   [--no-baselines] [--no-extras] [--json]`
 * `npm run bench -- lookup --ablation [--sizes N,N] [--queries N]`
 *
 * Lookups through the service, against brute force, FTS5 trigrams with bm25 and a scan, at growing sizes. With
 * `--ablation` only the index in memory, with and without WebAssembly.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      corpus: { type: "string", default: DEFAULT_CORPUS },
      size: { type: "string" },
      sizes: { type: "string" },
      queries: { type: "string", default: "300" },
      "no-baselines": { type: "boolean", default: false },
      "no-extras": { type: "boolean", default: false },
      ablation: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
    },
  });
  const corpus = requireCorpus(values.corpus);
  if (corpus === undefined) return;
  const say = values.json ? () => undefined : (line: string) => console.log(line);
  const wanted = Number(values.queries);
  const units = shuffle(corpus, SEED);
  // Units that are queries and never stored.
  const heldOut = units.splice(0, Math.min(Math.floor(units.length / 10), wanted * 5));
  const full = Number(values.size ?? units.length);
  const sizes =
    values.sizes?.split(",").map(Number) ??
    [...new Set([10_000, 100_000, full])].filter((size) => size <= full);
  say(
    `${cpus().length} × ${cpus()[0]?.model ?? "?"} · Node ${process.version} · ${corpus.length} real units`,
  );
  if (process.env["PG_URL"]) say("pg_trgm: not measured, no PostgreSQL client is part of the project");
  if (values.ablation) {
    for (const size of sizes) {
      const stored = grow(units, size, SEED);
      const asked = (language: Language) =>
        queriesFor(language, stored, heldOut, foldedTexts(stored, language), wanted);
      const queries = { en: asked("en"), ru: asked("ru"), zh: asked("zh") };
      for (const row of ablation(stored, queries)) console.log(JSON.stringify(row));
    }
    return;
  }
  const rows: Row[] = [];
  const stores: Record<string, number | string>[] = [];
  for (const size of sizes) {
    const stored = grow(units, size, SEED);
    const measured = await measure(stored, heldOut, wanted, !values["no-baselines"], say);
    rows.push(...measured.rows);
    stores.push({ size, ...measured.store });
  }
  const extras = !values["no-extras"];
  const drift = extras && (await measureDrift(corpus, Math.min(wanted, 200), say));
  const quality = extras && (await measureScores(units, heldOut, say));
  if (values.json) console.log(JSON.stringify({ rows, stores, drift, quality }, undefined, 2));
}

/** 10 % present, 60 % near (half real, half seeded edits of stored units), 30 % far, by the truth of each language. */
export function queriesFor(
  language: Language,
  stored: readonly CorpusUnit[],
  heldOut: readonly CorpusUnit[],
  folded: readonly string[],
  count: number,
): { text: string; truth: number }[] {
  const next = random(SEED + count);
  // A text with only white space cannot be translated and has no similar texts.
  const isBlank = (text: string) => comparable(text, language) === "";
  const pick = (): CorpusUnit => {
    const unit = stored[Math.floor(next() * stored.length)] as CorpusUnit;
    return isBlank(unit.texts[language]) ? pick() : unit;
  };
  /** An edit that removes the only word of a text gives no query. */
  const edit = (): string => {
    const text = vary(pick().texts[language], pick().texts[language], 0.05 + next() * 0.3, next);
    return isBlank(text) ? edit() : text;
  };
  const present = Array.from({ length: Math.round(count * 0.1) }, () => pick().texts[language]);
  const edited = Array.from({ length: Math.round(count * 0.3) }, edit);
  const truth = truthOf(language, folded, LEAST);
  const labelled = (text: string) => ({ text, truth: truth(comparable(text, language)) });
  const part = Math.round(count * 0.3);
  const near: { text: string; truth: number }[] = [];
  const far: { text: string; truth: number }[] = [];
  for (const unit of heldOut) {
    if (near.length === part && far.length === part) break;
    const text = unit.texts[language];
    if (isBlank(text)) continue;
    const one = labelled(text);
    const kind = one.truth >= LEAST ? near : far;
    if (kind.length < part) kind.push(one);
  }
  return [...[...present, ...edited].map(labelled), ...near, ...far];
}

async function measure(
  stored: readonly CorpusUnit[],
  heldOut: readonly CorpusUnit[],
  count: number,
  baselines: boolean,
  say: (line: string) => void,
): Promise<{ rows: Row[]; store: Record<string, number | string> }> {
  const folder = mkdtempSync(join(tmpdir(), "polynya-bench-"));
  try {
    const { storage, context, seconds, plainSeconds, last } = await fill(folder, stored);
    const rowsByIndex = context.index.write([{ after: storedUnits(stored.slice(0, 1), 0)[0] as StoredUnit }]);
    const fts = stored.length <= 100_000 ? await ftsCopy(storage) : undefined;
    const folded = (language: Language) => foldedTexts(stored, language);
    const queries = Object.fromEntries(
      LANGUAGES.map((one) => [one, queriesFor(one, stored, heldOut, folded(one), count)]),
    ) as Record<Language, Query[]>;
    const database = join(folder, "store.db");
    // In a process of its own, which holds nothing but the store: first from the rows, then from the copy.
    const anew = await inProcess(folder, database, {});
    const again = await inProcess(folder, database, queries);
    const store = {
      unitsPerSecond: Math.round(stored.length / seconds),
      lastTenthPerSecond: Math.round(lastPart(stored.length) / last),
      timesPlainInsert: round(seconds / plainSeconds),
      rowsWrittenPerUnit: rowsByIndex.length,
      loadSecondsFromRows: round(anew.seconds),
      loadSecondsFromCopy: again.readings > 0 ? "no copy" : round(again.seconds),
      copyMegabytes: existsSync(indexPath(database)) ? megabytes(statSync(indexPath(database)).size) : 0,
      indexMegabytes: megabytes(again.bytes),
      indexBytesPerSegment: round(again.bytes / stored.length / 3),
      rssMegabytes: megabytes(again.rss),
      rssWithoutIndexMegabytes: megabytes(again.rssBefore),
      databaseMegabytes: megabytes(statSync(database).size),
    };
    say(`\n${stored.length} units: ${JSON.stringify(store)}`);
    const rows: Row[] = [];
    for (const language of LANGUAGES) {
      const asked = queries[language];
      const { timed: resident, counted } = again.languages[language] as Measured;
      const row = rowOf(stored.length, language, "resident", asked, resident, resident);
      rows.push({ ...row, read: Math.round(counted) });
      if (fts) {
        const some = asked.filter((_, at) => at % 3 === 0);
        rows.push(
          rowOf(
            stored.length,
            language,
            "fts5-grams",
            some,
            await timed({ ...context, index: fts }, language, some),
            resident,
          ),
        );
      }
      if (baselines) rows.push(...baselineRows(stored.length, language, folded(language), asked, resident));
      for (const one of rows.filter((entry) => entry.language === language)) say(show(one));
    }
    storage.close();
    return { rows, store };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export interface Filled {
  readonly storage: SqliteStorage;
  readonly context: Context;
  readonly seconds: number;
  readonly last: number;
  readonly plainSeconds: number;
}

/** Starts `_lookup-process.ts` and gives what it found. */
async function inProcess(
  folder: string,
  database: string,
  queries: Partial<Record<Language, Query[]>>,
): Promise<ProcessResult> {
  const file = join(folder, "queries.json");
  writeFileSync(file, JSON.stringify(queries));
  const script = join(import.meta.dirname, "_lookup-process.ts");
  const { stdout } = await promisify(execFile)(process.execPath, ["--expose-gc", script, database, file], {
    maxBuffer: 1 << 28,
  });
  return JSON.parse(stdout) as ProcessResult;
}

const megabytes = (bytes: number): number => Math.round(bytes / 1e6);

const DOCUMENT = 2000;
/** Units of the documents that are the last tenth of a store, or the last of all. */
const lastPart = (size: number): number => Math.max(1, Math.round(size / 10 / DOCUMENT)) * DOCUMENT;

/**
 * Rows and index in one batch per document, as a commit does, but without its report, history and checks:
 * what is measured is what the index adds to the rows.
 */
export async function fill(folder: string, stored: readonly CorpusUnit[]): Promise<Filled> {
  const storage = openSqlite(join(folder, "store.db"));
  const context: Context = createContext({
    storage,
    index: residentMatchIndex(storage),
    now: () => new Date(1_795_000_000_000),
  });
  await createCollection(context, anna, { id: "bench", title: "Bench" });
  // Loaded while empty, so that every write pays for its share of the index.
  await context.index.candidates([]);
  let seconds = 0;
  let last = 0;
  const lastTenth = lastPart(stored.length);
  for (let at = 0; at < stored.length; at += DOCUMENT) {
    const units = storedUnits(stored.slice(at, at + DOCUMENT), at);
    const changes = units.map((after) => ({ after }));
    const start = performance.now();
    await storage.batch([
      insertDocument(documentOf(at)),
      ...insertUnits(at + 1, units),
      ...context.index.write(changes),
    ]);
    await context.index.committed?.(changes);
    const took = (performance.now() - start) / 1000;
    seconds += took;
    if (at >= stored.length - lastTenth) last += took;
  }
  return { storage, context, seconds, last, plainSeconds: await plainInsert(folder, stored) };
}

export const documentOf = (at: number): Document => ({
  n: at + 1,
  id: `d${at}`,
  collection: "bench",
  title: `d${at}`,
  format: "json",
  tags: {},
  languages: [...LANGUAGES],
  revision: 1,
  created: "2026-11-23T00:00:00.000Z",
  createdBy: "bench",
  counts: NO_UNITS,
});

export function storedUnits(part: readonly CorpusUnit[], from: number): StoredUnit[] {
  const variant = (text: string) =>
    ({
      content: [text],
      state: "final",
      version: 1,
      author: "bench",
      time: "2026-11-23T00:00:00.000Z",
      origin: "import",
    }) as const;
  return part.map(({ texts }, place) => ({
    n: from + place + 1,
    id: unitId(from + place + 1),
    document: `d${from}`,
    order: place,
    key: `u${place}`,
    version: 1,
    notes: [],
    variants: { en: variant(texts.en), ru: variant(texts.ru), zh: variant(texts.zh) },
  }));
}

/** The same rows into the same tables, without an index to keep. */
async function plainInsert(folder: string, stored: readonly CorpusUnit[]): Promise<number> {
  const storage = openSqlite(join(folder, "plain.db"));
  await createCollection(
    createContext({ storage, index: residentMatchIndex(storage), now: () => new Date() }),
    anna,
    {
      id: "bench",
      title: "Bench",
    },
  );
  let milliseconds = 0;
  for (let at = 0; at < stored.length; at += DOCUMENT) {
    const units = storedUnits(stored.slice(at, at + DOCUMENT), at);
    const start = performance.now();
    await storage.batch([insertDocument(documentOf(at)), ...insertUnits(at + 1, units)]);
    milliseconds += performance.now() - start;
  }
  storage.close();
  return milliseconds / 1000;
}

/** The index of the edge over the same units. */
async function ftsCopy(storage: SqliteStorage): Promise<MatchIndex> {
  const index = ftsMatchIndex(storage);
  await index.rebuild();
  return index;
}

function rowOf(
  size: number,
  language: Language,
  engine: Row["engine"],
  queries: readonly { truth: number }[],
  { best, p50, p95, p99, mean, cpu }: Timed,
  reference: Timed,
): Row {
  return {
    size,
    language,
    engine,
    recall: recallOf(queries, best),
    p50,
    p95,
    p99,
    mean,
    ratio: round(p50 / reference.p50),
    ratioOfMeans: round(mean / reference.mean),
    ...(cpu === undefined ? {} : { cpu }),
  };
}

export function recallOf(
  queries: readonly { truth: number }[],
  best: readonly number[],
): Record<string, string> {
  return Object.fromEntries(
    LEVELS.map((level) => {
      const there = [...queries.entries()].filter(([, { truth }]) => truth >= level);
      const found = there.filter(([at, { truth }]) => (best[at] ?? 0) >= truth - 1e-9);
      return [String(level), `${found.length}/${there.length}`];
    }),
  );
}

function baselineRows(
  size: number,
  language: Language,
  folded: readonly string[],
  queries: readonly { text: string; truth: number }[],
  reference: Timed,
): Row[] {
  // At a million texts one of its queries takes seconds.
  const wanted = size > 200_000 ? 20 : 40;
  const some = queries.filter((_, at) => at % Math.ceil(queries.length / wanted) === 0);
  const texts = some.map(({ text }) => comparable(text, language));
  const trigrams = trigramBaseline(folded);
  const found = texts.map((text) => trigrams.find(text));
  trigrams.close();
  const few = texts.slice(0, 8);
  const scans = few.map((text) => {
    const start = performance.now();
    const best = bestByScan(text, folded, 0.5);
    return { best, time: performance.now() - start };
  });
  const timedOf = (list: readonly { best: number; time: number }[]): Timed => ({
    best: list.map(({ best }) => best),
    ...percentiles(list.map(({ time }) => time)),
  });
  return [
    rowOf(size, language, "fts5-trigram", some, timedOf(found), reference),
    rowOf(size, language, "scan", some.slice(0, 8), timedOf(scans), reference),
  ];
}

/** The store is filled in the order of sources: what comes in the second half is of another kind than the first. */
async function measureDrift(corpus: readonly CorpusUnit[], count: number, say: (line: string) => void) {
  const { stored, queries } = bySource(corpus, 100_000, count * 2, SEED);
  const folder = mkdtempSync(join(tmpdir(), "polynya-bench-"));
  const results: { language: Language; recall: Record<string, string>; loaded: Record<string, string> }[] =
    [];
  try {
    const { storage, context } = await fill(folder, stored);
    const fresh = residentMatchIndex(storage);
    for (const language of LANGUAGES) {
      const folded = foldedTexts(stored, language);
      const texts = queries.map(({ texts: all }) => all[language]);
      const truth = truthOf(language, folded, LEAST);
      const labelled = texts.map((text) => ({ text, truth: truth(comparable(text, language)) }));
      const grownUp = await timed(context, language, labelled);
      const loaded = await timed({ ...context, index: fresh }, language, labelled);
      results.push({
        language,
        recall: recallOf(labelled, grownUp.best),
        loaded: recallOf(labelled, loaded.best),
      });
    }
    storage.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  say(
    `\ndrift, ${stored.length} units by source, queries of the second half (index grown with the store | loaded anew):`,
  );
  for (const { language, recall, loaded } of results)
    say(`  ${language} ${JSON.stringify(recall)} | ${JSON.stringify(loaded)}`);
  return results;
}

/** Pairs with a lower similarity are not used, because their translations differ at random. */
const NEAR = 0.6;

/** Points by which score and ratio differ where numbers, case, punctuation or codes are part of the difference. */
const APART = 1;

/** What the score knows of such a pair that the ratio does not; form is case, width, white space and their like. */
const APART_BY = ["numbers alone differ", "form alone differs", "form among other things"] as const;
type ApartBy = (typeof APART_BY)[number];

function apartBy({ score, penalties }: MatchTarget, kind: MatchKind, ratio: number): ApartBy | undefined {
  if (Math.abs(score - 100 * ratio) <= APART) return undefined;
  if (penalties.some(({ name }) => name === "numbers")) return "numbers alone differ";
  return kind === "normalized" ? "form alone differs" : "form among other things";
}

interface Pair {
  readonly apart: ApartBy | undefined;
  /** 0 … 100, as lookup gives it. */
  readonly score: number;
  /** Plain Levenshtein ratio of the texts as they are, 0 … 1; the same by trigrams. */
  readonly ratio: number;
  readonly trigram: number;
  /** Closeness of the offered translation to the real one, 0 … 1. */
  readonly target: number;
}

function correlations(pairs: readonly Pair[]): Record<string, number> {
  const against = (key: "score" | "ratio" | "trigram") =>
    round(
      rankCorrelation(
        pairs.map((pair) => pair[key]),
        pairs.map(({ target }) => target),
      ),
      3,
    );
  const mean = (of: (pair: Pair) => number) =>
    round(pairs.reduce((sum, pair) => sum + of(pair), 0) / Math.max(1, pairs.length), 3);
  return {
    count: pairs.length,
    score: against("score"),
    levenshtein: against("ratio"),
    pg_trgm: against("trigram"),
    closeness: mean(({ target }) => target),
    // How far each is from the closeness itself: as a forecast of it, not as an order.
    scoreOff: mean(({ score, target }) => Math.abs(Math.min(1, score / 100) - target)),
    levenshteinOff: mean(({ ratio, target }) => Math.abs(ratio - target)),
    pg_trgmOff: mean(({ trigram, target }) => Math.abs(trigram - target)),
  };
}

/** Measures whether a better score means a closer translation. Held-out units and their matches have translations. */
async function measureScores(
  stored: readonly CorpusUnit[],
  heldOut: readonly CorpusUnit[],
  say: (line: string) => void,
) {
  const folder = mkdtempSync(join(tmpdir(), "polynya-bench-"));
  const results: Record<string, string | number>[] = [];
  try {
    const { storage, context } = await fill(folder, stored.slice(0, 100_000));
    for (const source of LANGUAGES) {
      const pairs: Pair[] = [];
      for (const { texts } of heldOut) {
        const [result] = await lookup(context, anna, {
          source,
          segments: [{ text: texts[source] }],
          threshold: 0.5,
          limit: 5,
        });
        for (const match of result?.matches ?? []) {
          const ratio = trueSimilarity(texts[source], match.source.text);
          if (ratio < NEAR) continue;
          for (const target of LANGUAGES) {
            const offered = match.targets[target];
            if (offered === undefined) continue;
            pairs.push({
              apart: apartBy(offered, match.kind, ratio),
              score: offered.score,
              ratio,
              trigram: trigramSimilarity(texts[source], match.source.text),
              target: trueSimilarity(comparable(texts[target], target), comparable(offered.text, target)),
            });
          }
        }
      }
      const apart = pairs.filter((pair) => pair.apart !== undefined);
      results.push({ source, pairs: "all", ...correlations(pairs) });
      results.push({ source, pairs: "score and ratio apart", ...correlations(apart) });
      for (const by of APART_BY) {
        results.push({
          source,
          pairs: `  ${by}`,
          ...correlations(apart.filter((pair) => pair.apart === by)),
        });
      }
    }
    storage.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  say("\nrank correlation of the score with the closeness of the offered translation to the real one:");
  for (const result of results) say(`  ${JSON.stringify(result)}`);
  return results;
}

const show = ({
  language,
  engine,
  recall,
  p50,
  p95,
  p99,
  mean,
  ratio,
  ratioOfMeans,
  cpu,
  read,
}: Row): string =>
  `  ${language} ${engine.padEnd(12)} recall ${LEVELS.map((level) => `≥${level} ${recall[level]}`).join("  ")}  p50 ${p50} ms  p95 ${p95}  p99 ${p99}  mean ${mean}  × ${ratio} (of means ${ratioOfMeans})${cpu === undefined ? "" : `  cpu ${cpu} ms`}${read === undefined ? "" : `  counted ${read}`}`;
