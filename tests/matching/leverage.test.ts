import { expect, test } from "vitest";
import { bandOf, countOf } from "../../src/matching/leverage.ts";

test.each([
  // A dash that stands alone is a word to Word, and so is a percent sign.
  ["en", "Don't re-open it — 1,200 times", 6, 25],
  ["en", "See https://example.org/a/b?c=d, or mail a.b@example.org and/or 50 %.", 8, 62],
  ["en", "… — ! %", 4, 4],
  ["en", "Ça va ?", 3, 5],
  ["en", "Icebreakers—ships of ice", 3, 22],
  ["en", "state-of-the-art don’t ‘ice’ 12345", 4, 31],
  ["en", "The word 北极, in English.", 7, 20],
  ["ru", "В 2024 г. вышло 3 судна, и т. д.", 9, 24],
  ["ru", "Северо-западный проход — это путь.", 5, 30],
  ["ru", "Кто-то открыл окно.", 3, 17],
  ["zh", "北极理事会 GPS 信号。", 9, 11],
  ["zh", "2024年的议程，使用Windows 11系统！", 13, 23],
  ["zh", "ＡＢＣ公司“ＧＰＳ”（𠀀）", 13, 13],
  ["zh", "，。！ …", 4, 4],
  ["zh", "海冰——don’t——冰", 8, 12],
  ["zh", "北极,理事会.", 7, 7],
  ["zh", "", 0, 0],
] as const)("words and characters of %s: %s", (language, text, words, characters) => {
  expect(countOf([text], language)).toEqual({ segments: 1, words, characters });
});

test.each([
  [101, 100, "101"],
  [100, 100, "100"],
  [99, 100, "repetition"],
  [80, 90, "internal"],
  [95, 90, "95-99"],
  [94.9, 0, "85-94"],
  [75, 75, "75-84"],
  [74.9, 50, "50-74"],
  [0, 70, "none"],
] as const)("score %d with internal %d is %s", (score, internal, band) => {
  expect(bandOf(score, internal)).toBe(band);
});

test("a break between segments ends a word; codes are not words", () => {
  const code = { kind: "ph", id: "1", element: "x" } as const;
  const ends = { kind: "break", id: "s2", element: "segment" } as const;
  expect(countOf(["One two.", ends, "Three", code, " four"], "en")).toMatchObject({
    words: 4,
    characters: 16,
  });
});
