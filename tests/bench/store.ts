import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Language } from "../../src/domain/language.ts";
import { plainText } from "../../src/domain/segment.ts";
import type { ExchangeFile, ExchangeUnit } from "../../src/formats/contract.ts";
import { writeExchange } from "../../src/formats/registry.ts";
import { createCollection } from "../../src/services/documents/create-collection.ts";
import { createContext, type Context } from "../../src/services/context.ts";
import { createDocument } from "../../src/services/documents/create-document.ts";
import { pull } from "../services/exchange/pull-whole.ts";
import { push } from "../../src/services/exchange/push.ts";
import { undoImport } from "../../src/services/imports/undo-import.ts";
import { type D1, d1Storage } from "../../src/storage/d1.ts";
import { insertDocument } from "../../src/storage/rows/documents.ts";
import { matchIndex } from "../../src/storage/index/choose-match-index.ts";
import { readMigrations } from "../../src/storage/read-migrations.ts";
import { openSqlite, type SqliteStorage } from "../../src/storage/sqlite.ts";
import type { Storage } from "../../src/storage/port.ts";
import { insertUnits, unitsOf } from "../../src/storage/rows/units.ts";
import { timed } from "./_timed.ts";
import { type CorpusUnit, DEFAULT_CORPUS, grow, readCorpus, shuffle } from "./_lookup-corpus.ts";

const SIZES = [1000, 5000, 10_000];
const actor = { name: "bench" };

const EN = "The seminar discussed sea ice, shipping and governance of the Arctic in document";
const RU = "На семинаре обсудили морской лёд, судоходство и управление Арктикой в документе";
const ZH = "研讨会在文件中讨论了北极海冰、航运与治理";

/** A trilingual document of `size` different sentences. */
function memory(size: number): ExchangeFile {
  const units = Array.from({ length: size }, (_, at): ExchangeUnit => {
    const name = `${at.toString(36)} ${((at * 7919) % size).toString(36)}`;
    const draft = (text: string) => ({ content: [`${text} ${name}.`], state: "translated" as const });
    return { key: `k${at}`, line: 0, notes: [], variants: { en: draft(EN), ru: draft(RU), zh: draft(ZH) } };
  });
  return { format: "tmx", tags: {}, source: "en", title: "bench", units };
}

/**
 * `npm run bench -- store [--scale N [--batch N] [--corpus FILE]]`: what durability, history, index and checks cost over
 * plain inserts of the same rows. With `--scale`, how many units a second a growing store takes in.
 */
export async function run(args: readonly string[] = []): Promise<void> {
  const option = (name: string) =>
    args.includes(`--${name}`) ? args[args.indexOf(`--${name}`) + 1] : undefined;
  const scale = option("scale");
  if (scale !== undefined)
    return grows(Number(scale), Number(option("batch") ?? 1000), option("corpus") ?? DEFAULT_CORPUS);
  console.log(
    "Node, SQLite on disk (synchronous FULL), two baselines in the same run, each one transaction of a",
  );
  console.log("prepared INSERT per row into tables of the same schema, with their constraints and indexes:");
  console.log(
    "  units: the rows of the units alone; × rows + index: these rows and the match index, against them",
  );
  console.log("  all:   all rows that the import writes (units, history, report, findings, file, counts);");
  console.log("         × import: reading, checking, storing and indexing, against them");
  console.log("CPU: of this process; wall time tells of the disk and of who else computes.\n");
  console.log(
    "  units | plain: units    all | rows + index      × | import TMX (CPU)  units/s      × | pull XLIFF | push, all changed | undo",
  );
  for (const size of SIZES) await onNode(size);
  await onD1();
}

