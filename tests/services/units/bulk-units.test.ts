import { expect, test } from "vitest";
import { storeDocument } from "../../../src/services/documents/store-document.ts";
import { undoWholeImport } from "../../../src/services/imports/undo-whole-import.ts";
import { editUnit } from "../../../src/services/units/edit-unit.ts";
import { listUnits } from "../../../src/services/units/list-units.ts";
import { removeUnits } from "../../../src/services/units/remove-units.ts";
import { setStates } from "../../../src/services/units/set-states.ts";
import { type SpreadTranslation, spreadTranslation } from "../../../src/services/units/spread-translation.ts";
import { anna, boris, testContext, type TestContext } from "../helpers.ts";

type Texts = Readonly<Partial<Record<"en" | "ru" | "zh", string>>>;

async function withUnits(units: readonly Texts[], id = "d", context?: TestContext): Promise<TestContext> {
  const made = context ?? (await testContext());
  await storeDocument(
    made,
    anna,
    { collection: "c", id },
    {
      format: "json",
      tags: {},
      units: units.map((texts, at) => ({
        key: `k${at}`,
        line: at + 1,
        notes: [],
        variants: Object.fromEntries(
          Object.entries(texts).map(([language, text]) => [
            language,
            { content: [text], state: "translated" as const, subState: "my:draft" },
          ]),
        ),
      })),
    },
    "import",
  );
  return made;
}

const unitsOf = async (context: TestContext, document = "d") =>
  (await listUnits(context, anna, document, { limit: 100 })).items;
const shown = async (context: TestContext, document = "d") =>
  (await unitsOf(context, document)).map(({ key, variants: { en, ru, zh } }) =>
    [
      key,
      ...[en, ru, zh].map((one) => one && `${one.text} (${one.state}${one.stale ? ", stale" : ""})`),
    ].join(" | "),
  );

test("a state is given to the selected texts alone, and the undo gives back each state of its own", async () => {
  const context = await withUnits([
    { en: "Ice", ru: "Лёд" },
    { en: "Snow", ru: "Снег" },
  ]);
  const [first] = await unitsOf(context);
  await editUnit(context, boris, first?.id ?? "", 1, { variants: { ru: { state: "reviewed" } } });
  const before = await shown(context);
  const preview = await setStates(context, anna, { documents: ["d"], languages: ["ru"] }, "final", {
    dryRun: true,
  });
  expect(preview).toMatchObject({ import: null, counts: { changed: 2 } });
  expect(await shown(context)).toEqual(before);
  const report = await setStates(context, anna, { documents: ["d"], languages: ["ru"] }, "final");
  expect(await shown(context)).toEqual([
    "k0 | Ice (translated) | Лёд (final) | ",
    "k1 | Snow (translated) | Снег (final) | ",
  ]);
  expect((await unitsOf(context))[1]?.variants.ru?.subState).toBeUndefined();
  expect(await setStates(context, anna, { documents: ["d"], languages: ["ru"] }, "final")).toMatchObject({
    import: null,
    counts: { changed: 0 },
  });
  await undoWholeImport(context, anna, report.import ?? "");
  expect(await shown(context)).toEqual(before);
});

test("a new state of a source does not make its translations stale, and hides no staleness", async () => {
  const context = await withUnits([
    { en: "Ice", ru: "Лёд" },
    { en: "Snow", ru: "Снег" },
  ]);
  for (const unit of await unitsOf(context)) {
    await editUnit(context, anna, unit.id, 1, { variants: { ru: { text: "Новый", source: "en" } } });
    await editUnit(context, anna, unit.id, 2, { variants: { zh: { text: "新", source: "ru" } } });
  }
  const second = (await unitsOf(context))[1];
  await editUnit(context, anna, second?.id ?? "", 3, { variants: { en: { text: "Old snow" } } });
  await setStates(context, anna, { documents: ["d"], languages: ["en"] }, "final");
  await setStates(context, anna, { documents: ["d"] }, "reviewed");
  expect(await shown(context)).toEqual([
    "k0 | Ice (reviewed) | Новый (reviewed) | 新 (reviewed)",
    "k1 | Old snow (reviewed) | Новый (reviewed, stale) | 新 (reviewed)",
  ]);
});

test("units or texts of a selection are removed and come back", async () => {
  const context = await withUnits([{ en: "Ice", ru: "Лёд" }, { ru: "Снег" }, { en: "Fog" }]);
  const before = await shown(context);
  const texts = await removeUnits(context, anna, { documents: ["d"], languages: ["ru"] });
  expect(texts.counts).toMatchObject({ changed: 1, removed: 1 });
  expect(await shown(context)).toEqual(["k0 | Ice (translated) |  | ", "k2 | Fog (translated) |  | "]);
  const units = await removeUnits(context, anna, { documents: ["d"] });
  expect(units.counts).toMatchObject({ removed: 2 });
  expect(await shown(context)).toEqual([]);
  await undoWholeImport(context, anna, units.import ?? "");
  await undoWholeImport(context, anna, texts.import ?? "");
  expect(await shown(context)).toEqual(before);
});

test("a translation is copied to equal sources, never over a confirmed one unless it is asked for", async () => {
  const context = await withUnits([
    { en: "Open", ru: "Открыть" },
    { en: "open " },
    { en: "Open", ru: "Раскрыть" },
    { en: "Save" },
  ]);
  const [model] = await unitsOf(context);
  const spread = (more: Partial<SpreadTranslation> = {}) =>
    spreadTranslation(context, anna, { unit: model?.id ?? "", source: "en", target: "ru", ...more });
  expect((await spread({ dryRun: true })).counts.changed).toBe(1);
  expect((await spread({ dryRun: true, overwrite: "all" })).counts.changed).toBe(2);
  const report = await spread();
  expect(await shown(context)).toEqual([
    "k0 | Open (translated) | Открыть (translated) | ",
    "k1 | open  (translated) | Открыть (translated) | ",
    "k2 | Open (translated) | Раскрыть (translated) | ",
    "k3 | Save (translated) |  | ",
  ]);
  expect((await unitsOf(context))[1]?.variants.ru).toMatchObject({
    origin: "match",
    from: { language: "en" },
  });
  await undoWholeImport(context, anna, report.import ?? "");
  expect((await unitsOf(context))[1]?.variants.ru).toBeUndefined();
  await expect(spread({ target: "zh" })).rejects.toThrow("language-missing");
});

test("a translation spreads into other documents only when they are named", async () => {
  const context = await withUnits([{ en: "Open", ru: "Открыть" }]);
  await withUnits([{ en: "Open" }], "e", context);
  const [model] = await unitsOf(context);
  const request = { unit: model?.id ?? "", source: "en", target: "ru" } as const;
  expect((await spreadTranslation(context, anna, request)).counts.changed).toBe(0);
  const wide = await spreadTranslation(context, anna, { ...request, selection: { collections: ["c"] } });
  expect(wide.counts.changed).toBe(1);
  expect(await shown(context, "e")).toEqual(["k0 | Open (translated) | Открыть (translated) | "]);
});
