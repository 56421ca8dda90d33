import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, describe, expect, test } from "vitest";
import { commentsOf, threadAbout } from "../../src/storage/rows/questions.ts";
import { reserve } from "../../src/storage/rows/counter.ts";
import { findDocument } from "../../src/storage/rows/documents.ts";
import { readMigrations } from "../../src/storage/read-migrations.ts";
import { joinSqlite, openSqlite } from "../../src/storage/sqlite.ts";
import { MIGRATION_NAMES } from "../../src/storage/migration-names.ts";
import { isSafeSqlite } from "../../src/storage/port.ts";
import { storageContract } from "./contract.ts";

const folder = mkdtempSync(join(tmpdir(), "polynya-sqlite-"));
afterAll(() => rmSync(folder, { recursive: true }));
let count = 0;
const path = () => join(folder, `${(count += 1)}.db`);

storageContract("SQLite", async () => openSqlite(path()));

describe("an SQLite file", () => {
  test("is opened durable: WAL, synchronous FULL, foreign keys on", () => {
    const { database, close } = openSqlite(path());
    expect(database.pragma("journal_mode", { simple: true })).toBe("wal");
    expect(database.pragma("synchronous", { simple: true })).toBe(2);
    expect(database.pragma("foreign_keys", { simple: true })).toBe(1);
    close();
  });

  test("gets the migrations that the program lists", () => {
    expect(readMigrations().map(({ name }) => name)).toEqual(MIGRATION_NAMES);
  });

  test("is migrated only once when it is opened again", () => {
    const file = path();
    openSqlite(file).close();
    const { database, close } = openSqlite(file);
    const applied = database.prepare("SELECT name FROM migration").pluck().all();
    expect(applied).toEqual(readMigrations().map(({ name }) => name));
    close();
  });

  test("from before document counts existed gets the counts of its units", async () => {
    const file = path();
    const migrations = readMigrations();
    const before = migrations.findIndex(({ name }) => name.includes("document_counts"));
    const old = openSqlite(file, migrations.slice(0, before));
    old.database.exec(`
      INSERT INTO collection VALUES ('c', 'C', '{}', 1, '', '');
      INSERT INTO document (n, id, collection, title, format, tags, languages, revision, created, created_by)
      VALUES (1, 'd', 'c', '', 'xliff', '{}', '[]', 1, '', ''), (2, 'empty', 'c', '', 'xliff', '{}', '[]', 1, '', '');
      INSERT INTO unit (n, document, position, key, version, ru, zh) VALUES
        (1, 1, 0, 'a', 1, '{"state":"final","version":2}', '{"state":"translated","version":1,"from":{"language":"ru","version":1}}'),
        (2, 1, 1, 'b', 1, '{"state":"final","version":1}', '{"state":"reviewed","version":1,"from":{"language":"ru","version":1}}'),
        (3, 1, 2, 'c', 1, '{"state":"initial","version":1}', NULL);
    `);
    old.close();
    const storage = openSqlite(file);
    expect((await findDocument(storage, "d"))?.counts).toEqual({
      units: 3,
      states: { ru: { final: 2, initial: 1 }, zh: { translated: 1, reviewed: 1 } },
      stale: { ru: 0, zh: 1 },
    });
    expect((await findDocument(storage, "empty"))?.counts).toEqual({ units: 0, states: {}, stale: {} });
    storage.close();
  });

  test("from before there were threads keeps the comments on concepts, as threads that ask nothing", async () => {
    const file = path();
    const migrations = readMigrations();
    const before = migrations.findIndex(({ name }) => name.includes("questions"));
    const old = openSqlite(file, migrations.slice(0, before));
    old.database.exec(`
      INSERT INTO concept (id, version, data, time, author) VALUES ('ice', 1, '{"id":"ice","terms":[]}', '', 'anna');
      INSERT INTO concept_comment (concept, text, time, author) VALUES
        ('ice', 'Есть в WMO-259.', '2026-11-01', 'anna'), ('gone', 'x', '2026-11-02', 'anna'), ('ice', '好', '2026-11-03', 'boris');
    `);
    old.close();
    const storage = openSqlite(file);
    const thread = await threadAbout(storage, { concept: "ice" });
    expect(thread).toMatchObject({ resolved: "2026-11-03", resolvedBy: null, last: 3 });
    expect(await commentsOf(storage, thread?.n ?? 0)).toMatchObject([
      { n: 1, text: "Есть в WMO-259.", author: "anna", person: null, version: 1, removed: false },
      { n: 3, text: "好", author: "boris" },
    ]);
    expect([await reserve(storage, "comment"), await reserve(storage, "thread")]).toEqual([4, 3]);
    storage.close();
  });

  test("from before there were people makes one of each token, and one of sessions with the same name and rights", async () => {
    const file = path();
    const migrations = readMigrations();
    const before = migrations.findIndex(({ name }) => name.includes("people"));
    const old = openSqlite(file, migrations.slice(0, before));
    old.database.exec(`
      INSERT INTO collection VALUES ('c', 'C', '{}', 1, '', '');
      INSERT INTO credential (hash, id, kind, parent, name, role, collection, created, created_by, revoked) VALUES
        ('h1', 'tOne', 'token', NULL, 'Anna', 'reviewer', NULL, '1', 'admin', NULL),
        ('h2', 'tTwo', 'token', NULL, 'build', 'translator', 'c', '2', 'admin', NULL),
        ('h3', 'tBot', 'token', NULL, 'Bot', 'agent', NULL, '3', 'admin', NULL),
        ('h4', 'tOld', 'token', NULL, 'build', 'reader', NULL, '3', 'admin', '4'),
        ('h5', 'sOne', 'session', 'tOne', 'Anna', 'reviewer', NULL, '5', 'Anna', NULL),
        ('h6', 'sTwo', 'session', 'l1', 'Boris', 'translator', 'c', '6', 'admin', NULL),
        ('h7', 'sTri', 'session', 'l2', 'Boris', 'translator', 'c', '7', 'admin', NULL),
        ('h8', 'sEnv', 'session', 'environment-1', 'environment', 'admin', NULL, '8', 'environment', NULL),
        ('h9', 'lNew', 'link', NULL, 'Clara', 'reader', 'c', '9', 'admin', NULL);
      INSERT INTO import (n, kind, document, document_id, collection, author, time, counts) VALUES
        (1, 'push', 1, 'd', 'c', 'Anna', '1', '{}'), (2, 'push', 1, 'd', 'c', 'build', '2', '{}');
    `);
    old.close();
    const storage = openSqlite(file);
    const people = await storage.all("SELECT id, kind, name, role, disabled FROM person ORDER BY id");
    expect(people).toEqual([
      { id: "pBot", kind: "program", name: "Bot", role: "agent", disabled: null },
      { id: "pOld", kind: "program", name: "build", role: "reader", disabled: "4" },
      { id: "pOne", kind: "person", name: "Anna", role: "reviewer", disabled: null },
      { id: "pTri", kind: "person", name: "Boris", role: null, disabled: null },
      { id: "pTwo", kind: "program", name: "build", role: null, disabled: null },
    ]);
    expect(await storage.all("SELECT * FROM person_role ORDER BY person")).toEqual([
      { person: "pTri", collection: "c", role: "translator" },
      { person: "pTwo", collection: "c", role: "translator" },
    ]);
    const held = await storage.all(
      "SELECT id, person, role, collection, roles FROM credential ORDER BY hash",
    );
    expect(held).toEqual([
      { id: "tOne", person: "pOne", role: null, collection: null, roles: null },
      { id: "tTwo", person: "pTwo", role: null, collection: "c", roles: null },
      { id: "tBot", person: "pBot", role: null, collection: null, roles: null },
      { id: "tOld", person: "pOld", role: null, collection: null, roles: null },
      { id: "sOne", person: "pOne", role: null, collection: null, roles: null },
      { id: "sTwo", person: "pTri", role: null, collection: null, roles: null },
      { id: "sTri", person: "pTri", role: null, collection: null, roles: null },
      { id: "sEnv", person: null, role: null, collection: null, roles: null },
      { id: "lNew", person: null, role: null, collection: null, roles: '[["c","reader"]]' },
    ]);
    // Two had the name “build”, so nobody is said to have written what only the name is known of.
    expect(await storage.all("SELECT n, person FROM import ORDER BY n")).toEqual([
      { n: 1, person: "pOne" },
      { n: 2, person: null },
    ]);
    storage.close();
  });

  test("is refused when an applied migration was changed or is unknown to the program", () => {
    const file = path();
    openSqlite(file).close();
    const migrations = readMigrations();
    const changed = migrations.map((migration, at) =>
      at === 0 ? { ...migration, checksum: "0" } : migration,
    );
    expect(() => openSqlite(file, changed)).toThrow(/was changed after/u);
    expect(() => openSqlite(file, migrations.slice(1))).toThrow(/does not know/u);
  });

  test("stays unchanged when a migration fails half-way", () => {
    const file = path();
    const broken = [
      { name: "0001.sql", sql: "CREATE TABLE a (b); SELECT nonsense FROM nowhere;", checksum: "1" },
    ];
    expect(() => openSqlite(file, broken)).toThrow(/nowhere/u);
    const raw = new Database(file);
    expect(raw.prepare("SELECT name FROM sqlite_master WHERE name = 'a'").pluck().all()).toEqual([]);
    raw.close();
  });

  test("is refused when it is no database", () => {
    const file = path();
    writeFileSync(file, "no database at all".repeat(1000));
    expect(() => openSqlite(file)).toThrow(/unfit: file is not a database/u);
  });
});

