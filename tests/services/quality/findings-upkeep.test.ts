import { describe, expect, test } from "vitest";
import { createConcept } from "../../../src/services/glossary/create-concept.ts";
import { editConcept } from "../../../src/services/glossary/edit-concept.ts";
import type { Context } from "../../../src/services/context.ts";
import { checkerOf, findingsOf } from "../../../src/services/quality/internal/checker.ts";
import { recheckPending } from "../../../src/services/quality/recheck-pending.ts";
import { listFindings } from "../../../src/services/quality/list-findings.ts";
import { editUnit } from "../../../src/services/units/edit-unit.ts";
import { listUnits } from "../../../src/services/units/list-units.ts";
import type { Statement } from "../../../src/storage/port.ts";
import { unitsByNumber } from "../../../src/storage/rows/units.ts";
import { anna, siteOf, type TestContext, testContext } from "../helpers.ts";

const term = (language: "en" | "ru", text: string) =>
  ({ language, text, administrativeStatus: "preferred" }) as const;
const CONCEPT = { id: "icebreaker", terms: [term("en", "icebreaker"), term("ru", "ледокол")] };
const TUG = { terms: [term("en", "icebreaker"), term("ru", "буксир")] };
const TEXTS = {
  en: { a: "Two icebreakers left.", b: "The icebreaker waited." },
  ru: { a: "Два ледокола ушли.", b: "Буксир ждал." },
  zh: { a: "两艘船离开了。", b: "船在等待。" },
};

/** Expects the stored findings to equal a check of all units with the current glossary. */
async function expectUpToDate(context: Context): Promise<void> {
  const { items } = await listFindings(context, anna, { limit: 100, check: "terminology" });
  const [row] = await context.storage.all<{ n: number }>("SELECT max(n) AS n FROM unit");
  const numbers = Array.from({ length: row?.n ?? 0 }, (_, at) => at + 1);
  const units = (await unitsByNumber(context.storage, numbers)).toSorted((a, b) => a.n - b.n);
  const checker = await checkerOf(context, "c");
  const fresh = findingsOf(checker, units, "unit", ["terminology"]);
  expect(items.map(({ id }) => id)).toEqual(fresh.map(({ unit, fingerprint }) => `${unit}-${fingerprint}`));
}

/** The context, with one action just before the first batch that matches. */
function interrupted(
  context: TestContext,
  matches: (sql: string) => boolean,
  first: () => Promise<unknown>,
): Context {
  let done = false;
  const { storage } = context;
  return {
    ...context,
    storage: {
      engine: storage.engine,
      all: (sql, ...params) => storage.all(sql, ...params),
      batch: async (statements: readonly Statement[]) => {
        if (!done && statements.some(({ sql }) => matches(sql))) {
          done = true;
          await first();
        }
        return storage.batch(statements);
      },
    },
  };
}

const edit = async (context: Context, key: string, text: string): Promise<void> => {
  const unit = (await listUnits(context, anna, "site", { limit: 9 })).items.find((each) => each.key === key);
  await editUnit(context, anna, unit?.id ?? "", unit?.version ?? 0, { variants: { ru: { text } } });
};

describe("stored findings match the current texts and the current glossary", () => {
  test("when a unit is written between its recheck and the storing of the result", async () => {
    const context = await testContext();
    await siteOf(context, TEXTS);
    const other = interrupted(
      context,
      (sql) => sql.startsWith("DELETE FROM finding"),
      () => edit(context, "b", "Ледокол ждал."),
    );
    await createConcept(other, anna, CONCEPT);
    await expectUpToDate(context);
  });

  test("when the glossary changes while a unit is being written", async () => {
    const context = await testContext();
    await siteOf(context, TEXTS);
    await createConcept(context, anna, CONCEPT);
    const other = interrupted(
      context,
      (sql) => sql.startsWith("UPDATE unit"),
      () => editConcept(context, anna, "icebreaker", 1, TUG),
    );
    await edit(other, "a", "Два буксира ушли.");
    await expectUpToDate(context);
  });

  test("when the glossary changes again during a recheck", async () => {
    const context = await testContext();
    await siteOf(context, TEXTS);
    await createConcept(context, anna, CONCEPT);
    const other = interrupted(
      context,
      (sql) => sql.startsWith("DELETE FROM finding"),
      () => editConcept(context, anna, "icebreaker", 2, { terms: CONCEPT.terms }),
    );
    await editConcept(other, anna, "icebreaker", 1, TUG);
    await expectUpToDate(context);
  });

  test("when the process ends before a recheck is done", async () => {
    const context = await testContext();
    await siteOf(context, TEXTS);
    const dying = interrupted(
      context,
      (sql) => sql.startsWith("DELETE FROM finding"),
      () => Promise.reject(new Error("killed")),
    );
    await expect(createConcept(dying, anna, CONCEPT)).rejects.toThrow("killed");
    await expectUpToDate(context);
    expect(await recheckPending(context)).toBe(0);
  });
});

test("the store pages findings by unit and counts all of them", async () => {
  const context = await testContext();
  const keys = Array.from({ length: 25 }, (_, at) => `k${String(at).padStart(2, "0")}`);
  const all = (text: string) => Object.fromEntries(keys.map((key, at) => [key, `${text} ${at}`]));
  await siteOf(context, { en: all("The icebreaker waited"), ru: all("Буксир ждал"), zh: all("船在等待") });
  await createConcept(context, anna, CONCEPT);
  const query = { check: "terminology", severity: "warning", language: "ru" } as const;
  const seen: string[] = [];
  for (let after: string | undefined; ;) {
    const page = await listFindings(context, anna, { ...query, limit: 10, ...(after ? { after } : {}) });
    expect(page.counts).toMatchObject({
      total: seen.length === 0 ? page.counts.total : 25,
      documents: { site: 25 },
    });
    expect(page.items.length).toBeLessThanOrEqual(10);
    seen.push(...page.items.map(({ unit }) => unit));
    if (page.next === null) break;
    after = page.next;
  }
  expect(new Set(seen).size).toBe(25);
  expect((await listFindings(context, anna, { ...query, language: "zh", limit: 10 })).items).toEqual([]);
});
