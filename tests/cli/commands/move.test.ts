import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { EXIT } from "../../../src/cli/exit-codes.ts";
import { openSqlite } from "../../../src/storage/sqlite.ts";
import { readMigrations } from "../../../src/storage/read-migrations.ts";
import { shell } from "../environment.ts";
import { filledStore } from "../../storage/move/filled-store.ts";

/** A working folder with a store in which people have worked. */
async function withFilledStore() {
  const work = shell();
  const storage = openSqlite(join(work.folder, "old.db"));
  await filledStore(storage);
  // The highest number belongs to nobody any more, and must not be used again.
  await storage.all("DELETE FROM event WHERE n = (SELECT max(n) FROM event)");
  storage.close();
  return work;
}

test("a store moves into a new file, equal in every row, and may be used at once", async () => {
  const { polynya, folder } = await withFilledStore();
  const before = readFileSync(join(folder, "old.db"));
  const moved = await polynya("move", "old.db", "new.db", "--json");
  expect([moved.err, moved.code]).toEqual([expect.stringContaining("new.db"), EXIT.done]);
  expect(JSON.parse(moved.out)).toMatchObject({ from: "old.db", to: "new.db", units: 7 });
  expect(readFileSync(join(folder, "old.db")).equals(before)).toBe(true);
  const storage = openSqlite(join(folder, "new.db"));
  const history = "SELECT * FROM change ORDER BY unit, import";
  const old = openSqlite(join(folder, "old.db"));
  expect(await storage.all(history)).toEqual(await old.all(history));
  await storage.all("INSERT INTO event (kind, author, time, about) VALUES ('import.edit', 'a', 't', '1')");
  const [next] = await storage.all<{ n: number }>("SELECT max(n) AS n FROM event");
  const [last] = await old.all<{ n: number }>("SELECT seq AS n FROM sqlite_sequence WHERE name = 'event'");
  expect(next?.n).toBe((last?.n ?? 0) + 1);
  storage.close();
  old.close();
});

test("a store goes to D1 as SQL with short statements, and comes back from a dump", async () => {
  const { polynya, folder, read, write } = await withFilledStore();
  const moved = await polynya("move", "old.db", "d1.sql");
  expect([moved.err, moved.code]).toEqual([expect.stringContaining("d1.sql"), EXIT.done]);
  const sql = read("d1.sql");
  expect(Math.max(...sql.split(";\n").map((statement) => Buffer.byteLength(statement)))).toBeLessThan(
    100_000,
  );
  expect((await polynya("move", "old.db", "d1.sql")).code).toBe(EXIT.conflicts);

  // A database of D1 after its migrations and this file, and the dump that wrangler makes of it.
  const database = new Database(join(folder, "d1.db"));
  for (const { sql: step } of readMigrations()) database.exec(step);
  database.exec(`BEGIN;${sql}COMMIT`);
  expect(database.prepare("SELECT count(*) AS n FROM match_renewal").get()).toEqual({ n: 1 });
  const dump = ["PRAGMA defer_foreign_keys=TRUE;"];
  const names = database
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'")
    .pluck()
    .all();
  for (const name of names.filter((each) => !each.startsWith("match_"))) {
    dump.push(`CREATE TABLE ${name} (never, run);`);
    for (const row of database
      .prepare<[], (string | number | null | Uint8Array)[]>(`SELECT * FROM "${name}"`)
      .raw()
      .iterate()) {
      const values = row.map((value) => {
        if (value === null) return "NULL";
        if (value instanceof Uint8Array) return `X'${Buffer.from(value).toString("hex")}'`;
        return typeof value === "number" ? String(value) : `'${value.replaceAll("'", "''")}'`;
      });
      dump.push(`INSERT INTO "${name}" VALUES(${values.join(",")});`);
    }
  }
  for (const { name } of readMigrations())
    dump.push(`INSERT INTO "d1_migrations" VALUES(1,'${name}','2026-11-30');`);
  database.close();
  write("dump.sql", dump.join("\n"));
  const back = await polynya("move", "dump.sql", "back.db");
  expect([back.err, back.code]).toEqual([expect.stringContaining("back.db"), EXIT.done]);
  const [one, other] = ["old.db", "back.db"].map((name) => openSqlite(join(folder, name)));
  for (const all of ["SELECT * FROM unit ORDER BY n", "SELECT * FROM sqlite_sequence ORDER BY name"])
    expect(await other?.all(all)).toEqual(await one?.all(all));
  one?.close();
  other?.close();

  write("old-dump.sql", dump.filter((line) => !line.includes("0018_")).join("\n"));
  expect((await polynya("move", "old-dump.sql", "other.db")).code).toBe(EXIT.badData);
});