describe("two connections to one file", () => {
  const NOTE = "INSERT INTO collection VALUES (?1, 'C', '{}', 1, '', '')";
  const names = (storage: ReturnType<typeof openSqlite>) =>
    storage.all<{ id: string }>("SELECT id FROM collection ORDER BY id");

  test("a writer waits for another one without stopping its thread, and takes its statements once", async () => {
    const file = path();
    const first = openSqlite(file);
    const second = joinSqlite(file, () => undefined);
    first.database.exec("BEGIN IMMEDIATE");
    let taken = 0;
    const statements = function* () {
      taken += 1;
      yield { sql: NOTE, params: ["second"] };
    };
    let turns = 0;
    const turning = setInterval(() => (turns += 1), 1);
    let isDone = false;
    const written = second.batch(statements()).then(() => (isDone = true));
    await expect.poll(() => turns).toBeGreaterThan(20);
    expect([isDone, taken]).toEqual([false, 0]);
    expect(await names(second)).toEqual([]);
    first.database.exec("COMMIT");
    await written;
    clearInterval(turning);
    expect(taken).toBe(1);
    expect(await names(first)).toEqual([{ id: "second" }]);
    second.close();
    first.close();
  });

  test("neither writes after the other has found damage", async () => {
    const file = path();
    const first = openSqlite(file);
    const second = joinSqlite(file, () => undefined);
    const damage = { check: "quick_check", detail: "a page is wrong" };
    second.stopWriting(damage);
    expect(second.damage()).toEqual(damage);
    await expect(second.batch([{ sql: NOTE, params: ["a"] }])).rejects.toMatchObject({ fault: "read-only" });
    const third = joinSqlite(file, () => expect.unreachable("it was told of the damage"), damage);
    await expect(third.batch([{ sql: NOTE, params: ["b"] }])).rejects.toMatchObject({ fault: "read-only" });
    expect(await names(third)).toEqual([]);
    for (const storage of [third, second, first]) storage.close();
  });
});

test("versions of SQLite that may lose data are refused", () => {
  expect(["3.51.2", "3.50.9", "2.99.99"].filter(isSafeSqlite)).toEqual([]);
  expect(["3.51.3", "3.52.0", "3.54.1", "4.0.0"].filter(isSafeSqlite)).toHaveLength(4);
});
