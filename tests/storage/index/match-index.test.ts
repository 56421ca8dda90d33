import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { ftsMatchIndex } from "../../../src/storage/index/match-index-fts.ts";
import { matchIndex } from "../../../src/storage/index/choose-match-index.ts";
import type { MatchIndex } from "../../../src/storage/index/match-index.ts";
import { residentMatchIndex } from "../../../src/storage/index/match-index-resident.ts";
import { matchUnits } from "../../../src/storage/rows/match-units.ts";
import { joinSqlite, openSqlite, type SqliteStorage } from "../../../src/storage/sqlite.ts";
import type { Param, Statement } from "../../../src/storage/port.ts";
import { changeBetween, insertChanges } from "../../../src/storage/rows/changes.ts";
import { insertReport } from "../../../src/storage/rows/import-reports.ts";
import { insertImport } from "../../../src/storage/rows/imports.ts";
import { countResults } from "../../../src/services/imports/import-report.ts";
import { insertUnits, unitId } from "../../../src/storage/rows/units.ts";
import { ground, matchIndexContract, probe, sentence, unit, write } from "./match-index-contract.ts";
import { random } from "../../bench/_lookup-corpus.ts";

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

test("rebuild repairs and counts missing and wrong index rows", async () => {
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

test("lookups and rebuild renew rows of an earlier format", async () => {
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

const SYLLABLES = "ба во гу ди же зи ки ла мо ну по ру са то фы хо ци ча шу ще".split(" ");

/** A text of about `length` characters with invented words, different for each seed. */
function prose(seed: number, length: number): string {
  let state = seed;
  const next = (below: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
  let text = "";
  while (text.length < length) {
    for (let left = 2 + next(3); left > 0; left -= 1) text += SYLLABLES[next(SYLLABLES.length)];
    text += " ";
  }
  return text.trim();
}

/** Replaces every fifth word. */
const revised = (text: string): string =>
  text
    .split(" ")
    .map((word, at) => (at % 5 === 2 ? "иначе" : word))
    .join(" ");

test("long texts that were indexed before rarity was known are found afterwards", async () => {
  const storage = memory();
  await storage.batch(ground());
  const index = ftsMatchIndex(storage);
  const texts = Array.from({ length: 700 }, (_, at) => prose(at + 1, 1500));
  for (let at = 0; at < texts.length; at += 100) {
    const part = texts.slice(at, at + 100);
    await write(
      storage,
      index,
      part.map((ru, of) => ({ after: unit(at + of + 1, { ru, en: "x" }) })),
    );
  }
  const asked = texts.filter((_, at) => at % 35 === 0).map((text) => probe("ru", revised(text), ["en"]));
  const found = await ftsMatchIndex(storage).candidates(asked);
  expect(found.map(({ direct }) => direct[0]?.n)).toEqual(asked.map((_, at) => 35 * at + 1));
});

test("of very long texts only the best candidates are read, and the right one is found", async () => {
  const storage = memory();
  await storage.batch(ground());
  let read = 0;
  const index = ftsMatchIndex({
    ...storage,
    batch: async (statements) => {
      const answers = await storage.batch(statements);
      read += JSON.stringify(answers).length;
      return answers;
    },
  });
  const texts = Array.from({ length: 40 }, (_, at) => prose(at + 1, 20_000));
  await write(
    storage,
    index,
    // The first third of each text is the same, so that every text shares grams with the probe.
    texts.map((ru, at) => ({ after: unit(at + 1, { ru: prose(99, 10_000) + ru, en: "x" }) })),
  );
  await index.candidates([probe("ru", "лёд", ["en"])]);
  read = 0;
  const [found] = await index.candidates([probe("ru", prose(99, 10_000) + revised(texts[7] ?? ""), ["en"])]);
  expect(found?.direct[0]?.n).toBe(8);
  expect(found?.direct.length).toBeLessThan(10);
  expect(read).toBeGreaterThan(30_000);
  expect(read).toBeLessThan(200_000);
});

test("any number of units is read in one round trip", async () => {
  const storage = memory();
  await storage.batch([
    ...ground(),
    ...insertUnits(1, [unit(1, { ru: "лёд" }), unit(70_000, { ru: "вода" })]),
  ]);
  let trips = 0;
  const counting = {
    ...storage,
    all: <Row>(sql: string, ...params: readonly Param[]) => {
      trips += 1;
      return storage.all<Row>(sql, ...params);
    },
    batch: (statements: Iterable<Statement>) => {
      trips += 1;
      return storage.batch(statements);
    },
  };
  const wanted = Array.from({ length: 70_000 }, (_, at) => ({ n: at + 1 }));
  expect((await matchUnits(counting, wanted, undefined)).map(({ n }) => n)).toEqual([1, 70_000]);
  expect(trips).toBe(1);
  expect(await matchUnits(counting, [], undefined)).toEqual([]);
});

test("the index finds writes of another process, and ignores a failed batch", async () => {
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
      ...insertReport(1, [{ unit: unitId(1), key: "k1", result: "created" }]),
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

test("other requests are served while a large batch of probes is answered", async () => {
  const storage = memory();
  await storage.batch(ground());
  const index = residentMatchIndex(storage, { slice: -1 });
  await write(storage, index, [{ after: unit(1, { ru: "лёд", en: "ice" }) }]);
  await index.candidates([]);
  let served = 0;
  const timer = setInterval(() => (served += 1), 0);
  const found = await index.candidates(Array.from({ length: 5 }, () => probe("ru", "лёд", ["en"])));
  clearInterval(timer);
  expect(served).toBeGreaterThan(0);
  expect(found).toHaveLength(5);
  for (const { direct } of found) expect(direct).toEqual([{ n: 1, exact: true }]);
});

test("a query does not wait for a large import of another connection, and the writer can wait for it", async () => {
  const folder = mkdtempSync(join(tmpdir(), "polynya-index-"));
  try {
    const ours = openSqlite(join(folder, "a.db"));
    const theirs = joinSqlite(join(folder, "a.db"), () => undefined);
    opened.push(ours, theirs);
    await ours.batch(ground());
    const index = residentMatchIndex(ours);
    const found = async (text: string) => {
      const [one] = await index.candidates([probe("ru", text, ["en"])]);
      return one?.direct.map(({ n }) => n);
    };
    expect(await found("лёд 1")).toEqual([]);
    const imported = async (from: number, size: number) => {
      const units = Array.from({ length: size }, (_, at) =>
        unit(from + at, { ru: `лёд ${from + at}`, en: "ice" }),
      );
      await theirs.batch([
        insertImport({
          n: from,
          kind: "create",
          document: 1,
          documentId: "d1",
          collection: "c",
          author: "a",
          time: "2026-11-23T09:00:00.000Z",
          counts: countResults([]),
        }),
        ...insertUnits(1, units),
        ...insertChanges(units.map((after) => changeBetween(from, undefined, after))),
        ...insertReport(
          from,
          units.map(({ id, key }) => ({ unit: id, key, result: "created" })),
        ),
      ]);
    };
    await imported(1, 3);
    expect((await found("лёд 3"))?.[0]).toBe(3);
    await imported(4, 3000);
    expect((await found("лёд 3002"))?.[0]).not.toBe(3002);
    await index.caughtUp();
    expect((await found("лёд 3002"))?.[0]).toBe(3002);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("a query does not wait until the whole report of a large import is read", async () => {
  const folder = mkdtempSync(join(tmpdir(), "polynya-index-"));
  try {
    const ours = openSqlite(join(folder, "a.db"));
    const theirs = joinSqlite(join(folder, "a.db"), () => undefined);
    opened.push(ours, theirs);
    await ours.batch(ground());
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    let isHeld = false;
    const index = residentMatchIndex({
      ...ours,
      async all<Row>(sql: string, ...params: readonly Param[]) {
        // The third part of the report, and what comes after it.
        if (sql.includes("FROM import_report") && Number(params[1]) >= 1) {
          isHeld = true;
          await released;
        }
        return ours.all<Row>(sql, ...params);
      },
    });
    const asked = () => index.candidates([probe("ru", "лёд 1", ["en"])]);
    await asked();
    const units = Array.from({ length: 3600 }, (_, at) => unit(at + 1, { ru: `лёд ${at + 1}`, en: "ice" }));
    const report = units.map(({ id, key }) => ({ unit: id, key, result: "created" as const }));
    const entry = {
      n: 1,
      kind: "create",
      document: 1,
      documentId: "d1",
      collection: "c",
      author: "a",
    } as const;
    await theirs.batch([
      insertImport({ ...entry, time: "2026-11-23T09:00:00.000Z", counts: countResults(report) }),
      ...insertUnits(1, units),
      ...insertChanges(units.map((after) => changeBetween(1, undefined, after))),
      ...[0, 1200, 2400].flatMap((at) => insertReport(1, report.slice(at, at + 1200))),
    ]);
    await asked();
    expect(isHeld).toBe(true);
    release();
    await index.caughtUp();
    const [found] = await asked();
    expect(found?.direct[0]?.n).toBe(1);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("twice as many long probes over twice as many long texts take at most 2.6 times the steps", async () => {
  const words = "лёд море путь судно порт север ветер шторм груз карта".split(" ");
  const next = random(5);
  const long = () => Array.from({ length: 300 }, () => words[Math.floor(next() * words.length)]).join(" ");
  const steps = async (size: number) => {
    const storage = memory();
    await storage.batch(ground());
    const index = residentMatchIndex(storage);
    await index.candidates([]);
    await index.committed?.(
      Array.from({ length: size }, (_, at) => ({ after: unit(at + 1, { ru: long(), en: "x" }) })),
    );
    await index.candidates(
      Array.from({ length: size }, () => ({ ...probe("ru", long(), ["en"]), least: 0.01, limit: 50 })),
    );
    const { words: filled } = await index.stats();
    storage.close();
    return filled;
  };
  const [once, twice] = [await steps(60), await steps(120)];
  expect(once).toBeGreaterThan(0);
  expect(twice / once).toBeLessThan(2.6);
});
