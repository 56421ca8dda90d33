import pg from "pg";
import { describe, expect, test } from "vitest";
import { MIGRATION_NAMES, POSTGRES_MIGRATION_NAMES } from "../../src/storage/migration-names.ts";
import { pendingMigrations } from "../../src/storage/migrate.ts";
import { openPostgres } from "../../src/storage/postgres.ts";
import { StorageError } from "../../src/storage/port.ts";
import { readMigrations } from "../../src/storage/read-migrations.ts";
import { openSqlite } from "../../src/storage/sqlite.ts";
import { reserve } from "../../src/storage/rows/counter.ts";
import { eventsAfter, insertEvent } from "../../src/storage/rows/events.ts";
import { storageContract } from "./contract.ts";
import { emptySchema, emptyStore } from "./postgres-store.ts";

storageContract("PostgreSQL", emptyStore);

interface Column {
  readonly table: string;
  readonly column: string;
  readonly required: number;
  readonly type: string;
}

describe("a database of PostgreSQL", () => {
  const migrations = readMigrations("migrations-postgres");

  test("gets the migrations that the program lists, and SQLite's later ones by the same names", () => {
    expect(migrations.map(({ name }) => name)).toEqual(POSTGRES_MIGRATION_NAMES);
    expect(MIGRATION_NAMES).toContain("0012_proposals.sql");
  });

  test("has the tables and columns that an SQLite file has", async () => {
    const storage = await emptyStore();
    const postgres = await storage.all<Column>(
      `SELECT table_name AS "table", column_name AS "column",
              CASE WHEN is_nullable = 'NO' THEN 1 ELSE 0 END AS required,
              CASE data_type WHEN 'bigint' THEN 'INTEGER' WHEN 'bytea' THEN 'BLOB' ELSE upper(data_type) END AS type
       FROM information_schema.columns WHERE table_schema = current_schema() AND table_name <> 'migration'`,
    );
    const sqlite = openSqlite(":memory:");
    const columns = await sqlite.all<Column>(
      `SELECT "table".name AS "table", "column".name AS "column", "column"."notnull" OR "column".pk > 0 AS required,
              "column".type FROM sqlite_schema AS "table" JOIN pragma_table_info("table".name) AS "column"
       WHERE "table".type = 'table' AND "table".name NOT LIKE 'match_%' AND "table".name NOT LIKE 'sqlite_%' AND "table".name <> 'migration'`,
    );
    sqlite.close();
    const sorted = (list: readonly Column[]) =>
      list.map(({ table, column, required, type }) => `${table}.${column} ${type} ${required}`).toSorted();
    expect(sorted(postgres)).toEqual(sorted(columns));
    await storage.close();
  });

  test("orders texts by code points and has no unit of a text without type", async () => {
    const storage = await emptyStore();
    const rows = await storage.all<{ atom: string }>(
      `SELECT atom COLLATE "C" AS atom FROM json_each(?1) ORDER BY 1`,
      JSON.stringify(["я", "Я", "a", "B", "ё", "北"]),
    );
    expect(rows.map(({ atom }) => atom)).toEqual(["B", "a", "Я", "я", "ё", "北"]);
    await storage.close();
  });

  test("is migrated once, also when two processes start at the same time", async () => {
    const url = await emptySchema();
    const [a, b] = await Promise.all([openPostgres(url, { migrations }), openPostgres(url, { migrations })]);
    expect(await pendingMigrations(a)).toEqual([]);
    expect(await pendingMigrations(b)).toEqual([]);
    await Promise.all([a.close(), b.close()]);
  });

  test("of a newer program is refused", async () => {
    const url = await emptySchema();
    const newer = await openPostgres(url, {
      migrations: [...migrations, { name: "9999_later.sql", sql: "SELECT 1", checksum: "0" }],
    });
    await newer.close();
    await expect(openPostgres(url, { migrations })).rejects.toMatchObject({ fault: "unfit" });
  });

  test("that is not there, or refuses the password, is told as such", async () => {
    const url = new URL(await emptySchema());
    url.pathname = "/no_such_database";
    await expect(openPostgres(url.href, { migrations })).rejects.toMatchObject({ fault: "unfit" });
    url.port = "1";
    await expect(openPostgres(url.href, { migrations })).rejects.toMatchObject({ fault: "lost" });
  });

  test("hands out each number once to many connections", async () => {
    const url = await emptySchema();
    const stores = await Promise.all([1, 2, 3].map(() => openPostgres(url, { migrations })));
    const numbers = await Promise.all(
      Array.from({ length: 60 }, (_, at) => reserve(stores[at % 3] ?? failed(), "unit", 2)),
    );
    expect(new Set(numbers).size).toBe(60);
    await Promise.all(stores.map((store) => store.close()));
  });

  test("runs batches of the same rows one after the other, none of them half", async () => {
    const storage = await emptyStore();
    const batch = (n: number) =>
      storage.batch([
        { sql: "UPDATE counter SET next = next + 1 WHERE name = 'import'" },
        { sql: "UPDATE counter SET next = next + ?1 WHERE name = 'unit'", params: [n] },
      ]);
    await Promise.all(Array.from({ length: 20 }, (_, n) => batch(n)));
    const rows = await storage.all(
      "SELECT name, next FROM counter WHERE name IN ('import', 'unit') ORDER BY name",
    );
    expect(rows).toEqual([
      { name: "import", next: 21 },
      { name: "unit", next: 1 + (19 * 20) / 2 },
    ]);
    await storage.close();
  });

  test("changes its version with the commit of another connection, not before", async () => {
    const url = await emptySchema();
    const [one, other] = [await openPostgres(url, { migrations }), await openPostgres(url, { migrations })];
    // Commits of other tests to the same server change it too, so two readings agree when none came between them.
    let before: string | number | undefined;
    await expect.poll(async () => (before = await one.version?.()) === (await one.version?.())).toBe(true);
    await reserve(other, "unit");
    expect(await one.version?.()).not.toBe(before);
    await Promise.all([one.close(), other.close()]);
  });

  test("numbers events in the order of the commits", async () => {
    const url = await emptySchema();
    const storage = await openPostgres(url, { migrations });
    const slow = new pg.Client({ connectionString: url });
    await slow.connect();
    const event = (about: string) =>
      ({ kind: "strings.published", collection: null, author: "anna", time: "2026-11-29", about }) as const;
    await slow.query("BEGIN");
    await slow.query(
      "INSERT INTO event (kind, author, time, about) VALUES ('strings.published', 'anna', '2026-11-29', 'late')",
    );
    await storage.batch([insertEvent(event("early"))]);
    const seen = (after: number) =>
      eventsAfter(storage, { after, limit: 10, kinds: [], collections: undefined });
    expect((await seen(0)).map(({ n, about }) => [n, about])).toEqual([[1, "early"]]);
    await slow.query("COMMIT");
    expect((await seen(1)).map(({ n, about }) => [n, about])).toEqual([[2, "late"]]);
    await Promise.all([slow.end(), storage.close()]);
  });

  test("a lost connection is told, and the next request has a new one", async () => {
    const storage = await emptyStore();
    await expect(storage.all("SELECT pg_terminate_backend(pg_backend_pid())")).rejects.toBeInstanceOf(
      StorageError,
    );
    expect(await storage.all("SELECT 1 AS one")).toEqual([{ one: 1 }]);
    await storage.close();
  });
});

function failed(): never {
  throw new Error("no store");
}
