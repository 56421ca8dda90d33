import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { indexFile, indexPath } from "../../../src/storage/index/index-file.ts";
import {
  type ResidentMatchIndex,
  residentMatchIndex,
} from "../../../src/storage/index/match-index-resident.ts";
import { openSqlite, type SqliteStorage } from "../../../src/storage/sqlite.ts";
import type { Param, Storage } from "../../../src/storage/port.ts";
import { insertReport } from "../../../src/storage/rows/import-reports.ts";
import {
  deleteUnits,
  insertUnits,
  type StoredUnit,
  unitId,
  updateUnits,
} from "../../../src/storage/rows/units.ts";
import { ground, probe, unit } from "./match-index-contract.ts";

let folder: string;
let path: string;
const opened: SqliteStorage[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "polynya-index-"));
  path = join(folder, "store.db");
});
afterEach(() => {
  for (const storage of opened.splice(0)) storage.close();
  rmSync(folder, { recursive: true, force: true });
});

function open(file = path): SqliteStorage {
  const storage = openSqlite(file);
  opened.push(storage);
  return storage;
}

/** An index over the store. Counts how often it read all rows. */
function start(storage: SqliteStorage, file = path) {
  const seen = { readings: 0 };
  const watched: Storage = {
    engine: "sqlite",
    damage: storage.damage,
    batch: storage.batch,
    all: (sql, ...params) => {
      if (sql.includes("WHERE n > ?1 ORDER BY n") && params[0] === 0) seen.readings += 1;
      return storage.all(sql, ...params);
    },
  };
  const index = residentMatchIndex(watched, { snapshots: indexFile(file), worthSaving: 1 });
  return { index, seen };
}

const importOf = (n: number, units: readonly number[], time = "2026") => [
  {
    sql: `INSERT INTO import (n, kind, document, document_id, collection, author, time, counts)
          VALUES (?1, 'push', 1, 'd1', 'c', 'a', ?2, '{}')`,
    params: [n, time],
  },
  ...units.map((number) => ({
    sql: "INSERT INTO change (unit, import, version) VALUES (?1, ?2, ?2)",
    params: [number, n],
  })),
  ...insertReport(
    n,
    units.map((number) => ({ unit: unitId(number), key: `k${number}`, result: "changed" })),
  ),
];

const texts = ["лёд тает", "вода холодна", "снег идёт", "海冰"];
const units: StoredUnit[] = texts.map((ru, at) => unit(at + 1, { ru, en: `text ${at}` }));

async function filled(): Promise<SqliteStorage> {
  const storage = open();
  await storage.batch([...ground(), ...insertUnits(1, units), ...importOf(1, [1, 2, 3, 4])]);
  return storage;
}

const find = async (index: ResidentMatchIndex, ru: string) =>
  (await index.candidates([{ ...probe("ru", ru, ["en"]), least: 1 }]))[0]?.direct.map(({ n }) => n);

/** A store that was started once, so that a copy exists. */
async function withCopy(): Promise<SqliteStorage> {
  const storage = await filled();
  const { index, seen } = start(storage);
  expect(await find(index, "лёд тает")).toEqual([1]);
  expect(seen.readings).toBe(1);
  expect(existsSync(indexPath(path))).toBe(true);
  return storage;
}

test("the next start reads the copy instead of the rows and gives the same answers", async () => {
  const storage = await withCopy();
  const { index, seen } = start(storage);
  for (const [at, text] of texts.entries()) expect(await find(index, text)).toEqual([at + 1]);
  const [near] = await index.candidates([{ ...probe("ru", "лёд таял", ["en"]), least: 0.6 }]);
  expect(near?.direct).toEqual([{ n: 1, exact: false }]);
  expect(seen.readings).toBe(0);
});

test("units that were created, changed or deleted after the copy are read", async () => {
  const storage = await withCopy();
  await storage.batch([
    ...insertUnits(1, [unit(5, { ru: "ветер", en: "wind" })]),
    ...updateUnits([{ ...units[1], ...unit(2, { ru: "вода тепла", en: "warm" }), version: 2 }]),
    ...deleteUnits([unit(3, {})]),
    ...importOf(2, [5, 2, 3]),
  ]);
  const { index, seen } = start(storage);
  expect(await find(index, "ветер")).toEqual([5]);
  expect(await find(index, "вода тепла")).toEqual([2]);
  expect(await find(index, "вода холодна")).toEqual([]);
  expect(await find(index, "снег идёт")).toEqual([]);
  expect(seen.readings).toBe(0);
});

test("the copy contains the writes of the process, and they are not read again", async () => {
  const storage = await withCopy();
  const first = start(storage);
  await first.index.stats();
  const after = unit(5, { ru: "ветер", en: "wind" });
  await storage.batch([...insertUnits(1, [after]), ...importOf(2, [5])]);
  await first.index.committed?.([{ after }], 2);
  await first.index.save();
  const second = start(storage);
  expect(await find(second.index, "ветер")).toEqual([5]);
  expect(second.seen.readings).toBe(0);
});

