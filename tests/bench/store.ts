import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import type { ExchangeFile, ExchangeUnit } from "../../src/formats/format.ts";
import { writeExchange } from "../../src/formats/registry.ts";
import { createCollection } from "../../src/services/collections.ts";
import type { Context } from "../../src/services/context.ts";
import { createDocument } from "../../src/services/create-document.ts";
import { pull } from "../../src/services/pull.ts";
import { push } from "../../src/services/push.ts";
import { undo } from "../../src/services/undo.ts";
import { type D1, d1Storage } from "../../src/storage/d1.ts";
import { matchIndex } from "../../src/storage/match-index.ts";
import { openSqlite, readMigrations } from "../../src/storage/sqlite.ts";
import type { Storage } from "../../src/storage/storage.ts";

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

/** `npm run bench -- store`: what durability, history, index and checks cost over plain inserts of the same rows. */
export async function run(): Promise<void> {
  console.log(
    "Node, SQLite on disk (synchronous FULL). Baseline: one transaction of plain inserts of the same rows.\n",
  );
  console.log(
    "TMX of three languages, read, checked, stored with its history, indexed. CPU: of this process; wall time tells of the disk and of who else computes.\n",
  );
  console.log(
    "units   plain insert   import TMX (CPU)   units/s      ×   pull XLIFF   push (all changed)   undo",
  );
  for (const size of SIZES) await onNode(size);
  await onD1();
}

async function onNode(size: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "polynya-bench-"));
  try {
    const file = memory(size);
    const plain = plainInsert(join(folder, "plain.db"), file);
    const storage = openSqlite(join(folder, "store.db"));
    const context = contextOf(storage);
    await createCollection(context, actor, { id: "c", title: "C" });
    // Loads the index and compiles the code, so that the import is one into a running service.
    const small = writeExchange(memory(200));
    await createDocument(context, actor, { collection: "c", id: "warm", format: "tmx" }, small);
    await context.index.candidates([]);
    const bytes = writeExchange(file);
    const create = await timed(() =>
      createDocument(context, actor, { collection: "c", id: "d", format: "tmx" }, bytes),
    );
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
    const undone = await timed(() => undo(context, actor, pushed.result.report.import ?? ""));
    const cells = [
      String(size).padStart(6),
      ms(plain).padStart(13),
      `${ms(create.time)} (${ms(create.cpu)})`.padStart(18),
      ((size / create.time) * 1000).toFixed(0).padStart(9),
      (create.time / plain).toFixed(1).padStart(6),
      ms(pulled.time).padStart(12),
      ms(pushed.time).padStart(20),
      ms(undone.time).padStart(6),
    ];
    console.log(cells.join(" "));
    storage.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
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
  return { storage, index: matchIndex(storage), now: () => new Date() };
}

function plainInsert(path: string, file: ExchangeFile): number {
  const database = new Database(path);
  database.pragma("journal_mode = WAL");
  database.pragma("synchronous = FULL");
  database.exec("CREATE TABLE unit (n INTEGER PRIMARY KEY, key TEXT, en TEXT, ru TEXT, zh TEXT) STRICT");
  const insert = database.prepare("INSERT INTO unit (key, en, ru, zh) VALUES (?, ?, ?, ?)");
  const begin = performance.now();
  database.transaction(() => {
    for (const { key, variants } of file.units) {
      insert.run(key, JSON.stringify(variants.en), JSON.stringify(variants.ru), JSON.stringify(variants.zh));
    }
  })();
  const time = performance.now() - begin;
  database.close();
  return time;
}

async function timed<Result>(
  work: () => Promise<Result>,
): Promise<{ time: number; cpu: number; result: Result }> {
  const begin = performance.now();
  const used = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(used);
  return { time: performance.now() - begin, cpu: (user + system) / 1000, result };
}

const ms = (time: number): string => `${time.toFixed(0)} ms`;
