import { applyD1Migrations, reset } from "cloudflare:test";
import { beforeEach, expect, test } from "vitest";
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
  batch(statements: unknown[]): Promise<{ meta: { rows_written: number } }[]>;
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
      index.write(changes).map(({ sql, params = [] }) => database.prepare(sql).bind(...params)),
    );
    written += answers.reduce((sum, { meta }) => sum + meta.rows_written, 0);
  }
  console.log(`index rows written per unit: ${written / pushes / 100}`);
  expect(written / pushes / 100).toBeLessThanOrEqual(2);
});

test("the candidates of a batch are one round trip, once the frequencies are known", async () => {
  let trips = 0;
  const counted: Storage = {
    engine: "d1",
    all: (sql, ...params) => {
      trips += 1;
      return storage.all(sql, ...params);
    },
    batch: (statements) => {
      trips += 1;
      return storage.batch(statements);
    },
  };
  const index = ftsMatchIndex(counted);
  await write(counted, index, [{ after: unit(1, { ru: "лёд", en: "ice" }) }]);
  await index.candidates([probe("ru", "лёд", ["en"])]);
  trips = 0;
  await index.candidates(Array.from({ length: 20 }, (_, at) => probe("ru", sentence(at), ["en"])));
  expect(trips).toBe(1);
});
