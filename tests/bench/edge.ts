import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { getPlatformProxy } from "wrangler";
import { type Language, LANGUAGES } from "../../src/domain/language.ts";
import { comparable } from "../../src/matching/comparable.ts";
import { createCollection } from "../../src/services/collections.ts";
import type { Actor, Context } from "../../src/services/context.ts";
import { lookup } from "../../src/services/lookup.ts";
import { type D1, d1Storage } from "../../src/storage/d1.ts";
import { insertDocument } from "../../src/storage/documents.ts";
import { ftsMatchIndex } from "../../src/storage/match-index-fts.ts";
import { openSqlite } from "../../src/storage/sqlite.ts";
import type { Storage } from "../../src/storage/storage.ts";
import { insertUnits } from "../../src/storage/units.ts";
import { startWrangler, ended } from "../../src/cli/wrangler.ts";
import { type CorpusUnit, DEFAULT_CORPUS, grow, readCorpus, shuffle } from "./_lookup-corpus.ts";
import { foldedTexts, trueSimilarity } from "./_lookup-truth.ts";
import { percentiles } from "./_lookup-timed.ts";
import { documentOf, queriesFor, recallOf, storedUnits } from "./lookup.ts";

const anna: Actor = { name: "bench" };
const SEED = 20261125;
const DOCUMENT = 2000;
/** Units of one push, as the rows written are counted. */
const PUSH = 100;
const BATCH = 20;
const LEAST = 0.6;

/**
 * `npm run bench -- edge [--corpus FILE.tsv[.gz]] [--size N] [--queries N] [--d1] [--json]`
 *
 * The match index of the edge at 100,000 units: recall against brute force; what a batch of 20 lookups costs
 * the engine and what it costs the worker (JavaScript, the reading of answers as JSON included); the size of
 * the index. With `--d1` once more over a local D1 in workerd, with what D1 itself says of rows and time.
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
      json: { type: "boolean", default: false },
    },
  });
  const corpus = readCorpus(values.corpus);
  if (corpus === undefined) {
    console.error(`no corpus at ${values.corpus}: give one with --corpus FILE.tsv[.gz] (columns en, ru, zh)`);
    process.exitCode = 2;
    return;
  }
  const say = values.json ? () => undefined : (line: string) => console.log(line);
  const wanted = Number(values.queries);
  const units = shuffle(corpus, Number(values.seed));
  const heldOut = units.splice(0, Math.min(Math.floor(units.length / 10), wanted * 5));
  const stored = grow(units, Number(values.size), Number(values.seed));
  say(
    `${cpus().length} × ${cpus()[0]?.model ?? "?"} · Node ${process.version} · ${stored.length} units, ${wanted} queries a language`,
  );
  const queries = Object.fromEntries(
    LANGUAGES.map((language) => [
      language,
      queriesFor(language, stored, heldOut, foldedTexts(stored, language), wanted),
    ]),
  ) as Queries;
  const folder = mkdtempSync(join(tmpdir(), "polynya-bench-"));
  try {
    const report: Record<string, unknown> = { sqlite: await onSqlite(folder, stored, queries, say) };
    if (values.d1) report["d1"] = await onD1(folder, stored, queries, say);
    if (values.json) console.log(JSON.stringify(report, undefined, 2));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Queries = Readonly<Record<Language, { text: string; truth: number }[]>>;

const milliseconds = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1000;
const round = (value: number, digits = 2): number => Number(value.toFixed(digits));

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
  return milliseconds(process.cpuUsage(started)) / 1000;
}

/** SQLite in this process: its time can be told from that of the rest. */
async function onSqlite(
  folder: string,
  stored: readonly CorpusUnit[],
  queries: Queries,
  say: (line: string) => void,
) {
  const storage = openSqlite(join(folder, "store.db"));
  let engine = 0;
  let trips = 0;
  const measured: Storage = {
    ...storage,
    // As over D1: answers come as JSON, and reading them is the worker's affair.
    async all<Row>(sql: string, ...params: readonly (string | number | null | Uint8Array)[]) {
      const before = process.cpuUsage();
      const text = JSON.stringify(await storage.all<Row>(sql, ...params));
      engine += milliseconds(process.cpuUsage(before));
      trips += 1;
      return JSON.parse(text) as Row[];
    },
  };
  const context: Context = {
    storage: measured,
    index: ftsMatchIndex(measured),
    now: () => new Date(1_795_000_000_000),
  };
  const seconds = await fill(context, stored);
  const [size] = await storage.all<{ bytes: number }>(
    "SELECT sum(length(block)) AS bytes FROM match_gram_data",
  );
  const store = {
    unitsPerCpuSecond: Math.round(stored.length / seconds),
    indexBytesPerSegment: round((size?.bytes ?? 0) / stored.length / 3, 1),
  };
  say(`SQLite: ${JSON.stringify(store)}`);
  const rows = [];
  for (const language of LANGUAGES) {
    const own = queries[language];
    const texts = own.map(({ text }) => text);
    const single = await answered(context, language, texts, 1);
    // What people do: the default threshold, twenty at once. The first round warms the compiler and the cache.
    await answered(context, language, texts, BATCH, 0.7);
    engine = 0;
    trips = 0;
    const before = process.cpuUsage();
    const batches = await answered(context, language, texts, BATCH, 0.7);
    const all = milliseconds(process.cpuUsage(before));
    const count = batches.times.length;
    const row = {
      language,
      recall: recallOf(own, single.best),
      singleMs: percentiles(single.times),
      batchSqlCpuMs: round(engine / count, 1),
      batchScriptCpuMs: round((all - engine) / count, 1),
      tripsPerBatch: round(trips / count, 1),
    };
    rows.push(row);
    say(`  ${JSON.stringify(row)}`);
  }
  storage.close();
  return { store, rows };
}