/** A signal that is aborted when it is asked for the n-th time. */
function abortedAt(n: number): AbortSignal {
  const controller = new AbortController();
  let asked = 0;
  return Object.assign(controller.signal, {
    throwIfAborted: () => {
      asked += 1;
      if (asked === n) controller.abort();
      if (asked >= n) throw new Error("aborted");
    },
  });
}

test("a move that is interrupted anywhere goes on with the same command, and no service starts before", async () => {
  const { polynya, folder } = await withFilledStore();
  const paths = ["old.db", "new.db"].map((name) => join(folder, name));
  const fresh = join(folder, "new.db");
  let interruptions = 0;
  for (let n = 1; ; n += 3) {
    const { code } = await shell({ signal: abortedAt(n) }).polynya("move", ...paths);
    if (code === EXIT.done) break;
    expect(code).toBe(EXIT.interrupted);
    interruptions += 1;
    expect(() => openSqlite(fresh)).toThrow("not finished");
  }
  expect(interruptions).toBeGreaterThan(10);
  openSqlite(fresh).close();

  const other = join(folder, "other.db");
  expect((await shell({ signal: abortedAt(5) }).polynya("move", paths[0] ?? "", other)).code).toBe(
    EXIT.interrupted,
  );
  const old = openSqlite(join(folder, "old.db"));
  await old.all("UPDATE counter SET next = next + 1");
  old.close();
  const changed = await polynya("move", "old.db", "other.db");
  expect([changed.code, changed.err]).toEqual([EXIT.conflicts, expect.stringContaining("was begun")]);
});

test("names the tables whose rows differ, and keeps services from starting over them", async () => {
  const { polynya, folder } = await withFilledStore();
  const paths = ["old.db", "new.db"].map((name) => join(folder, name));
  // Copied, but not yet compared.
  let n = 1;
  while (!existsSync(join(folder, "new.db")) || rowsOf(join(folder, "new.db"), "webhook") === 0) {
    await shell({ signal: abortedAt(n) }).polynya("move", ...paths);
    n += 1;
  }
  const target = new Database(join(folder, "new.db"));
  target.exec("UPDATE unit SET key = 'spoilt' WHERE n = 2");
  target.close();
  const moved = await polynya("move", "old.db", "new.db");
  expect(moved.code).toBe(EXIT.failed);
  expect(moved.err).toContain("unit [2].");
  expect(() => openSqlite(join(folder, "new.db"))).toThrow("not finished");
});

function rowsOf(path: string, table: string): number {
  const database = new Database(path, { readonly: true });
  try {
    return Number(database.prepare(`SELECT count(*) FROM "${table}"`).pluck().get());
  } finally {
    database.close();
  }
}

test("refuses a store in use, a target that is used, and the same place", async () => {
  const { polynya, folder } = await withFilledStore();
  const open = openSqlite(join(folder, "old.db"));
  const inUse = await polynya("move", "old.db", "new.db");
  expect([inUse.code, inUse.err]).toEqual([EXIT.conflicts, expect.stringContaining("in use")]);
  expect(existsSync(join(folder, "new.db"))).toBe(false);
  open.close();
  expect((await polynya("move", "old.db", "./old.db")).code).toBe(EXIT.usage);
  expect((await polynya("move", "none.db", "new.db")).code).toBe(EXIT.notFound);
  expect((await polynya("move", "old.db", "new.db", "--dry-run")).code).toBe(EXIT.done);
  expect(existsSync(join(folder, "new.db"))).toBe(false);
  expect((await polynya("move", "old.db", "new.db")).code).toBe(EXIT.done);
  const used = await polynya("move", "old.db", "new.db");
  expect([used.code, used.err]).toEqual([EXIT.conflicts, expect.stringContaining("not empty")]);
  writeFileSync(
    join(folder, "text.db"),
    "no database at all, but a text that is long enough to be read as one",
  );
  expect((await polynya("move", "old.db", "text.db")).code).toBe(EXIT.inputOutput);
});
