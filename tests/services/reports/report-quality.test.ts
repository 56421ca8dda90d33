import { expect, test } from "vitest";
import type { Language } from "../../../src/domain/language.ts";
import { addMark } from "../../../src/services/marks/add-mark.ts";
import { ignoreFindings } from "../../../src/services/quality/ignore-findings.ts";
import { listFindings } from "../../../src/services/quality/list-findings.ts";
import { reportQuality } from "../../../src/services/reports/report-quality.ts";
import type { QualityPartName } from "../../../src/services/reports/quality-score.ts";
import { editUnit } from "../../../src/services/units/edit-unit.ts";
import { undoImport } from "../../../src/services/imports/undo-import.ts";
import { getUnit } from "../../../src/services/units/get-unit.ts";
import { unitHistory } from "../../../src/services/units/unit-history.ts";
import { listUnits } from "../../../src/services/units/list-units.ts";
import { anna, siteOf, testContext, type TestContext } from "../helpers.ts";

const COLOURS = ["красный", "синий", "белый", "чёрный", "жёлтый", "серый", "бурый", "пёстрый"];
const THINGS = ["камень", "мох", "лёд", "песок", "якорь", "канат", "ящик"];
const sentence = (n: number, word: string) =>
  `Здесь ${COLOURS[n % 8]} ${THINGS[n % 7]} лежит на берегу у самой воды и сразу ${word}`;

/** A document with 12 words in each of its units. */
async function documentOf(units: number) {
  const context = await testContext();
  const texts = Object.fromEntries(
    Array.from({ length: units }, (_, n) => [`k${n}`, sentence(n, "блестит.")]),
  );
  await siteOf(context, { ru: texts });
  const { items } = await listUnits(context, anna, "site", { limit: 1000 });
  return { context, units: items };
}

const partOf = async (context: TestContext, language: Language, name: QualityPartName) => {
  const figures = await reportQuality(context, anna, "site", [language]);
  return figures[0]?.parts.find(({ part }) => part === name);
};

test("marks count by severity, per words, and only while their text stands", async () => {
  const { context, units } = await documentOf(50);
  const [first, second] = units;
  if (first === undefined || second === undefined) throw new Error("no units");
  const mark = { language: "ru", category: "accuracy" } as const;
  await addMark(context, anna, first.id, { ...mark, severity: "critical" });
  await addMark(context, anna, second.id, { ...mark, severity: "neutral" });
  const [figure] = await reportQuality(context, anna, "site");
  expect(figure).toMatchObject({ language: "ru", units: 50, words: 600, points: 25, score: 83.3 });
  expect(figure?.parts[0]).toEqual({
    part: "marks",
    count: 2,
    points: 25,
    cost: 16.7,
    kinds: [
      { kind: "critical", count: 1, points: 25 },
      { kind: "neutral", count: 1, points: 0 },
    ],
    units: [
      { unit: first.id, key: "k0", count: 1, points: 25 },
      { unit: second.id, key: "k1", count: 1, points: 0 },
    ],
  });
  await editUnit(context, anna, first.id, first.version, {
    variants: { ru: { text: sentence(0, "мокнет.") } },
  });
  expect((await reportQuality(context, anna, "site"))[0]?.score).toBe(100);
});

test("findings count until somebody decides to live with them", async () => {
  const { context, units } = await documentOf(50);
  const [first] = units;
  if (first === undefined) throw new Error("no units");
  await editUnit(context, anna, first.id, first.version, {
    variants: { ru: { text: "Камень лежит на на берегу." } },
  });
  const { items } = await listFindings(context, anna, { document: "site", limit: 10 });
  expect(items).toMatchObject([{ check: "repeated-word", severity: "warning" }]);
  expect(await partOf(context, "ru", "findings")).toMatchObject({ count: 1, units: [{ unit: first.id }] });
  await ignoreFindings(context, anna, [items[0]?.id ?? ""], "");
  expect(await partOf(context, "ru", "findings")).toMatchObject({ count: 0, points: 0 });
});