/** The best similarity of what was found per text, and the time of each call. */
async function answered(
  context: Context,
  source: Language,
  texts: readonly string[],
  size: number,
  threshold = LEAST - 0.05,
): Promise<{ best: number[]; times: number[] }> {
  const best: number[] = [];
  const times: number[] = [];
  const calls = Array.from({ length: Math.floor(texts.length / size) }, (_, at) =>
    texts.slice(at * size, (at + 1) * size),
  );
  const answers = [];
  for (const call of calls) {
    const started = performance.now();
    answers.push(
      await lookup(context, anna, { source, segments: call.map((text) => ({ text })), threshold, limit: 5 }),
    );
    times.push(performance.now() - started);
  }
  if (size > 1) return { best, times };
  for (const [at, result] of answers.flat().entries()) {
    const folded = comparable(texts[at] ?? "", source);
    best.push(
      Math.max(
        0,
        ...result.matches.map((match) => trueSimilarity(folded, comparable(match.source.text, source))),
      ),
    );
  }
  return { best, times };
}

interface Meta {
  readonly rows_read: number;
  readonly rows_written: number;
  readonly duration: number;
}

/** The binding, with what D1 says of every statement. */
function metered(database: D1, note: (meta: Meta) => void): D1 {
  type Answer = { results: unknown[]; meta: Meta };
  type Prepared = ReturnType<D1["prepare"]>;
  const own = new WeakMap<object, Prepared>();
  const wrap = (statement: Prepared): Prepared => {
    const wrapped: Prepared = {
      bind: (...params) => wrap(statement.bind(...params)),
      async all() {
        const answer = (await statement.all()) as Answer;
        note(answer.meta);
        return answer;
      },
    };
    own.set(wrapped, statement);
    return wrapped;
  };
  return {
    prepare: (sql) => wrap(database.prepare(sql)),
    async batch(statements) {
      const answers = (await database.batch(
        statements.map((statement) => own.get(statement) ?? statement),
      )) as Answer[];
      for (const { meta } of answers) note(meta);
      return answers;
    },
  };
}

/** A local D1 in workerd: the engine of the edge, and its own account of rows and time. */
async function onD1(
  folder: string,
  stored: readonly CorpusUnit[],
  queries: Queries,
  say: (line: string) => void,
) {
  const config = join(folder, "wrangler.toml");
  writeFileSync(
    config,
    [
      'name = "bench"',
      'compatibility_date = "2026-10-20"',
      "[[d1_databases]]",
      'binding = "DB"',
      'database_name = "bench"',
      'database_id = "00000000-0000-0000-0000-000000000000"',
      `migrations_dir = ${JSON.stringify(join(import.meta.dirname, "../../src/storage/migrations"))}`,
    ].join("\n"),
  );
  const applied = startWrangler(
    ["d1", "migrations", "apply", "DB", "--local", "--config", config, "--persist-to", join(folder, "d1")],
    "pipe",
  );
  applied.stdout?.resume();
  if ((await ended(applied)) !== 0) throw new Error("the migrations could not be applied");
  const { env, dispose } = await getPlatformProxy<{ DB: D1 }>({
    configPath: config,
    persist: { path: join(folder, "d1", "v3") },
  });
  try {
    let metas: Meta[] = [];
    const storage = d1Storage(metered(env.DB, (meta) => metas.push(meta)));
    const context: Context = { storage, index: ftsMatchIndex(storage), now: () => new Date() };
    await fill(context, stored);
    const sum = (key: keyof Meta) => metas.reduce((total, meta) => total + meta[key], 0);
    const store = { rowsWrittenPerUnit: round(sum("rows_written") / stored.length) };
    say(`D1: ${JSON.stringify(store)} (unit and index)`);
    const rows = [];
    for (const language of LANGUAGES) {
      const texts = queries[language].map(({ text }) => text);
      await answered(context, language, texts, BATCH, 0.7);
      metas = [];
      const { times } = await answered(context, language, texts, BATCH, 0.7);
      const row = {
        language,
        batchSqlMs: round(sum("duration") / times.length, 1),
        rowsReadPerLookup: Math.round(sum("rows_read") / times.length / BATCH),
        statementsPerBatch: round(metas.length / times.length, 1),
      };
      rows.push(row);
      say(`  ${JSON.stringify(row)}`);
    }
    return { store, rows };
  } finally {
    await dispose();
  }
}
