import { expect, test } from "vitest";
import type { State } from "../../src/domain/unit.ts";
import { storeDocument } from "../../src/services/create-document.ts";
import { pretranslate } from "../../src/services/pretranslate.ts";
import { undo } from "../../src/services/undo.ts";
import { listUnits } from "../../src/services/units.ts";
import { anna, world, type World } from "./helpers.ts";

async function store(
  context: World,
  id: string,
  units: readonly { en: string; ru?: string }[],
  state: State = "final",
) {
  await storeDocument(
    context,
    anna,
    { collection: "c", id },
    {
      format: "json",
      tags: {},
      units: units.map(({ en, ru }, at) => ({
        key: `k${at}`,
        line: at + 1,
        notes: [],
        variants: {
          en: { content: [en], state },
          ...(ru === undefined ? {} : { ru: { content: [ru], state } }),
        },
      })),
    },
    "import",
  );
}

const targets = async (context: World, id: string) =>
  (await listUnits(context, anna, id, { limit: 100 })).items.map(({ variants }) => {
    const { ru } = variants;
    return ru === undefined ? null : [ru.text, ru.state, ru.origin];
  });

async function filled(threshold?: number) {
  const context = await world();
  await store(context, "memory", [
    { en: "Open", ru: "Открыть" },
    { en: "The ice is melting", ru: "Лёд тает" },
    { en: "Save", ru: "Сохранить" },
    { en: "Between", ru: "Между" },
    { en: "Save", ru: "Записать" },
  ]);
  await store(context, "new", [
    { en: "Open" },
    { en: "The ice was melting" },
    { en: "Save" },
    { en: "Own", ru: "Своё" },
    { en: "Nowhere to be found" },
  ]);
  const wanted = { source: "en", target: "ru", ...(threshold === undefined ? {} : { threshold }) } as const;
  const report = await pretranslate(context, anna, "new", wanted);
  return { context, report, wanted };
}

test("exact matches fill empty targets, with state and origin; ambiguous ones and own targets are left alone", async () => {
  const { context, report } = await filled();
  expect(report.counts).toMatchObject({ changed: 1 });
  expect(await targets(context, "new")).toEqual([
    ["Открыть", "translated", "match"],
    null,
    null,
    ["Своё", "final", "import"],
    null,
  ]);
});

test("with a lower threshold fuzzy matches come as initial, and undo takes all of it back", async () => {
  const { context, report } = await filled(0.75);
  expect((await targets(context, "new")).slice(0, 3)).toEqual([
    ["Открыть", "translated", "match"],
    ["Лёд тает", "initial", "match"],
    null,
  ]);
  const back = await undo(context, anna, report.import ?? "");
  expect(back.counts).toMatchObject({ changed: 2 });
  expect(await targets(context, "new")).toEqual([null, null, null, ["Своё", "final", "import"], null]);
});

test("a dry run says what would be done and does nothing; a second run has nothing left to do", async () => {
  const { context, wanted } = await filled();
  const before = await targets(context, "new");
  const dry = await pretranslate(context, anna, "new", { ...wanted, threshold: 0.75 }, { dryRun: true });
  expect(dry).toMatchObject({ import: null, counts: { changed: 1 } });
  expect(await targets(context, "new")).toEqual(before);
  expect((await pretranslate(context, anna, "new", wanted)).counts.changed).toBe(0);
});

test("a language into itself is refused", async () => {
  const { context } = await filled();
  await expect(pretranslate(context, anna, "new", { source: "en", target: "en" })).rejects.toMatchObject({
    code: "language-mismatch",
  });
});

test("where the same text has two translations, that of a merely similar text is not taken either", async () => {
  const context = await world();
  await store(context, "memory", [
    { en: "The old ship is in the port", ru: "Старое судно в порту" },
    { en: "The old ship is in the port", ru: "Старый корабль в гавани" },
    { en: "The old shop is in the port", ru: "Старая лавка в порту" },
  ]);
  await store(context, "new", [
    { en: "Something quite different" },
    { en: "The old ship is in the port" },
    { en: "And yet another thing" },
  ]);
  await pretranslate(context, anna, "new", { source: "en", target: "ru", threshold: 0.75 });
  expect(await targets(context, "new")).toEqual([null, null, null]);
});
