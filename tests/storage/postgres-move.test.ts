import { join } from "node:path";
import { expect, test } from "vitest";
import { EXIT } from "../../src/cli/exit-codes.ts";
import { openPostgres } from "../../src/storage/postgres.ts";
import { readMigrations } from "../../src/storage/read-migrations.ts";
import { openSqlite } from "../../src/storage/sqlite.ts";
import { shell } from "../cli/environment.ts";
import { filledStore } from "./move/filled-store.ts";
import { emptySchema } from "./postgres-store.ts";

test("a store moves from SQLite to PostgreSQL and back, with the numbers that come next", async () => {
  const { polynya, folder } = shell();
  const sqlite = openSqlite(join(folder, "old.db"));
  await filledStore(sqlite);
  const [event] = await sqlite.all<{ n: number }>("SELECT max(n) AS n FROM event");
  const [comment] = await sqlite.all<{ n: number }>("SELECT max(n) AS n FROM concept_comment");
  sqlite.close();
  const url = await emptySchema();

  const there = await polynya("move", "old.db", url);
  expect([there.err, there.code]).toEqual([expect.stringContaining("postgres://"), EXIT.done]);
  expect((await polynya("move", "old.db", url)).err).toContain("not empty");
  const back = await polynya("move", url, "back.db");
  expect([back.err, back.code]).toEqual([expect.stringContaining("back.db"), EXIT.done]);

  const storage = await openPostgres(url, { migrations: readMigrations("migrations-postgres") });
  await storage.batch([
    { sql: "INSERT INTO event (kind, author, time, about) VALUES ('import.edit', 'a', 't', '1')" },
    {
      sql: "INSERT INTO concept_comment (concept, time, author, text) SELECT id, 't', 'a', 'b' FROM concept",
    },
  ]);
  expect(await storage.all("SELECT max(n) AS n FROM event")).toEqual([{ n: (event?.n ?? 0) + 1 }]);
  expect(await storage.all("SELECT max(n) AS n FROM concept_comment")).toEqual([
    { n: (comment?.n ?? 0) + 1 },
  ]);
  await storage.close();

  const [one, other] = ["old.db", "back.db"].map((name) => openSqlite(join(folder, name)));
  for (const table of ["unit", "change", "import", "event", "file_part", "credential", "concept_change"]) {
    const rows = `SELECT * FROM "${table}" ORDER BY 1, 2`;
    expect(await other?.all(rows), table).toEqual(await one?.all(rows));
  }
  one?.close();
  other?.close();
});