test("a text that was changed after its confirmation counts, unless the change was taken back", async () => {
  const { context, units } = await documentOf(3);
  const [first, second, third] = units;
  if (first === undefined || second === undefined || third === undefined) throw new Error("no units");
  const confirm = async (id: string, version: number, text: string) =>
    editUnit(context, anna, id, version, { variants: { ru: { text, state: "reviewed" } } });
  await confirm(first.id, first.version, sentence(0, "блестит."));
  const confirmed = await confirm(second.id, second.version, sentence(1, "блестит."));
  expect(await partOf(context, "ru", "edits")).toMatchObject({ count: 0, of: 2 });
  await editUnit(context, anna, second.id, confirmed.version, {
    variants: { ru: { text: sentence(1, "сохнет."), state: "translated" } },
  });
  await editUnit(context, anna, third.id, third.version, {
    variants: { ru: { text: sentence(2, "сохнет."), state: "translated" } },
  });
  expect(await partOf(context, "ru", "edits")).toMatchObject({
    count: 1,
    points: 1,
    of: 2,
    units: [{ unit: second.id }],
  });
  const [latest] = await unitHistory(context, anna, second.id);
  await undoImport(context, anna, latest?.import ?? "");
  expect(await partOf(context, "ru", "edits")).toMatchObject({ count: 0, of: 2 });
});

test("a confirmation that was taken back is none for a later edit, until it is given again", async () => {
  const { context, units } = await documentOf(1);
  const id = units[0]?.id ?? "";
  const last = async () => (await unitHistory(context, anna, id))[0]?.import ?? "";
  const edit = async (word: string, state: "translated" | "final") => {
    const { version } = await getUnit(context, anna, id);
    await editUnit(context, anna, id, version, { variants: { ru: { text: sentence(0, word), state } } });
    return last();
  };
  const undo = async (name: string) => (await undoImport(context, anna, name)).import ?? "";
  const edits = async () => {
    const { count, of } = (await partOf(context, "ru", "edits")) ?? {};
    return [count, of];
  };
  const confirmation = await edit("блестит.", "final");
  const change = await edit("сохнет.", "translated");
  expect(await edits()).toEqual([1, 1]);
  const unchanged = await undo(change);
  const unconfirmed = await undo(confirmation);
  expect(await edits()).toEqual([0, 0]);
  const later = await edit("мокнет.", "translated");
  expect(await edits()).toEqual([0, 0]);
  await undo(later);
  await undo(unconfirmed);
  expect(await edits()).toEqual([0, 1]);
  await undo(unchanged);
  expect(await edits()).toEqual([1, 1]);
});

test("a first text that was confirmed and taken back leaves nothing behind", async () => {
  const { context, units } = await documentOf(1);
  const [unit] = units;
  if (unit === undefined) throw new Error("no unit");
  const write = (version: number, text: string, state: "translated" | "final") =>
    editUnit(context, anna, unit.id, version, { variants: { en: { text, state } } });
  const { version } = await write(unit.version, "A stone lies on the shore.", "final");
  const [latest] = await unitHistory(context, anna, unit.id);
  await undoImport(context, anna, latest?.import ?? "");
  const again = await write(version + 1, "A rock lies on the shore.", "translated");
  expect(await partOf(context, "en", "edits")).toMatchObject({ count: 0, of: 0 });
  const final = await write(again.version, "A rock lies on the shore.", "final");
  const deleted = await editUnit(context, anna, unit.id, final.version, { variants: { en: null } });
  await write(deleted.version, "A boulder lies on the shore.", "translated");
  expect(await partOf(context, "en", "edits")).toMatchObject({ count: 1, of: 1 });
});

test("a short document has no figure, and a language without texts is left out", async () => {
  const { context } = await documentOf(3);
  expect(await reportQuality(context, anna, "site")).toMatchObject([
    { language: "ru", score: null, words: 36 },
  ]);
});

test("Chinese characters are counted as the words that they stand for", async () => {
  const context = await testContext();
  await siteOf(context, { zh: { a: "北冰洋的海冰正在融化" } });
  expect(await reportQuality(context, anna, "site")).toMatchObject([{ words: 6 }]);
});
