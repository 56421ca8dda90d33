import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { LANGUAGES } from "../../../src/domain/language.ts";
import { STATES } from "../../../src/domain/unit.ts";
import { reportActivity } from "../../../src/services/reports/report-activity.ts";
import { createCollection } from "../../../src/services/documents/create-collection.ts";
import { reportCoverage } from "../../../src/services/reports/report-coverage.ts";
import { createDocument } from "../../../src/services/documents/create-document.ts";
import { getDocument } from "../../../src/services/documents/get-document.ts";
import { removeDocument } from "../../../src/services/documents/remove-document.ts";
import { listImports } from "../../../src/services/imports/list-imports.ts";
import { push } from "../../../src/services/exchange/push.ts";
import { undoImport } from "../../../src/services/imports/undo-import.ts";
import { editUnit } from "../../../src/services/units/edit-unit.ts";
import { listUnits } from "../../../src/services/units/list-units.ts";
import { keysOf } from "../../../src/storage/rows/units.ts";
import { openSqlite } from "../../../src/storage/sqlite.ts";
import { anna, boris, bytes, type TestContext, testContext } from "../helpers.ts";

const PERIOD = { from: "2026-01-01", to: "2027-12-31" };
const STRINGS = {
  a: "Один",
  b_one: "{{count}} ледокол",
  b_few: "ледокола",
  b_many: "ледоколов",
  b_other: "x",
};

/** A service with a clock that puts every write on a new day. */
async function days(storage?: TestContext["storage"]): Promise<TestContext> {
  const context = await testContext(storage);
  let day = Date.parse("2026-03-01T08:00:00Z");
  return { ...context, now: () => new Date((day += 43_200_000)) };
}

/** Current counts of the document, in the shape of the report. */
async function counted(context: TestContext, id: string) {
  const { expected, states } = await getDocument(context, anna, id).catch(() => GONE);
  const zero = Object.fromEntries(STATES.map((state) => [state, 0]));
  return Object.fromEntries(
    LANGUAGES.map((language) => [
      language,
      { expected: expected[language], states: { ...zero, ...states[language] } },
    ]),
  );
}

const GONE = { expected: { en: 0, ru: 0, zh: 0 }, states: {} as Record<string, Record<string, number>> };

type Step = (context: TestContext) => Promise<unknown>;

const last = async (context: TestContext) =>
  (await listImports(context, anna, { limit: 50 })).items.filter(({ undone }) => !undone);

const steps: Readonly<Record<string, (pick: number) => Step>> = {
  edit: (pick) => async (context) => {
    const { items } = await listUnits(context, anna, "site", { limit: 100 });
    const unit = items[pick % items.length];
    const language = LANGUAGES[pick % 3] ?? "ru";
    const state = STATES[pick % STATES.length] ?? "final";
    if (unit)
      await editUnit(context, anna, unit.id, unit.version, {
        variants: { [language]: { text: `text ${pick}`, state } },
      });
  },
  push: (pick) => (context) =>
    push(context, boris, {
      document: "site",
      bytes: bytes(JSON.stringify({ ...STRINGS, [`new${pick % 4}`]: `pushed ${pick}` })),
      format: "i18next",
      source: "ru",
    }),
  undo: (pick) => async (context) => {
    const done = await last(context);
    const chosen = done[pick % done.length];
    if (chosen && chosen.kind !== "create") await undoImport(context, anna, chosen.id);
  },
  remove: () => (context) => removeDocument(context, anna, "site"),
};

/** @param storage an empty store to take instead */
async function begun(storage?: TestContext["storage"]): Promise<TestContext> {
  const context = await days(storage);
  await createDocument(
    context,
    anna,
    { collection: "c", id: "site", namespace: "site", format: "i18next", source: "ru" },
    bytes(JSON.stringify(STRINGS)),
  );
  return context;
}

const anySteps = fc.array(fc.tuple(fc.constantFrom(...Object.keys(steps)), fc.nat(1000)), {
  minLength: 1,
  maxLength: 12,
});

