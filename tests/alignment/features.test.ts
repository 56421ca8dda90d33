import { describe, expect, test } from "vitest";
import { featuresOf } from "../../src/alignment/features.ts";
import { hanNumeral, numberValues } from "../../src/alignment/numerals.ts";
import { consonantSkeleton } from "../../src/alignment/transliteration.ts";
import type { Language } from "../../src/domain/language.ts";

describe("numbers have the same value in three notations", () => {
  test.each([
    [1.2e6, "1.2 million", "1,2 млн", "120万"],
    [36_300_000, "36.3 million tons", "36,3 млн т", "3630万吨"],
    [5600, "5,600 km", "5\u00A0600 км", "5600公里"],
    [11, "in November", "в ноябре", "11月"],
    [3, "three ships", "трёх судов", "三艘船"],
    [2026, "in 2026", "в 2026 г.", "二〇二六年"],
  ])("%s", (value, en, ru, zh) => {
    const texts: readonly (readonly [Language, string])[] = [
      ["en", en],
      ["ru", ru],
      ["zh", zh],
    ];
    for (const [language, text] of texts)
      expect([...numberValues(text.toLowerCase(), language)]).toContain(value);
  });

  test.each([
    ["十", 10],
    ["二十三", 23],
    ["一百零五", 105],
    ["三千万", 30_000_000],
    ["一亿二千万", 120_000_000],
    ["二〇二六", 2026],
    ["两百", 200],
    ["冰", undefined],
  ])("%s", (text, value) => {
    expect(hanNumeral(text)).toBe(value);
  });
});

test("names in different scripts match by their consonants", () => {
  for (const [latin, cyrillic] of [
    ["Makarov", "Макаров"],
    ["Nansen", "Нансен"],
    ["Trump", "Трамп"],
    ["Washington", "Вашингтон"],
  ] as const) {
    expect(consonantSkeleton(latin).slice(0, 3)).toBe(consonantSkeleton(cyrillic).slice(0, 3));
  }
});

test("Chinese features convert Traditional characters and find all lexicon entries", () => {
  expect(featuresOf("北極", "zh")).toEqual(featuresOf("北极", "zh"));
  expect(featuresOf("在北方海航道上", "zh", new Set(["海航"]))).toContain("海航");
  expect(featuresOf("используем GitHub", "ru")).toContain("@github");
});