test("a process that is killed before it writes a copy loses nothing", async () => {
  const storage = await withCopy();
  const { index } = start(storage);
  await index.stats();
  const after = unit(5, { ru: "ветер", en: "wind" });
  await storage.batch([...insertUnits(1, [after]), ...importOf(2, [5])]);
  await index.committed?.([{ after }], 2);
  // The process is killed here, so `save` is not called.
  const next = start(storage);
  expect(await find(next.index, "ветер")).toEqual([5]);
});

test("a damaged copy is ignored", async () => {
  const storage = await withCopy();
  const whole = readFileSync(indexPath(path));
  const damaged = (at: number) => {
    const bytes = Buffer.from(whole);
    bytes[at] = (bytes[at] ?? 0) ^ 0x40;
    return bytes;
  };
  const places = Array.from({ length: 40 }, (_, at) => Math.floor((at * (whole.length - 1)) / 39));
  const files = [
    ...places.map(damaged),
    ...[0, 1, 30, whole.length >> 1, whole.length - 1].map((size) => whole.subarray(0, size)),
    Buffer.concat([whole, Buffer.from("x")]),
    Buffer.from("something else entirely, that is long enough to have a tail"),
  ];
  for (const bytes of files) {
    writeFileSync(indexPath(path), bytes);
    const { index, seen } = start(storage);
    expect(await find(index, "вода холодна")).toEqual([2]);
    expect(seen.readings).toBe(1);
    // A sound copy replaces it.
    expect(readFileSync(indexPath(path)).length).toBe(whole.length);
  }
});

test("the copy of another store is not used, even with the same number of imports", async () => {
  await withCopy();
  const other = open(join(folder, "other.db"));
  await other.batch([
    ...ground(),
    ...insertUnits(
      1,
      [1, 2, 3, 4].map((n) => unit(n, { ru: `другое ${n}`, en: "x" })),
    ),
    ...importOf(1, [1, 2, 3, 4], "2027"),
  ]);
  copyFileSync(indexPath(path), indexPath(join(folder, "other.db")));
  const { index, seen } = start(other, join(folder, "other.db"));
  expect(await find(index, "лёд тает")).toEqual([]);
  expect(await find(index, "другое 2")).toEqual([2]);
  expect(seen.readings).toBe(1);
});

test("rows that changed without an import are noticed: more, fewer, or other texts", async () => {
  for (const sql of [
    "DELETE FROM unit WHERE n = 3",
    "UPDATE unit SET ru = NULL, en = NULL WHERE n = 3",
    "UPDATE unit SET ru = json_set(ru, '$.content', 'иней') WHERE n = 3",
  ]) {
    rmSync(indexPath(path), { force: true });
    for (const end of ["", "-wal", "-shm"]) rmSync(path + end, { force: true });
    const storage = await withCopy();
    storage.database.exec(sql);
    const { index, seen } = start(storage);
    expect(await find(index, "снег идёт")).toEqual([]);
    expect(seen.readings).toBe(1);
    storage.close();
  }
});

test("rebuild reads the rows, counts the errors of the copy and replaces it", async () => {
  const storage = await withCopy();
  const first = start(storage);
  await first.index.stats();
  storage.database.exec("UPDATE unit SET ru = json_set(ru, '$.content', 'иней') WHERE n = 3");
  expect(await first.index.rebuild()).toEqual({ units: 4, differing: 1 });
  const second = start(storage);
  expect(await find(second.index, "иней")).toEqual([3]);
  expect(second.seen.readings).toBe(0);
});

test("the copy has the file permissions of the store, and no half-written file remains", async () => {
  await withCopy();
  expect(statSync(indexPath(path)).mode & 0o777).toBe(statSync(path).mode & 0o777);
  expect(readdirSync(folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
});

test("the service works when the copy cannot be written", async () => {
  const storage = await filled();
  const { index } = start(storage, join(folder, "not", "there.db"));
  expect(await find(index, "лёд тает")).toEqual([1]);
  await index.save();
  expect(await find(index, "лёд тает")).toEqual([1]);
});

test("what the index reads after an import does not grow with the history", async () => {
  const storage = await filled();
  const theirs = open();
  const asked = new Map<string, readonly Param[]>();
  const watched: Storage = {
    ...storage,
    all: (sql, ...params) => {
      asked.set(sql, params);
      return storage.all(sql, ...params);
    },
  };
  const index = residentMatchIndex(watched);
  expect(await find(index, "лёд тает")).toEqual([1]);
  asked.clear();
  await theirs.batch([...insertUnits(1, [unit(5, { ru: "ветер", en: "wind" })]), ...importOf(2, [5])]);
  expect(await find(index, "ветер")).toEqual([5]);
  const plans = await Promise.all(
    [...asked].map(([sql, params]) =>
      storage.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...params),
    ),
  );
  const scanned = plans
    .flat()
    .filter(({ detail }) => /SCAN (?:change|unit|import|import_report)\b/u.test(detail));
  expect(plans.length).toBeGreaterThan(1);
  expect(scanned).toEqual([]);
});
