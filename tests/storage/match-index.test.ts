import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { ftsMatchIndex } from "../../src/storage/match-index-fts.ts";
import { matchIndex, type MatchIndex } from "../../src/storage/match-index.ts";
import { residentMatchIndex } from "../../src/storage/match-index-resident.ts";
import { openSqlite, type SqliteStorage } from "../../src/storage/sqlite.ts";
import { insertUnits } from "../../src/storage/units.ts";
import { ground, matchIndexContract, probe, sentence, unit, write } from "./match-index-contract.ts";

const opened: SqliteStorage[] = [];
afterEach(() => {
  for (const storage of opened.splice(0)) storage.close();
});

function memory(): SqliteStorage {
  const storage = openSqlite(":memory:");
  opened.push(storage);
  return storage;
}

matchIndexContract("resident", async () => ({ storage: memory(), make: residentMatchIndex }));
matchIndexContract("FTS5 on SQLite", async () => ({ storage: memory(), make: ftsMatchIndex }));

test("rows that lost their index entry, or have a wrong one, are mended by rebuild and counted", async () => {
  const storage = memory();
  const index = ftsMatchIndex(storage);
  await storage.batch(ground());
  await write(storage, index, [
    { after: unit(1, { ru: "лёд", en: "ice" }) },
    { after: unit(2, { ru: "вода", en: "water" }) },
  ]);
  await storage.batch(insertUnits(1, [unit(3, { ru: "снег", en: "snow" })]));
  storage.database.exec("DELETE FROM match_gram WHERE rowid = (SELECT max(rowid) FROM match_gram)");
  storage.database.exec("UPDATE unit SET ru = json_set(ru, '$.content', 'иней') WHERE n = 1");
  expect(await index.rebuild()).toEqual({ units: 3, differing: 3 });
  for (const [n, text] of [
    [1, "иней"],
    [2, "вода"],
    [3, "снег"],
  ] as const) {
    const [found] = await index.candidates([probe("ru", text, ["en"])]);
    expect(found?.direct[0]).toEqual({ n, exact: true });
  }
  expect(await index.rebuild()).toEqual({ units: 3, differing: 0 });
});

test("rows of an earlier form are renewed by the lookups that follow, and by rebuild", async () => {
  const folder = mkdtempSync(join(tmpdir(), "polynya-index-"));
  try {
    const storage = openSqlite(join(folder, "a.db"));
    await storage.batch(ground());
    const index = ftsMatchIndex(storage);
    const units = Array.from({ length: 250 }, (_, at) => ({
      after: unit(at + 1, { ru: sentence(at), en: `${at} x` }),
    }));
    await write(storage, index, units);
    const asked = Array.from({ length: 25 }, (_, at) => probe("ru", sentence(10 * at).slice(2), ["en"]));
    const best = async (one: MatchIndex) => (await one.candidates(asked)).map(({ direct }) => direct[0]?.n);
    const right = await best(index);
    expect(right).not.toContain(undefined);
    const age = () =>
      storage.batch([
        { sql: "CREATE TEMP TABLE aged AS SELECT rowid AS r FROM match_gram" },
        { sql: "DELETE FROM match_gram" },
        { sql: "INSERT INTO match_gram (rowid, grams) SELECT r, 'earlier' FROM aged" },
        { sql: "DROP TABLE aged" },
        { sql: "INSERT INTO match_renewal (after, until) VALUES (0, 250)" },
      ]);
    const left = () => storage.all("SELECT * FROM match_renewal");
    await age();
    const fresh = ftsMatchIndex(storage);
    expect(await best(fresh)).not.toEqual(right);
    expect(await left()).toEqual([{ after: 100, until: 250 }]);
    await best(fresh);
    await best(fresh);
    expect(await left()).toEqual([]);
    expect(await best(fresh)).toEqual(right);
    await age();
    expect(await ftsMatchIndex(storage).rebuild()).toEqual({ units: 250, differing: 250 });
    expect(await left()).toEqual([]);
    expect(await best(ftsMatchIndex(storage))).toEqual(right);
    storage.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("what another process writes is seen, and a batch that failed is not", async () => {
  const folder = mkdtempSync(join(tmpdir(), "polynya-"));
  try {
    const [ours, theirs] = [openSqlite(join(folder, "a.db")), openSqlite(join(folder, "a.db"))];
    const [here, there] = [matchIndex(ours), matchIndex(theirs)];
    await ours.batch(ground());
    const seen = async () =>
      (await here.candidates([probe("ru", "лёд", ["en"])]))[0]?.direct.map(({ n }) => n);
    expect(await seen()).toEqual([]);
    await theirs.batch([
      ...insertUnits(1, [unit(1, { ru: "лёд", en: "ice" })]),
      {
        sql: `INSERT INTO import (n, kind, document, document_id, collection, author, time, counts)
              VALUES (1, 'push', 1, 'd1', 'c', 'a', '2026', '{}')`,
      },
      { sql: "INSERT INTO change (unit, import, version) VALUES (1, 1, 1)" },
      ...there.write([{ after: unit(1, { ru: "лёд", en: "ice" }) }]),
    ]);
    expect(await seen()).toEqual([1]);
    const twice = unit(1, { ru: "лёд", en: "twice" });
    await expect(write(ours, here, [{ after: twice }])).rejects.toThrow("constraint");
    expect(await seen()).toEqual([1]);
    ours.close();
    theirs.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
