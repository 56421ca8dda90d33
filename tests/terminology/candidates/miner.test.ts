import { expect, test } from "vitest";
import { baseForm } from "../../../src/terminology/candidates/base-form.ts";
import {
  type MinedUnit,
  mineCandidates,
  type MineOptions,
} from "../../../src/terminology/candidates/miner.ts";

const SENTENCES: readonly (readonly [en: string, ru: string, zh: string])[] = [
  ["The sea ice is thin.", "Морской лёд тонок.", "海冰很薄。"],
  ["Satellites watch the sea ice.", "Спутники следят за морским льдом.", "卫星观测海冰。"],
  ["Permafrost is below the road.", "Под дорогой многолетняя мерзлота.", "道路之下是多年冻土。"],
  ["The permafrost thaws.", "Тает многолетняя мерзлота.", "多年冻土正在融化。"],
  ["An icebreaker meets the sea ice.", "Ледокол встречает морской лёд.", "破冰船遇到海冰。"],
  ["The icebreaker waits.", "Ледокол ждёт.", "破冰船在等待。"],
];
const UNITS: readonly MinedUnit[] = SENTENCES.map(([en, ru, zh], document) => ({
  texts: { en, ru, zh },
  document,
}));

const mine = (options: Partial<MineOptions> = {}, units = UNITS) =>
  mineCandidates(units, {
    languages: ["en", "ru", "zh"],
    least: 1,
    support: () => 0,
    pause: () => Promise.resolve(),
    ...options,
  });

test("phrases that stand in the same units are paired over three languages", async () => {
  const found = await mine();
  const of = (en: string) =>
    found.find(({ entries }) => entries.en !== undefined && baseForm(entries.en, "en") === en)?.entries;
  const ice = of("sea ice");
  expect(ice?.ru?.surfaces.has("Морской лёд") || ice?.ru?.surfaces.has("морской лёд")).toBe(true);
  expect(ice?.zh?.key).toBe("海冰");
  expect(of("permafrost")?.zh?.key).toBe("多年冻土");
  expect(found[0]).toMatchObject({ frequency: 3, documents: 3 });
});

test("one language is counted alone", async () => {
  const found = await mine({ languages: ["ru"] });
  expect(found.length).toBeGreaterThan(0);
  expect(found.every(({ entries, agreement }) => entries.en === undefined && agreement === undefined)).toBe(
    true,
  );
});

test("rarer phrases than wanted are left out", async () => {
  const found = await mine({ languages: ["en"], least: 2 });
  expect(found.every(({ frequency }) => frequency >= 2)).toBe(true);
  expect(found.map(({ entries }) => entries.en?.key)).toEqual(
    expect.arrayContaining(["sea ice", "icebreaker"]),
  );
});

test("a second translation in units of its own is named", async () => {
  const rows = [
    ...["The crew rests.", "The crew works.", "The crew sails."].map(
      (en) => [en, "Экипаж отдыхает."] as const,
    ),
    ...["A crew waits.", "A crew leaves."].map((en) => [en, "Команда отдыхает."] as const),
  ];
  const units = rows.map(([en, ru]) => ({ texts: { en, ru }, document: 0 }));
  const found = await mine(
    { languages: ["en", "ru"], support: (a) => (a.entry.key === "crew" ? 0.5 : 0) },
    units,
  );
  const crew = found.find(({ entries }) => entries.en?.key === "crew");
  expect(crew?.entries.ru?.key).toBe("экипаж");
  expect(crew?.others.map(({ entry, units: count }) => [entry.key, count])).toEqual([["команд", 2]]);
});

test("the work can be stopped between its parts", async () => {
  await expect(mine({ pause: () => Promise.reject(new Error("stopped")) })).rejects.toThrow("stopped");
});

test("the order is the same each time", async () => {
  const keys = async () =>
    (await mine()).map(({ entries }) => [entries.en?.key, entries.ru?.key, entries.zh?.key]);
  expect(await keys()).toEqual(await keys());
});
