import { afterEach, beforeEach, expect, test } from "vitest";
import {
  addImport,
  committedImports,
  knownImports,
  lastImports,
  unknownImports,
} from "../../../src/storage/index/known-imports.ts";
import { openSqlite, type SqliteStorage } from "../../../src/storage/sqlite.ts";

let storage: SqliteStorage;

beforeEach(() => {
  storage = openSqlite(":memory:");
});
afterEach(() => storage.close());

const commit = (...numbers: number[]): Promise<unknown> =>
  storage.batch(
    numbers.map((n) => ({
      sql: `INSERT INTO import (n, kind, document, document_id, collection, author, time, counts)
            VALUES (?1, 'edit', 1, 'd', 'c', 'anna', '2026-11-28T00:00:00Z', '{}')`,
      params: [n],
    })),
  );

test("an import that is committed long after higher numbers is found", async () => {
  await commit(1, 2, 4);
  const known = await committedImports(storage);
  expect(known).toEqual({ highest: 4, missing: new Set([3]) });
  for (let n = 5; n <= 3000; n += 1) addImport(known, n);
  await commit(3);
  expect(await unknownImports(storage, known)).toEqual([3]);
  addImport(known, 3);
  expect(await unknownImports(storage, known)).toEqual([]);
});

test("numbers of other processes stay missing until their imports are committed", async () => {
  const known = knownImports(10);
  addImport(known, 14);
  expect([...known.missing]).toEqual([11, 12, 13]);
  await commit(12, 14, 15);
  expect(await unknownImports(storage, known)).toEqual([12, 15]);
});

test("the number of remembered missing imports is bounded in a store of any size", async () => {
  const known = knownImports();
  for (let n = 1; n <= 300_000; n += 2) addImport(known, n);
  expect(known.highest).toBe(299_999);
  expect(known.missing.size).toBe(10_000);
  await commit(299_998, 300_000);
  expect(await unknownImports(storage, known)).toEqual([299_998, 300_000]);
  addImport(known, 2 ** 40);
  expect(known.missing.size).toBe(10_000);
});

test("the last imports of the index identify a store, without imports that the index does not contain", async () => {
  await commit(1, 2, 3, 4);
  const known = knownImports(4, [3]);
  expect((await lastImports(storage, known, 3)).map(([n]) => n)).toEqual([2, 4]);
});
