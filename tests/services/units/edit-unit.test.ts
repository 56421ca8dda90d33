import { expect, test } from "vitest";
import { pull } from "../exchange/pull-whole.ts";
import { push } from "../../../src/services/exchange/push.ts";
import { createContext } from "../../../src/services/context.ts";
import { undoImport } from "../../../src/services/imports/undo-import.ts";
import { importId, lastImport } from "../../../src/storage/rows/imports.ts";
import { editUnit } from "../../../src/services/units/edit-unit.ts";
import { listUnits } from "../../../src/services/units/list-units.ts";
import { anna, boris, bytes, siteOf, testContext, type TestContext, text } from "../helpers.ts";

/** A unit whose Russian was made from its English, and whose Chinese was made from its Russian. */
async function chain(): Promise<{ readonly context: TestContext; readonly id: string }> {
  const context = await testContext();
  await siteOf(context, { en: { ice: "Sea ice" } });
  const id = (await onlyUnit(context)).id;
  await editUnit(context, anna, id, 1, { variants: { ru: { text: "Морской лёд", source: "en" } } });
  await editUnit(context, anna, id, 2, { variants: { zh: { text: "海冰", source: "ru" } } });
  return { context, id };
}

const onlyUnit = async (context: TestContext) => {
  const [unit] = (await listUnits(context, anna, "site", { limit: 100 })).items;
  if (unit === undefined) throw new Error("no unit");
  return unit;
};

const stale = async (context: TestContext) => {
  const { ru, zh } = (await onlyUnit(context)).variants;
  return { ru: ru?.stale, zh: zh?.stale };
};

test("a new state of a text leaves what was translated from it fresh, also after the undo", async () => {
  const { context, id } = await chain();
  await editUnit(context, boris, id, 3, { variants: { en: { state: "final" } } });
  expect(await stale(context)).toEqual({ ru: false, zh: false });
  await editUnit(context, boris, id, 4, { variants: { en: { text: "Pack ice" } } });
  expect(await stale(context)).toEqual({ ru: true, zh: false });
  await editUnit(context, boris, id, 5, {
    variants: { en: { state: "reviewed" }, ru: { state: "reviewed" } },
  });
  expect(await stale(context)).toEqual({ ru: true, zh: false });
  const last = await lastImport(context.storage, 1);
  await undoImport(context, boris, importId(last));
  expect(await stale(context)).toEqual({ ru: true, zh: false });
});

test("a translation is taken back whole although its source got a new state since", async () => {
  const { context, id } = await chain();
  const typed = importId(await lastImport(context.storage, 1));
  await editUnit(context, boris, id, 3, { variants: { en: { state: "final" } } });
  expect((await undoImport(context, anna, typed)).counts).toMatchObject({ changed: 1, conflict: 0 });
  expect((await onlyUnit(context)).variants.zh).toBeUndefined();
});

test("a text that is changed together with the state of its source is fresh", async () => {
  const { context, id } = await chain();
  await editUnit(context, boris, id, 3, {
    variants: { en: { state: "reviewed" }, ru: { text: "Лёд морской", source: "en" } },
  });
  expect(await stale(context)).toEqual({ ru: false, zh: true });
});

test("a file that was made before its source got a new state brings fresh translations", async () => {
  const { context, id } = await chain();
  const xliff = { document: "site", format: "xliff", source: "en", target: "ru" } as const;
  const pulled = text((await pull(context, anna, xliff)).bytes);
  await editUnit(context, boris, id, 3, { variants: { en: { state: "reviewed" } } });
  const { report } = await push(context, anna, {
    ...xliff,
    bytes: bytes(pulled.replace("Морской лёд", "Лёд в море")),
  });
  expect(report.counts).toMatchObject({ changed: 1, conflict: 0 });
  expect(await stale(context)).toEqual({ ru: false, zh: true });
});

test("an edit of another process is never overwritten, whenever it comes between the reads of this one", async () => {
  for (let moment = 0; ; moment += 1) {
    const { context, id } = await chain();
    // Another process has other locks over the same store.
    const other = createContext({ storage: context.storage, index: context.index, now: () => new Date(0) });
    let reads = 0;
    const between: TestContext["storage"] = {
      ...context.storage,
      all: async <Row>(...query: Parameters<TestContext["storage"]["all"]>): Promise<Row[]> => {
        if (reads === moment) {
          reads += 1;
          await editUnit(other, boris, id, 3, { variants: { ru: { text: "Лёд на море" } } });
        }
        reads += 1;
        return context.storage.all<Row>(...query);
      },
    };
    const edit = editUnit({ ...context, storage: between }, anna, id, 3, {
      variants: { ru: { text: "Лёд в море" } },
    });
    const outcome = await edit.then(
      () => "done",
      (error: { code?: string }) => error.code,
    );
    if (reads <= moment) {
      expect(moment, "the edit reads").toBeGreaterThan(2);
      return;
    }
    expect(outcome, `before read ${moment}`).toBe("stale-version");
    expect((await onlyUnit(context)).variants.ru?.text).toBe("Лёд на море");
  }
});