test("the counts of each day equal the document's counts on that day, also after undo and deletion", async () => {
  await fc.assert(
    fc.asyncProperty(anySteps, async (chosen) => {
      const context = await begun();
      const known = [await counted(context, "site")];
      for (const [name, pick] of chosen) {
        await steps[name]?.(pick)(context).catch(() => undefined);
        known.push(await counted(context, "site"));
      }
      const [before, ...items] = await reportCoverage(context, anna, { collection: "c" }, PERIOD);
      expect(before?.languages).toMatchObject({ ru: { expected: 0 } });
      expect(items.at(-1)?.languages).toEqual(known.at(-1));
      // The counts at the end of each day equal those after one of the steps, in the order of the steps.
      let at = 0;
      for (const { languages } of items) {
        at = known.findIndex(
          (state, step) => step >= at && JSON.stringify(state) === JSON.stringify(languages),
        );
        expect(at).not.toBe(-1);
      }
      context.storage.close();
    }),
    { numRuns: 15 },
  );
});

test("a store with an older history gets the same counts from its history", async () => {
  const sql = readFileSync("src/storage/migrations/0007_reports.sql", "utf8");
  const backfill = /INSERT INTO coverage[^;]+;/u.exec(sql)?.[0] ?? "";
  await fc.assert(
    fc.asyncProperty(anySteps, async (chosen) => {
      // No store of PostgreSQL is older than its counts.
      const context = await begun(openSqlite(":memory:"));
      for (const [name, pick] of chosen) {
        await steps[name]?.(pick)(context).catch(() => undefined);
        // A plural form whose sisters an undo took counts as a plain key. The history of that time does not tell so.
        const forms = (await keysOf(context.storage, 1)).filter((key) => key.startsWith("b_"));
        fc.pre(forms.length === 0 || forms.length === 4);
      }
      const rows = () =>
        context.storage.all("SELECT * FROM coverage WHERE delta <> 0 ORDER BY 1, 2, 3, 4, 5");
      const kept = await rows();
      await context.storage.batch([{ sql: "DELETE FROM coverage" }, { sql: backfill }]);
      expect(await rows()).toEqual(kept);
      context.storage.close();
    }),
    { numRuns: 15 },
  );
});

test("a report covers a document, a collection, or everything that the actor may see", async () => {
  const context = await begun();
  await createCollection(context, anna, { id: "other", title: "Other" });
  await createDocument(
    context,
    boris,
    { collection: "other", id: "o", format: "csv" },
    bytes("en,ru\na,б\n"),
  );
  const expected = async (actor: Parameters<typeof reportCoverage>[1], query: object) =>
    (await reportCoverage(context, actor, query, PERIOD)).at(-1)?.languages.ru.expected;
  expect(await expected(anna, {})).toBe(6);
  expect(await expected(anna, { collection: "c" })).toBe(5);
  expect(await expected(anna, { document: "o" })).toBe(1);
  const bound = { name: "bound", collections: ["other"] };
  expect(await expected(bound, {})).toBe(1);
  await expect(expected(bound, { collection: "c" })).rejects.toMatchObject({ code: "not-found" });
  await expect(expected(bound, { document: "site" })).rejects.toMatchObject({ code: "not-found" });
  const written = await reportActivity(context, bound, {}, PERIOD);
  expect(written).toMatchObject([{ author: "boris", kind: "create", writes: 1, created: 1 }]);
  expect(await reportActivity(context, anna, {}, { from: "2026-03-02", to: "2026-03-02" })).toHaveLength(1);
});

test("deleted units count on the days before their deletion", async () => {
  const context = await begun();
  const { import: made } = await removeDocument(context, anna, "site");
  expect(made).not.toBeNull();
  const items = await reportCoverage(context, anna, { collection: "c" }, PERIOD);
  expect(items.map(({ languages }) => languages.ru.expected)).toEqual([0, 5, 0]);
  expect(items.map(({ languages }) => languages.zh.expected)).toEqual([0, 2, 0]);
});
