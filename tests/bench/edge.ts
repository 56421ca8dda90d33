import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { type Language, LANGUAGES } from "../../src/domain/language.ts";
import { comparable } from "../../src/matching/comparable-text.ts";
import { createCollection } from "../../src/services/documents/create-collection.ts";
import { createContext, type Context } from "../../src/services/context.ts";
import { createDocument } from "../../src/services/documents/create-document.ts";
import { lookup, LOOKUP_LIMITS } from "../../src/services/memory/lookup.ts";
import { push } from "../../src/services/exchange/push.ts";
import { d1Storage } from "../../src/storage/d1.ts";
import { insertDocument } from "../../src/storage/rows/documents.ts";
import { ftsMatchIndex } from "../../src/storage/index/match-index-fts.ts";
import { openSqlite } from "../../src/storage/sqlite.ts";
import type { Storage } from "../../src/storage/port.ts";
import { insertUnits } from "../../src/storage/rows/units.ts";
import { metered, sumOf } from "../edge/metered.ts";
import { openD1 } from "./_edge-d1.ts";
import type { ProcessResult } from "./_edge-process.ts";
import {
  bySource,
  type CorpusUnit,
  DEFAULT_CORPUS,
  grow,
  random,
  requireCorpus,
  shuffle,
  vary,
  withParagraphs,
} from "./_lookup-corpus.ts";
import { foldedTexts, trueSimilarity, truthOf } from "./_lookup-truth.ts";
import { anna, BATCH, LEAST, percentiles, type Query, round } from "./_lookup-timed.ts";
import { documentOf, queriesFor, recallOf, storedUnits } from "./lookup.ts";

const SEED = 20261125;
const DOCUMENT = 2000;
/** Units of one push, as the rows written are counted. */
const PUSH = 100;
/** One of so many units of the store that shows drift is a paragraph. */
const PARAGRAPH = 10;

type Queries = Readonly<Record<Language, Query[]>>;
type Say = (line: string) => void;

/**
 * `npm run bench -- edge [--corpus FILE.tsv[.gz]] [--size N] [--queries N] [--seed N] [--d1] [--no-drift] [--json]`
 *
 * The match index of the edge at 100,000 units: recall against brute force; what a batch of 20 lookups costs
 * the engine and what it costs the worker (JavaScript, the reading of answers as JSON included), in a process that
 * has just begun and in a warm one; whether recall holds when the second half of a store is of another kind than the
 * first. With `--d1` once more over a local D1 in workerd, with what D1 itself says of rows and time.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      corpus: { type: "string", default: DEFAULT_CORPUS },
      size: { type: "string", default: "100000" },
      queries: { type: "string", default: "200" },
      seed: { type: "string", default: String(SEED) },
      d1: { type: "boolean", default: false },
      "no-drift": { type: "boolean", default: false },
      json: { type: "boolean", default: false },
    },
  });
  const corpus = requireCorpus(values.corpus);
  if (corpus === undefined) return;
  const say = values.json ? () => undefined : (line: string) => console.log(line);
  const [wanted, seed, size] = [Number(values.queries), Number(values.seed), Number(values.size)];
  const units = shuffle(corpus, seed);
  const heldOut = units.splice(0, Math.min(Math.floor(units.length / 10), wanted * 5));
  const stored = grow(units, size, seed);
  say(
    `${cpus().length} × ${cpus()[0]?.model ?? "?"} · Node ${process.version} · ${stored.length} units, ${wanted} queries a language`,
  );
  const queries = Object.fromEntries(
    LANGUAGES.map((language) => [
      language,
      queriesFor(language, stored, heldOut, foldedTexts(stored, language), wanted),
    ]),
  ) as Queries;
  const report: Record<string, unknown> = {};
  const inFolder = async (name: string, work: (folder: string) => Promise<unknown>) => {
    const folder = mkdtempSync(join(tmpdir(), "polynya-bench-"));
    try {
      report[name] = await work(folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
  await inFolder("sqlite", (folder) => onSqlite(folder, stored, queries, say));
  if (!values["no-drift"])
    await inFolder("drift", (folder) => drift(folder, corpus, size, wanted, seed, say));
  if (values.d1) await inFolder("d1", (folder) => onD1(folder, stored, queries, heldOut, say));
  if (values.json) console.log(JSON.stringify(report, undefined, 2));
}

const contextOf = (storage: Storage): Context =>
  createContext({
    storage,
    index: ftsMatchIndex(storage),
    now: () => new Date(1_795_000_000_000),
  });

/** Units per second of CPU time. */
async function fill(context: Context, stored: readonly CorpusUnit[]): Promise<number> {
  await createCollection(context, anna, { id: "bench", title: "Bench" });
  const started = process.cpuUsage();
  for (let at = 0; at < stored.length; at += DOCUMENT) {
    await context.storage.batch([insertDocument(documentOf(at))]);
    const all = storedUnits(stored.slice(at, at + DOCUMENT), at);
    for (let from = 0; from < all.length; from += PUSH) {
      const part = all.slice(from, from + PUSH);
      await context.index.ready?.();
      await context.storage.batch([
        ...insertUnits(at + 1, part),
        ...context.index.write(part.map((after) => ({ after }))),
      ]);
    }
  }
  const { user, system } = process.cpuUsage(started);
  return Math.round((stored.length * 1_000_000) / (user + system));
}

