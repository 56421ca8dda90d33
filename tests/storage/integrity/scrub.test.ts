import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createContext } from "../../../src/services/context.ts";
import { createCollection } from "../../../src/services/documents/create-collection.ts";
import { createDocument } from "../../../src/services/documents/create-document.ts";
import { removeDocument } from "../../../src/services/documents/remove-document.ts";
import { matchIndex } from "../../../src/storage/index/choose-match-index.ts";
import { readRecord, recordPath } from "../../../src/storage/integrity/page-record.ts";
import { scrubStore } from "../../../src/storage/integrity/scrub.ts";
import { openSqlite, type SqliteStorage } from "../../../src/storage/sqlite.ts";
import { anna, bytes } from "../../services/helpers.ts";

const folder = mkdtempSync(join(tmpdir(), "polynya-scrub-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PAGE = 4096;
const ENDS = ["", "-wal", ".pages"];
const sound = join(folder, "sound.db");

const contextOver = (storage: SqliteStorage) =>
  createContext({ storage, index: matchIndex(storage), now: () => new Date("2026-11-23T00:00:00Z") });

async function fill(storage: SqliteStorage, documents: readonly string[]): Promise<void> {
  for (const id of documents) {
    const strings = Array.from({ length: 300 }, (_, at) => [
      `${id}${at}`,
      `Морской лёд, фраза ${at} из ${id}.`,
    ]);
    const wanted = { collection: "c", id, format: "i18next", source: "ru" } as const;
    await createDocument(
      contextOver(storage),
      anna,
      wanted,
      bytes(JSON.stringify(Object.fromEntries(strings))),
    );
  }
}

beforeAll(async () => {
  const storage = openSqlite(sound);
  await createCollection(contextOver(storage), anna, { id: "c", title: "C" });
  await fill(storage, ["first", "second", "third"]);
  await removeDocument(contextOver(storage), anna, "third");
  storage.database.exec(
    "CREATE TABLE large (x); INSERT INTO large VALUES (zeroblob(60000)); DROP TABLE large",
  );
  storage.close();
});

let copies = 0;
function copy(from = sound): string {
  const path = join(folder, `copy-${(copies += 1)}.db`);
  for (const end of ENDS) if (existsSync(from + end)) copyFileSync(from + end, path + end);
  return path;
}

/** Turns bits over in a file: bit 0 is the first one of its first byte. */
function flip(path: string, ...bits: readonly number[]): void {
  const data = readFileSync(path);
  for (const bit of bits) data[bit >> 3] = (data[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  writeFileSync(path, data);
}

const pagesOf = (path: string): number => readFileSync(path).length / PAGE;
function schemaPages(path: string): ReadonlySet<number> {
  const database = new Database(path, { readonly: true });
  const pages = database
    .prepare<[], number>("SELECT pageno FROM dbstat WHERE name = 'sqlite_schema'")
    .pluck()
    .all();
  database.close();
  return new Set(pages);
}

/** The place of a text in a file, in bytes. */
function placeOf(path: string, text: string): number {
  const place = readFileSync(path).indexOf(Buffer.from(text));
  if (place < 0) throw new Error(`no “${text}”`);
  return place;
}

const SPREAD = 7919;
/** One bit of each page, beyond the header of the file, without which SQLite does not open it. */
const bitOf = (page: number): number => (page * PAGE + 100) * 8 + ((page * SPREAD) % ((PAGE - 100) * 8));

describe("a scrub", () => {
  test("of a sound store finds no damage, and knows every page", async () => {
    const scrub = await scrubStore(copy());
    expect(scrub).toMatchObject({ hurt: [], recorded: 0, record: "sound" });
    expect(scrub.pages).toBeGreaterThan(80);
  });

  test("finds a single wrong bit in each page, free pages too", async () => {
    const found: number[] = [];
    const all = Array.from({ length: pagesOf(sound) }, (_, page) => page);
    for (const page of all) {
      const path = copy();
      flip(path, bitOf(page));
      const { hurt } = await scrubStore(path);
      expect(hurt.map((one) => one.page)).toEqual([page + 1]);
      found.push(page);
      for (const end of ENDS) rmSync(path + end, { force: true });
    }
    expect(found).toEqual(all);
  });

  test("finds each of many wrong bits at once, and says what their pages hold", async () => {
    const path = copy();
    const schema = schemaPages(path);
    // Without the schema SQLite cannot say what a page holds.
    const pages = Array.from({ length: pagesOf(path) }, (_, page) => page).filter(
      (page) => !schema.has(page + 1),
    );
    flip(path, ...pages.map((page) => page * PAGE * 8 + 4000 * 8));
    const { hurt } = await scrubStore(path);
    expect(hurt.map(({ page }) => page)).toEqual(pages.map((page) => page + 1));
    const kinds = [...new Set(hurt.map(({ holds }) => holds))];
    expect(kinds).toEqual(expect.arrayContaining(["rows", "index", "inner", "free"]));
    const units = hurt.filter(({ holds, name }) => holds === "rows" && name === "unit");
    const keys = units.flatMap((page) => page.keys.map(([key]) => Number(key)));
    // The other units stand on pages behind a damaged inner page.
    expect(keys.length).toBeGreaterThan(500);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.filter((key) => key < 1 || key > 600)).toEqual([]);
  });

  test("that found damage stops writing from then on, not reading", async () => {
    const path = copy();
    // A wrong letter in a text, of which SQLite knows nothing.
    flip(path, placeOf(path, "фраза 7 из first") * 8 + 1);
    const { hurt } = await scrubStore(path);
    const storage = openSqlite(path);
    expect(storage.damage()).toMatchObject({
      check: "scrub",
      detail: expect.stringContaining(String(hurt[0]?.page)),
    });
    await expect(createCollection(contextOver(storage), anna, { id: "d", title: "D" })).rejects.toMatchObject(
      {
        code: "read-only",
      },
    );
    expect(await storage.all("SELECT count(*) AS units FROM unit")).toEqual([{ units: 600 }]);
    storage.close();
  });

  test("raises no alarm over a store whose process was killed at any moment", async () => {
    const path = copy();
    const storage = openSqlite(path);
    const left: string[] = [];
    for (let at = 0; at < 6; at += 1) {
      await fill(storage, [`more${at}`]);
      left.push(copy(path));
    }
    storage.close();
    for (const one of left) {
      expect(await scrubStore(one)).toMatchObject({ hurt: [], recorded: 0 });
      openSqlite(one).close();
      expect(await scrubStore(one)).toMatchObject({ hurt: [], recorded: 0 });
    }
  });

  test("raises no alarm when the process was killed between the record and the checkpoint", async () => {
    const path = copy();
    const storage = openSqlite(path);
    await fill(storage, ["more"]);
    const before = copy(path);
    storage.close();
    // The record of the later moment beside the store of the earlier one, cut where the checkpoint was not done yet.
    const record = readFileSync(recordPath(path));
    writeFileSync(recordPath(before), record.subarray(0, record.length - 24));
    expect(await scrubStore(before)).toMatchObject({ hurt: [], recorded: 0 });
    openSqlite(before).close();
    expect(await scrubStore(before)).toMatchObject({ hurt: [], recorded: 0 });
  });

  test("finds a wrong bit in the log, and it is not moved into the store", async () => {
    const path = copy();
    const storage = openSqlite(path);
    await fill(storage, ["more"]);
    const size = readFileSync(`${path}-wal`).length;
    flip(`${path}-wal`, Math.floor(size / 2) * 8);
    expect((await scrubStore(path)).log).toMatch(/frame \d+ of the log \(page \d+\) is damaged/u);
    storage.close();
    expect(storage.damage()).toMatchObject({ check: "corrupt" });
    expect(readFileSync(path).equals(readFileSync(sound))).toBe(true);
  });

  test("takes a damaged record for no damage of the store, and makes it anew", async () => {
    const path = copy();
    flip(recordPath(path), 16 * 8 + 300);
    expect(await scrubStore(path)).toMatchObject({ hurt: [], record: "damaged", recorded: pagesOf(path) });
    expect(await scrubStore(path)).toMatchObject({ hurt: [], record: "sound", recorded: 0 });
    flip(path, bitOf(9));
    expect((await scrubStore(path)).hurt).toHaveLength(1);
  });

  test("records a store of an earlier version, and finds damage from then on", async () => {
    const path = copy();
    rmSync(recordPath(path));
    expect(await scrubStore(path)).toMatchObject({ hurt: [], record: "absent", recorded: pagesOf(path) });
    flip(path, bitOf(9));
    expect((await scrubStore(path)).hurt).toHaveLength(1);
  });
});

test("a record stays as short as the store", async () => {
  const path = copy();
  const storage = openSqlite(path);
  for (let at = 0; at < 60; at += 1) {
    storage.database.exec("VACUUM");
    await storage.batch([{ sql: "UPDATE collection SET title = title" }]);
  }
  storage.close();
  expect(readRecord(path).known.size).toBeGreaterThanOrEqual(pagesOf(path));
  expect(readFileSync(recordPath(path)).length).toBeLessThan(70_000);
  expect(await scrubStore(path)).toMatchObject({ hurt: [], recorded: 0 });
});