async function onNode(size: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "polynya-bench-"));
  try {
    const file = memory(size);
    const storage = openSqlite(join(folder, "store.db"));
    const context = contextOf(storage);
    await createCollection(context, actor, { id: "c", title: "C" });
    // Loads the index and compiles the code, so that the import is one into a running service.
    const small = writeExchange(memory(200));
    await createDocument(context, actor, { collection: "c", id: "warm", format: "tmx" }, small);
    await context.index.candidates([]);
    const known = countRows(storage);
    const bytes = writeExchange(file);
    const create = await timed(() =>
      createDocument(context, actor, { collection: "c", id: "d", format: "tmx" }, bytes),
    );
    const plain = plainInsert(join(folder, "plain.db"), storage, known);
    const indexed = await rowsAndIndex(join(folder, "indexed.db"), storage, create.result.document);
    const direction = { document: "d", source: "en", target: "ru" } as const;
    const pulled = await timed(() => pull(context, actor, { ...direction, format: "xliff", version: "2.1" }));
    const changed = new TextEncoder().encode(
      new TextDecoder().decode(pulled.result.bytes).replaceAll("обсудили", "обсуждали"),
    );
    const pushed = await timed(() =>
      push(context, actor, { ...direction, bytes: changed, filename: "d.xlf" }),
    );
    const { changed: count } = pushed.result.report.counts;
    if (count !== size) throw new Error(`${count} of ${size} units changed`);
    const undone = await timed(() => undoImport(context, actor, pushed.result.report.import ?? ""));
    const cells = [
      String(size).padStart(7),
      "|",
      ms(plain.units).padStart(12),
      ms(plain.all).padStart(6),
      "|",
      ms(indexed).padStart(12),
      (indexed / plain.units).toFixed(1).padStart(6),
      "|",
      `${ms(create.time)} (${ms(create.cpu)})`.padStart(16),
      ((size / create.time) * 1000).toFixed(0).padStart(8),
      (create.time / plain.all).toFixed(1).padStart(6),
      "|",
      ms(pulled.time).padStart(10),
      "|",
      ms(pushed.time).padStart(17),
      "|",
      ms(undone.time),
    ];
    console.log(cells.join(" "));
    storage.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * Units a CPU second, tenth by tenth, as a store grows by batches, as the command line sends a large file. Against them
 * plain inserts of the rows of the units, in as many transactions, into a store that grows with it.
 */
async function grows(size: number, batch: number, path: string): Promise<void> {
  const corpus = readCorpus(path);
  const source = corpus ?? memory(10_000).units.map(plainUnit);
  // The units are mixed, so that each tenth has the same share of real units and variations.
  const units = shuffle(grow(source, size, 7), 7);
  const folder = mkdtempSync(join(tmpdir(), "polynya-bench-"));
  const storage = openSqlite(join(folder, "store.db"));
  const context = contextOf(storage);
  try {
    console.log(
      `${size} units of ${corpus === undefined ? "sentences made here" : path}, batches of ${batch}\n`,
    );
    console.log("    units   units/s   a CPU second   plain, a CPU second       ×   resident memory");
    await createCollection(context, actor, { id: "c", title: "C" });
    const empty = writeExchange({ format: "json", tags: {}, units: [] });
    await createDocument(context, actor, { collection: "c", id: "d", format: "json" }, empty);
    await context.index.candidates([]);
    const plain = openSqlite(join(folder, "plain.db"));
    plain.database.pragma("foreign_keys = OFF");
    const rates: number[] = [];
    const tenth = Math.ceil(size / 10);
    for (let from = 0; from < size; from += tenth) {
      const end = Math.min(size, from + tenth);
      let wall = 0;
      let cpu = 0;
      for (let at = from; at < end; at += batch) {
        const part = units.slice(at, Math.min(end, at + batch));
        const bytes = writeExchange({
          format: "json",
          tags: {},
          units: part.map(({ texts }, place) => exchangeUnit(at + place, texts)),
        });
        const took = await timed(() =>
          push(context, actor, { document: "d", bytes, format: "json", create: true }),
        );
        const { created } = took.result.report.counts;
        if (created !== part.length) throw new Error(`${created} of ${part.length} units were made`);
        wall += took.time;
        cpu += took.cpu;
      }
      const plainCpu = copyUnits(storage, plain, Math.ceil((end - from) / batch));
      const rate = (time: number) => ((end - from) / time) * 1000;
      rates.push(rate(cpu));
      const cells = [
        String(end).padStart(9),
        rate(wall).toFixed(0).padStart(9),
        rate(cpu).toFixed(0).padStart(14),
        rate(plainCpu).toFixed(0).padStart(21),
        (cpu / plainCpu).toFixed(1).padStart(7),
        `${(process.memoryUsage.rss() / 1024 / 1024).toFixed(0)} MB`.padStart(17),
      ];
      console.log(cells.join(" "));
    }
    plain.close();
    // The first tenth is slower, because the code is compiled in it.
    const [, second = 1] = rates;
    console.log(
      `\nthe last tenth at ${((100 * (rates.at(-1) ?? 0)) / second).toFixed(0)} % of the second's rate`,
    );
  } finally {
    storage.close();
    rmSync(folder, { recursive: true });
  }
}

const plainUnit = ({ variants }: ExchangeUnit): CorpusUnit => {
  const text = (language: Language) => plainText(variants[language]?.content ?? []);
  return { texts: { en: text("en"), ru: text("ru"), zh: text("zh") }, source: "bench" };
};

function exchangeUnit(at: number, { en, ru, zh }: CorpusUnit["texts"]): ExchangeUnit {
  const draft = (text: string) => ({
    content: [text.replaceAll(/\p{Cc}/gu, " ")],
    state: "translated" as const,
  });
  return { key: `k${at}`, line: 0, notes: [], variants: { en: draft(en), ru: draft(ru), zh: draft(zh) } };
}

/** Counts what D1 bills: rows written, index entries included, for new units and for a push of changed ones. */
async function onD1(): Promise<void> {
  const { getPlatformProxy, unstable_splitSqlQuery } = await import("wrangler");
  const proxy = await getPlatformProxy<{ DB: D1 }>({ persist: false });
  try {
    let rows = 0;
    const storage = d1Storage(counting(proxy.env.DB, (written) => (rows += written)));
    for (const { sql } of readMigrations()) {
      for (const statement of unstable_splitSqlQuery(sql)) await storage.all(statement);
    }
    const context = contextOf(storage);
    await createCollection(context, actor, { id: "c", title: "C" });
    console.log(
      "\nD1 (local workerd): rows written per unit, index entries included; target ≤ 6 for a new unit of three variants",
    );
    for (const size of [100, 1000]) {
      const bytes = writeExchange(memory(size));
      rows = 0;
      await createDocument(context, actor, { collection: "c", id: `d${size}`, format: "tmx" }, bytes);
      const created = rows;
      const direction = { document: `d${size}`, source: "en", target: "ru" } as const;
      const pulled = await pull(context, actor, { ...direction, format: "xliff", version: "2.1" });
      const changed = new TextDecoder().decode(pulled.bytes).replaceAll("обсудили", "обсуждали");
      rows = 0;
      await push(context, actor, {
        ...direction,
        bytes: new TextEncoder().encode(changed),
        filename: "d.xlf",
      });
      console.log(
        `${String(size).padStart(6)} new: ${(created / size).toFixed(2)}   changed: ${(rows / size).toFixed(2)}`,
      );
    }
  } finally {
    await proxy.dispose();
  }
}

/** The binding, with every row that it says was written counted. */
function counting(database: D1, count: (rows: number) => void): D1 {
  const tally = <Answer>(answer: Answer): Answer => {
    for (const one of [answer].flat()) {
      const { meta } = one as { meta?: { rows_written?: number } };
      count(meta?.rows_written ?? 0);
    }
    return answer;
  };
  return {
    prepare: (sql) => {
      const statement = database.prepare(sql);
      const counted = (bound: ReturnType<D1["prepare"]>): ReturnType<D1["prepare"]> =>
        Object.assign(bound, { countedAll: async () => tally(await bound.all()) });
      return counted(statement);
    },
    batch: async (statements) => tally(await database.batch(statements)),
  };
}

function contextOf(storage: Storage): Context {
  return createContext({ storage, index: matchIndex(storage), now: () => new Date() });
}

/** Tables that an import writes, units first. */
const TABLES = ["unit", "change", "import", "import_report", "finding", "file_part", "coverage"] as const;
type Rows = Readonly<Record<(typeof TABLES)[number], number>>;

function countRows({ database }: SqliteStorage): Rows {
  const count = (table: string) => Number(database.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
  return Object.fromEntries(TABLES.map((table) => [table, count(table)])) as Rows;
}

/** Inserts the units that another store lacks, in so many transactions; milliseconds of CPU of the inserting. */
function copyUnits(
  { database }: SqliteStorage,
  { database: into }: SqliteStorage,
  transactions: number,
): number {
  const last = into.prepare("SELECT coalesce(max(n), 0) FROM unit").pluck().get();
  const rows = database.prepare("SELECT * FROM unit WHERE n > ? ORDER BY n").raw().all(last) as unknown[][];
  const places = (rows[0] ?? []).map(() => "?").join(", ");
  const statement = into.prepare(`INSERT INTO unit VALUES (${places})`);
  const insert = into.transaction((some: readonly unknown[][]) => {
    for (const row of some) statement.run(...row);
  });
  const each = Math.ceil(rows.length / transactions);
  const used = process.cpuUsage();
  for (let at = 0; at < rows.length; at += each) insert(rows.slice(at, at + each));
  const { user, system } = process.cpuUsage(used);
  return (user + system) / 1000;
}

/** The rows that a store has beyond those known before, into tables of the same schema, in milliseconds. */
function plainInsert(path: string, { database }: SqliteStorage, known: Rows): { units: number; all: number } {
  const rows = TABLES.map((table) => {
    const all = database.prepare(`SELECT * FROM ${table}`).raw().all() as unknown[][];
    return { table, rows: all.slice(known[table]) };
  });
  const insert = (tables: typeof rows): number => {
    const plain = openSqlite(path);
    plain.database.pragma("foreign_keys = OFF");
    const begin = performance.now();
    plain.database.transaction(() => {
      for (const { table, rows: some } of tables) {
        const statement = plain.database.prepare(
          `INSERT INTO ${table} VALUES (${(some[0] ?? []).map(() => "?").join(", ")})`,
        );
        for (const row of some) statement.run(...row);
      }
    })();
    const time = performance.now() - begin;
    plain.close();
    rmSync(path);
    return time;
  };
  const written = rows.filter((one) => one.rows.length > 0);
  return { units: insert(written.slice(0, 1)), all: insert(written) };
}

/** The units of a document into another store and its index, without checks and history, in milliseconds. */
async function rowsAndIndex(
  path: string,
  from: SqliteStorage,
  document: Parameters<typeof insertDocument>[0],
): Promise<number> {
  const storage = openSqlite(path);
  const context = contextOf(storage);
  await createCollection(context, actor, { id: "c", title: "C" });
  await storage.batch([insertDocument(document)]);
  await context.index.candidates([]);
  const units = await unitsOf(from, document);
  const changes = units.map((after) => ({ after }));
  const { time } = await timed(async () => {
    await storage.batch([...insertUnits(document.n, units), ...context.index.write(changes)]);
    await context.index.committed?.(changes);
  });
  storage.close();
  return time;
}

const ms = (time: number): string => `${time.toFixed(0)} ms`;