/** The best similarity of what was found per text, one lookup after the other, and how long each took. */
async function found(
  context: Context,
  source: Language,
  texts: readonly string[],
): Promise<{ best: number[]; times: number[] }> {
  const best: number[] = [];
  const times: number[] = [];
  for (const text of texts) {
    const started = performance.now();
    const [result] = await lookup(context, anna, {
      source,
      segments: [{ text }],
      threshold: LEAST - 0.05,
      limit: 5,
    });
    times.push(performance.now() - started);
    const folded = comparable(text, source);
    const similarities = (result?.matches ?? []).map((match) =>
      trueSimilarity(folded, comparable(match.source.text, source)),
    );
    best.push(Math.max(0, ...similarities));
  }
  return { best, times };
}

/** SQLite in this process for recall, in one of its own for what a batch costs. */
async function onSqlite(folder: string, stored: readonly CorpusUnit[], queries: Queries, say: Say) {
  const database = join(folder, "store.db");
  const storage = openSqlite(database);
  const unitsPerCpuSecond = await fill(contextOf(storage), stored);
  const [size] = await storage.all<{ bytes: number }>(
    "SELECT sum(length(block)) AS bytes FROM match_gram_data",
  );
  const store = {
    unitsPerCpuSecond,
    indexBytesPerSegment: round((size?.bytes ?? 0) / stored.length / LANGUAGES.length, 1),
  };
  say(`SQLite: ${JSON.stringify(store)}`);
  const rows = [];
  for (const language of LANGUAGES) {
    const own = queries[language];
    const texts = own.map(({ text }) => text);
    const { best, times } = await found(contextOf(storage), language, texts);
    const file = join(folder, "texts.json");
    writeFileSync(file, JSON.stringify(texts));
    const script = join(import.meta.dirname, "_edge-process.ts");
    const { stdout } = await promisify(execFile)(process.execPath, [script, database, file, language]);
    const row = {
      language,
      recall: recallOf(own, best),
      single: percentiles(times),
      ...(JSON.parse(stdout) as ProcessResult),
    };
    rows.push(row);
    say(
      `  ${language}: recall ${JSON.stringify(row.recall)}, one lookup p50 ${row.single.p50} ms, p95 ${row.single.p95} ms`,
    );
    say(
      `    a batch of ${BATCH}, ms of CPU: script ${row.warm.script} (the first of a process ${row.first.script}), SQL ${row.warm.sql}; ${row.warm.trips} round trips`,
    );
    for (const [of, cost] of Object.entries(row.sizes))
      say(
        `    a batch of ${of}: script ${cost.script}, SQL ${cost.sql}; ${cost.trips} round trips, ${round(cost.answered / 1e6)} MB`,
      );
  }
  storage.close();
  return { store, rows };
}

/**
 * The store is filled in the order of sources: what comes in the second half is of another kind than the first. Some
 * units are paragraphs, which have more grams than a lookup asks for: what is asked of them depends on what is held
 * to be rare.
 */
async function drift(
  folder: string,
  corpus: readonly CorpusUnit[],
  size: number,
  count: number,
  seed: number,
  say: Say,
) {
  const { stored: ordered, queries } = bySource(corpus, size, count, seed);
  const { stored, paragraphs } = withParagraphs(ordered, PARAGRAPH, seed);
  const storage = openSqlite(join(folder, "store.db"));
  await fill(contextOf(storage), stored);
  const next = random(seed);
  const asked = Object.fromEntries(
    LANGUAGES.map((language) => {
      const truth = truthOf(language, foldedTexts(stored, language), LEAST);
      const sentences = queries.map(({ texts }) => texts[language]);
      const revised = shuffle(paragraphs, seed)
        .slice(0, count)
        .map(({ texts }) => vary(texts[language], texts[language], 0.03 + 0.27 * next(), next));
      return [
        language,
        [...sentences, ...revised].map((text) => ({ text, truth: truth(comparable(text, language)) })),
      ];
    }),
  ) as Queries;
  const recall = async () => {
    const rows = [];
    for (const language of LANGUAGES) {
      const own = asked[language];
      const { best } = await found(
        contextOf(storage),
        language,
        own.map(({ text }) => text),
      );
      rows.push({
        language,
        sentences: recallOf(own.slice(0, count), best),
        paragraphs: recallOf(own.slice(count), best.slice(count)),
      });
    }
    return rows;
  };
  say(`drift: ${stored.length} units by source, ${paragraphs.length} of them paragraphs`);
  const grown = await recall();
  for (const row of grown) say(`  grown ${JSON.stringify(row)}`);
  await contextOf(storage).index.rebuild();
  const rebuilt = await recall();
  for (const row of rebuilt) say(`  rebuilt ${JSON.stringify(row)}`);
  storage.close();
  return { grown, rebuilt };
}

