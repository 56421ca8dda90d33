import { applyD1Migrations, reset } from "cloudflare:test";
import { beforeEach, expect, test } from "vitest";
import type { Language } from "../../src/domain/language.ts";
import type { Context } from "../../src/services/context.ts";
import { createCollection } from "../../src/services/collections.ts";
import { createDocument } from "../../src/services/create-document.ts";
import { lookup } from "../../src/services/lookup.ts";
import { d1Storage } from "../../src/storage/d1.ts";
import { ftsMatchIndex } from "../../src/storage/match-index-fts.ts";
import type { Storage } from "../../src/storage/storage.ts";
import { ground, matchIndexContract, probe, sentence, unit, write } from "../storage/match-index-contract.ts";
import { environment } from "./setup.ts";

async function fresh(): Promise<Storage> {
  await reset();
  await applyD1Migrations(environment.DB, environment.MIGRATIONS);
  return d1Storage(environment.DB);
}

matchIndexContract("FTS5 on D1", async () => ({ storage: await fresh(), make: ftsMatchIndex }));

/** The binding, with what D1 says of every statement. */
interface Metered {
  prepare(sql: string): { bind(...params: unknown[]): unknown };
  batch(statements: unknown[]): Promise<{ results: unknown[]; meta: { rows_written: number } }[]>;
}

let storage: Storage;
beforeEach(async () => {
  storage = await fresh();
  await storage.batch(ground());
});

test("a push of 100 new units writes at most two index rows for each of them", async () => {
  const index = ftsMatchIndex(storage);
  const database = environment.DB as unknown as Metered;
  let written = 0;
  const pushes = 20;
  for (let push = 0; push < pushes; push += 1) {
    const changes = Array.from({ length: 100 }, (_, at) => {
      const n = push * 100 + at + 1;
      return {
        after: unit(n, {
          ru: sentence(n),
          en: `A sentence about ${sentence(n + 7)}`,
          zh: `第${n}句话：北极理事会与${n}海冰`,
        }),
      };
    });
    const answers = await database.batch(
      Array.from(index.write(changes), ({ sql, params = [] }) => database.prepare(sql).bind(...params)),
    );
    written += answers.reduce((sum, { meta }) => sum + meta.rows_written, 0);
  }
  console.log(`index rows written per unit: ${written / pushes / 100}`);
  expect(written / pushes / 100).toBeLessThanOrEqual(2);
});

/** The storage, counting its round trips and the statements in them. */
function counting(inner: Storage): { storage: Storage; trips: { statements: number }[] } {
  const trips: { statements: number }[] = [];
  return {
    trips,
    storage: {
      engine: "d1",
      all: (sql, ...params) => {
        trips.push({ statements: 1 });
        return inner.all(sql, ...params);
      },
      batch: (statements) => {
        const all = [...statements];
        trips.push({ statements: all.length });
        return inner.batch(all);
      },
    },
  };
}

test.each([1, 20, 250])("the candidates of %i probes are one statement in one round trip", async (size) => {
  const { storage: counted, trips } = counting(storage);
  const index = ftsMatchIndex(counted);
  await write(counted, index, [{ after: unit(1, { ru: "лёд", en: "ice" }) }]);
  await index.candidates([probe("ru", "лёд", ["en"])]);
  await index.candidates([probe("ru", "лёд", ["en"])]);
  trips.length = 0;
  const found = await index.candidates(
    Array.from({ length: size }, (_, at) => probe("ru", at === size - 1 ? "лёд" : sentence(at), ["en"])),
  );
  expect(trips).toEqual([{ statements: 1 }]);
  expect(found.at(-1)?.direct).toEqual([{ n: 1, exact: true }]);
});

test("a lookup of many segments is two round trips, and two more through a third language", async () => {
  const { storage: counted, trips } = counting(storage);
  const context: Context = { storage: counted, index: ftsMatchIndex(counted), now: () => new Date() };
  await write(
    counted,
    context.index,
    Array.from({ length: 100 }, (_, at) => ({
      after: unit(at + 1, { ru: sentence(at), en: `A sentence, number ${at}` }),
    })),
  );
  await write(counted, context.index, [
    { after: unit(101, { en: "A sentence, number 7", zh: "句子" }) },
    { after: unit(102, { zh: "水" }) },
  ]);
  const segments = Array.from({ length: 40 }, (_, at) => ({ text: `${sentence(at)} и лёд` }));
  const ask = async (targets: Language[]) => {
    trips.length = 0;
    return lookup(context, { name: "reader" }, { source: "ru", targets, segments, threshold: 0.6 });
  };
  await ask(["en"]);
  await ask(["en"]);
  const found = await ask(["en"]);
  expect(found.every(({ matches }) => matches.length > 0)).toBe(true);
  expect(trips.map(({ statements }) => statements)).toEqual([1, 1]);
  const through = await ask(["zh"]);
  expect(through.some(({ matches }) => matches.some(({ kind }) => kind === "pivot"))).toBe(true);
  expect(trips.map(({ statements }) => statements)).toEqual([1, 1, 1, 1]);
});

test("more probes than one statement takes are still one round trip", async () => {
  const { storage: counted, trips } = counting(storage);
  const index = ftsMatchIndex(counted);
  const long = Array.from({ length: 100 }, (_, at) => sentence(at)).join(". ");
  await write(counted, index, [{ after: unit(1, { ru: long, en: "long" }) }]);
  await index.candidates([probe("ru", "лёд", ["en"])]);
  trips.length = 0;
  const found = await index.candidates(
    Array.from({ length: 260 }, (_, at) => probe("ru", at % 26 === 25 ? `${long} лёд` : `${at}`, ["en"])),
  );
  expect(trips).toEqual([{ statements: 2 }]);
  expect(found.flatMap(({ direct }, at) => (direct[0]?.n === 1 ? [at] : []))).toEqual(
    Array.from({ length: 10 }, (_, at) => 26 * at + 25),
  );
});

// Without findings, each of which is a row of its own.
test("an import of new units writes at most six rows for each of them, all that belongs to it included", async () => {
  let written = 0;
  const database = environment.DB as unknown as Metered;
  // Without the ground of the other tests, whose document took no number of the counter.
  storage = await fresh();
  const context: Context = {
    storage: {
      ...storage,
      batch: async (statements) => {
        const answers = await database.batch(
          Array.from(statements, ({ sql, params = [] }) => database.prepare(sql).bind(...params)),
        );
        written += answers.reduce((sum, { meta }) => sum + meta.rows_written, 0);
        return answers.map(({ results }) => results);
      },
    },
    index: ftsMatchIndex(storage),
    now: () => new Date("2026-11-25T00:00:00Z"),
  };
  const lines = Array.from(
    { length: 100 },
    (_, at) => `Ship ${at} has left the harbour\tСудно ${at} вышло из гавани\t${at}号船已离开港口`,
  );
  await createCollection(context, { name: "anna" }, { id: "c", title: "C" });
  written = 0;
  await createDocument(
    context,
    { name: "anna" },
    { collection: "c", filename: "a.tsv" },
    new TextEncoder().encode(["en\tru\tzh", ...lines].join("\n")),
  );
  console.log(`rows written per unit of an import of 100: ${written / 100}`);
  expect(written).toBeGreaterThan(100);
  expect(written / 100).toBeLessThanOrEqual(6);
});
