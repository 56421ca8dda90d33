import { beforeEach, expect, test } from "vitest";
import type { Language } from "../../src/domain/language.ts";
import { createContext, type Context } from "../../src/services/context.ts";
import { createCollection } from "../../src/services/documents/create-collection.ts";
import { createDocument } from "../../src/services/documents/create-document.ts";
import { lookup, LOOKUP_LIMITS } from "../../src/services/memory/lookup.ts";
import { push } from "../../src/services/exchange/push.ts";
import { d1Storage } from "../../src/storage/d1.ts";
import { ftsMatchIndex } from "../../src/storage/index/match-index-fts.ts";
import type { Storage } from "../../src/storage/port.ts";
import {
  ground,
  matchIndexContract,
  probe,
  sentence,
  unit,
  write,
} from "../storage/index/match-index-contract.ts";
import { emptyDatabase } from "./empty-database.ts";
import { metered, sumOf } from "./metered.ts";
import { environment } from "./setup.ts";

matchIndexContract("FTS5 on D1", async () => ({ storage: await emptyDatabase(), make: ftsMatchIndex }));

let storage: Storage;
beforeEach(async () => {
  storage = await emptyDatabase();
  await storage.batch(ground());
});

test("a push of 100 new units writes at most two index rows for each of them", async () => {
  const { database, calls } = metered(environment.DB);
  const counted = d1Storage(database);
  const index = ftsMatchIndex(storage);
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
    await counted.batch(index.write(changes));
  }
  const written = sumOf(calls, "rows_written") / pushes / 100;
  console.log(`index rows written per unit: ${written}`);
  expect(written).toBeLessThanOrEqual(2);
});

test.each([1, 20, 250])(
  "the candidates of %i probes take one round trip, also for the first lookup of a process",
  async (size) => {
    const { database, calls } = metered(environment.DB);
    const counted = d1Storage(database);
    await write(counted, ftsMatchIndex(counted), [{ after: unit(1, { ru: "лёд", en: "ice" }) }]);
    const index = ftsMatchIndex(counted);
    calls.length = 0;
    const found = await index.candidates(
      Array.from({ length: size }, (_, at) => probe("ru", at === size - 1 ? "лёд" : sentence(at), ["en"])),
    );
    expect(calls.length).toBe(1);
    expect(found.at(-1)?.direct).toEqual([{ n: 1, exact: true }]);
  },
);

test("a lookup of many segments takes two round trips, and two more through a third language", async () => {
  const { database, calls } = metered(environment.DB);
  const counted = d1Storage(database);
  const context: Context = createContext({
    storage: counted,
    index: ftsMatchIndex(counted),
    now: () => new Date(),
  });
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
    calls.length = 0;
    return lookup(context, { name: "reader" }, { source: "ru", targets, segments, threshold: 0.6 });
  };
  const found = await ask(["en"]);
  expect(found.every(({ matches }) => matches.length > 0)).toBe(true);
  expect(calls.length).toBe(2);
  const through = await ask(["zh"]);
  expect(through.some(({ matches }) => matches.some(({ kind }) => kind === "pivot"))).toBe(true);
  expect(calls.length).toBe(4);
});

test("more probes than fit into one statement still take one round trip", async () => {
  const { database, calls } = metered(environment.DB);
  const counted = d1Storage(database);
  const index = ftsMatchIndex(counted);
  const long = Array.from({ length: 100 }, (_, at) => sentence(at)).join(". ");
  await write(counted, index, [{ after: unit(1, { ru: long, en: "long" }) }]);
  await index.candidates([probe("ru", "лёд", ["en"])]);
  calls.length = 0;
  const found = await index.candidates(
    Array.from({ length: 260 }, (_, at) => probe("ru", at % 26 === 25 ? `${long} лёд` : `${at}`, ["en"])),
  );
  // The state of the index, and two statements of candidates.
  expect(calls.map(({ length }) => length)).toEqual([3]);
  expect(found.flatMap(({ direct }, at) => (direct[0]?.n === 1 ? [at] : []))).toEqual(
    Array.from({ length: 10 }, (_, at) => 26 * at + 25),
  );
});

test("a lookup of the largest batch, with second sources and context, takes two round trips", async () => {
  const { database, calls } = metered(environment.DB);
  const counted = d1Storage(database);
  const context: Context = createContext({
    storage: counted,
    index: ftsMatchIndex(counted),
    now: () => new Date(),
  });
  await write(
    counted,
    context.index,
    Array.from({ length: 200 }, (_, at) => ({
      after: unit(at + 1, { ru: sentence(at), en: `A sentence, number ${at}`, zh: `第${at}句话` }),
    })),
  );
  const segments = Array.from({ length: LOOKUP_LIMITS.segments }, (_, at) => ({
    text: `${sentence(at)} и лёд`,
    previous: sentence(at - 1),
    next: "",
    also: { language: "en" as const, text: `A sentence, number ${at}` },
  }));
  await context.index.ready?.();
  calls.length = 0;
  const found = await lookup(context, { name: "reader" }, { source: "ru", segments, threshold: 0.6 });
  expect(found.filter(({ matches }) => matches.length > 0).length).toBeGreaterThan(150);
  expect(calls.length).toBe(2);
});

/** Texts without findings. */
const line = (at: number) =>
  `Ship ${at} has left the harbour\tСудно ${at} вышло из гавани\t${at}号船已离开港口`;
const tsv = (lines: readonly string[]) => new TextEncoder().encode(["en\tru\tzh", ...lines].join("\n"));

/** Counts the rows of the file, the report, the history, counters, counts and coverage. The texts have no findings. */
test("a document of 100 new units, and each push of 100 more, write at most six rows for a unit", async () => {
  // The collection and document of the other tests are not used, because that document took no number from the counter.
  await emptyDatabase();
  const { database, calls } = metered(environment.DB);
  const counted = d1Storage(database);
  const context: Context = createContext({
    storage: counted,
    index: ftsMatchIndex(counted),
    now: () => new Date("2026-11-25T00:00:00Z"),
  });
  const anna = { name: "anna" };
  await createCollection(context, anna, { id: "c", title: "C" });
  const lines = Array.from({ length: 100 }, (_, at) => line(at));
  calls.length = 0;
  const { document } = await createDocument(
    context,
    anna,
    { collection: "c", filename: "a.tsv" },
    tsv(lines),
  );
  const written = [sumOf(calls, "rows_written") / 100];
  for (const part of [1, 2, 3]) {
    calls.length = 0;
    const more = Array.from({ length: 100 }, (_, at) => `p${part}-${at}\t${line(1000 * part + at)}`);
    const bytes = new TextEncoder().encode(["key\ten\tru\tzh", ...more].join("\n"));
    const { report } = await push(context, anna, {
      document: document.id,
      bytes,
      filename: "more.tsv",
      create: true,
      idempotencyKey: `key ${part}`,
    });
    expect(report.counts).toMatchObject({ created: 100 });
    written.push(sumOf(calls, "rows_written") / 100);
  }
  console.log(`rows written per unit by an import of 100 and three pushes of 100: ${written.join(", ")}`);
  const rows = await counted.all<{ found: number }>("SELECT count(*) AS found FROM finding");
  expect(rows).toEqual([{ found: 0 }]);
  expect(Math.min(...written)).toBeGreaterThan(3);
  expect(Math.max(...written)).toBeLessThanOrEqual(6);
});