/** A local D1 in workerd: the engine of the edge, and its own account of rows and time. */
async function onD1(
  folder: string,
  stored: readonly CorpusUnit[],
  queries: Queries,
  more: readonly CorpusUnit[],
  say: Say,
) {
  const { database: binding, dispose } = await openD1(folder);
  try {
    const { database, calls } = metered(binding);
    const context = contextOf(d1Storage(database));
    await fill(context, stored);
    say(
      `D1: ${round(sumOf(calls, "rows_written") / stored.length)} rows written a unit by its row and the index`,
    );
    const rows = [];
    for (const language of LANGUAGES) {
      const own = queries[language];
      const texts = own.map(({ text }) => text);
      const { best } = await found(context, language, texts);
      calls.length = 0;
      const batches = Math.floor(texts.length / BATCH);
      for (let at = 0; at < batches; at += 1) {
        const segments = texts.slice(at * BATCH, (at + 1) * BATCH).map((text) => ({ text }));
        await lookup(context, anna, { source: language, segments });
      }
      const row = {
        language,
        recall: recallOf(own, best),
        batchSqlMs: round(sumOf(calls, "duration") / batches, 1),
        rowsReadPerLookup: Math.round(sumOf(calls, "rows_read") / batches / BATCH),
        tripsPerBatch: round(calls.length / batches, 1),
      };
      rows.push(row);
      say(`  ${JSON.stringify(row)}`);
    }
    const also: Language = "en";
    calls.length = 0;
    const texts = queries.ru.map(({ text }) => text);
    await lookup(context, anna, {
      source: "ru",
      segments: Array.from({ length: LOOKUP_LIMITS.segments }, (_, at) => ({
        text: texts[at % texts.length] ?? "",
        previous: "",
        also: { language: also, text: queries[also][at % queries[also].length]?.text ?? "" },
      })),
    });
    const largest = {
      segments: LOOKUP_LIMITS.segments,
      trips: calls.length,
      statements: calls.map(({ length }) => length),
      sqlMs: round(sumOf(calls, "duration"), 0),
    };
    say(`  the largest batch, with second sources: ${JSON.stringify(largest)}`);
    calls.length = 0;
    const pushes = await pushed(context, more, 5);
    const written = {
      pushes,
      rowsPerUnit: round(sumOf(calls, "rows_written") / pushes / PUSH),
      findings: Number((await context.storage.all<{ n: number }>("SELECT count(*) AS n FROM finding"))[0]?.n),
    };
    say(`  pushes of ${PUSH} new units: ${JSON.stringify(written)}`);
    return { rows, largest, written };
  } finally {
    await dispose();
  }
}

/** Pushes real units into an existing document. */
async function pushed(context: Context, units: readonly CorpusUnit[], count: number): Promise<number> {
  const tsv = (part: readonly CorpusUnit[], name: string) => {
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    const lines = part.map(({ texts }, at) =>
      [`${name}-${at}`, ...LANGUAGES.map((language) => quoted(texts[language]))].join("\t"),
    );
    return new TextEncoder().encode(["key\ten\tru\tzh", ...lines].join("\n"));
  };
  // Numbers of its own, because the bench assigned the numbers of the other documents itself.
  await context.storage.batch([
    { sql: "UPDATE counter SET next = 10000000 WHERE name IN ('unit', 'document', 'import')" },
  ]);
  const { document } = await createDocument(
    context,
    anna,
    { collection: "bench", filename: "first.tsv" },
    tsv(units.slice(0, 1), "first"),
  );
  let done = 0;
  for (let at = 1; done < count && at + PUSH <= units.length; at += PUSH) {
    const bytes = tsv(units.slice(at, at + PUSH), `push${at}`);
    await push(context, anna, {
      document: document.id,
      bytes,
      filename: "more.tsv",
      idempotencyKey: `${at}`,
    });
    done += 1;
  }
  return done;
}
