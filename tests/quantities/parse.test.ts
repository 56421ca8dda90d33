import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseQuantities } from "../../src/quantities/parse.ts";
import { formatQuantity, rewriteQuantities } from "../../src/quantities/rewrite.ts";
import { hanValue, writeHan, writeHanDigits } from "../../src/quantities/han-numerals.ts";
import { romanValue } from "../../src/quantities/digits.ts";
import { LANGUAGES } from "../../src/domain/language.ts";
import type { Language } from "../../src/domain/language.ts";

const values = (text: string, language: Language): string[] =>
  parseQuantities(text, language)
    .filter(({ soft }) => !soft)
    .map(({ value }) => value);

describe("parsing quantities", () => {
  test.each([
    ["1.2 million people in 2023", "en", ["1200000", "2023"]],
    ["1,234,567.5", "en", ["1234567.5"]],
    ["14\u202F000 ships, 1\u00A0200 t", "en", ["14000", "1200"]],
    ["1,2 млн человек, 14 000 судов и 3,5 тыс. т", "ru", ["1200000", "14000", "3500"]],
    ["1 млн 200 тыс.", "ru", ["1200000"]],
    ["120万, 3亿5000万, 8千米, 100兆瓦", "zh", ["1200000", "350000000", "8", "100"]],
    ["二〇二六年，二百三十四人，三千六百万吨", "zh", ["2026", "234", "36000000"]],
    ["百分之三十，３０％，千分之5", "zh", ["30%", "30%", "0.5%"]],
    ["11 декабря 2019 г., 03.10.2018", "ru", ["2019-12-11", "2018-10-03"]],
    ["Dec. 11, 2019 and 2018-10-03", "en", ["2019-12-11", "2018-10-03"]],
    ["下午6点30分", "zh", ["18:30"]],
    ["6:30 p.m.", "en", ["18:30"]],
    ["71°30′ с. ш.", "ru", ["71.5N"]],
    ["北纬71度30分", "zh", ["71.5N"]],
    ["XXI век, глава IV", "ru", ["21", "4"]],
    ["version 2.1.3", "en", ["2.1.3"]],
    ["5 km² and 7 м³", "en", ["5", "7"]],
  ] as const)("%s (%s)", (text, language, expected) => {
    expect(values(text, language)).toEqual(expected);
  });

  test.each([
    ["Hello %1$s, {0} of {{count}}: https://example.org/2024/05?x=7 &#39;", "en"],
    ["<a href='page7.html'>открыть</a> %2 #ff0011", "ru"],
  ] as const)("no quantity is read inside placeholders, tags and links: %s", (text, language) => {
    expect(parseQuantities(text, language)).toEqual([]);
  });

  test("small numbers in words, vague numbers and digits in names are soft", () => {
    expect(values("the eight Arctic States, MP3, hundreds", "en")).toEqual([]);
    expect(values("восемь государств, сотни, км2", "ru")).toEqual([]);
    expect(values("八个国家，数百人，几十年，统一，十分重要，千万", "zh")).toEqual([]);
  });

  test("offsets are inside the text and in order, for any text", () => {
    const piece = fc.oneof(
      fc.constantFrom(
        "1,2 млн ",
        "３０％",
        "二百三十四",
        "5 May 2020 ",
        "11–13 декабря ",
        "{0}",
        "𝟙😀 ",
        "71°30′ N ",
        "%1$s",
        "1/2 ",
        "XXI век ",
        "\u0000",
      ),
      fc.string({ unit: "grapheme", maxLength: 12 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.constantFrom(...LANGUAGES), (pieces, language) => {
        const text = pieces.join("");
        let last = 0;
        for (const { start, end } of parseQuantities(text, language)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          last = start;
        }
      }),
      { seed: 7, numRuns: 400 },
    );
  });
});

describe("Chinese numerals", () => {
  test("a written number has the same value when it is read", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999_999 }), (value) => {
        expect(hanValue(writeHan(value))).toBe(value);
      }),
      { seed: 1, numRuns: 2000 },
    );
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 9999 }), (year) => {
        expect(hanValue(writeHanDigits(year))).toBe(year);
      }),
      { seed: 1 },
    );
  });

  test("numbers are written in their usual form", () => {
    expect([15, 20, 110, 1005, 20_018, 120_000_000].map((value) => writeHan(value))).toEqual([
      "十五",
      "二十",
      "一百一十",
      "一千零五",
      "二万零一十八",
      "一亿二千万",
    ]);
  });
});

test("Roman numerals are read only in their strict form", () => {
  expect(["XXI", "IV", "MCMXCVI", "IIII", "IC", ""].map(romanValue)).toEqual([
    21,
    4,
    1996,
    undefined,
    undefined,
    undefined,
  ]);
});

describe("replacing values in a target", () => {
  const rewrite = (was: string, is: string, from: Language, target: string, language: Language) =>
    rewriteQuantities(target, language, parseQuantities(was, from), parseQuantities(is, from));

  test.each([
    [
      "1.2 million people",
      "1.3 million people",
      "en",
      "население 1,2 млн человек",
      "ru",
      "население 1,3 млн человек",
    ],
    ["1.2 million people", "2.3 billion people", "en", "120万人", "zh", "23亿人"],
    ["120万吨", "3450万吨", "zh", "1.2 million tonnes", "en", "34.5 million tonnes"],
    ["12 ships", "15 ships", "en", "12 судов", "ru", "15 судов"],
    ["on 26 January 2018", "on 3 March 2019", "en", "26 января 2018 года", "ru", "3 марта 2019 года"],
    ["on 26 January 2018", "on 3 March 2019", "en", "二〇一八年一月二十六日", "zh", "二〇一九年三月三日"],
    ["on 26 January 2018", "on 3 March 2019", "en", "26.01.2018", "ru", "03.03.2019"],
    ["30% of the ice", "45% of the ice", "en", "百分之三十的冰", "zh", "百分之四十五的冰"],
    ["30% of the ice", "45.5% of the ice", "en", "30 % льда", "ru", "45,5 % льда"],
    ["Глава IV", "Глава V", "ru", "Chapter IV", "en", "Chapter V"],
    ["21-й век", "22-й век", "ru", "the 21st century", "en", "the 22nd century"],
    ["14 000 т", "15 500 т", "ru", "14,000 t", "en", "15,500 t"],
    ["In 2018", "In 2021", "en", "В 2018 году", "ru", "В 2021 году"],
    ["21 km", "25 km", "en", "21 км пути", "ru", "25 км пути"],
    ["from 21 to 40", "from 25 to 40", "en", "от 21 до 40", "ru", "от 25 до 40"],
    ["5.5 km", "7.25 km", "en", "５．５公里", "zh", "７．２５公里"],
    ["12 ships", "21 ships", "en", "12 судов", "ru", "21 судно"],
    ["31 years", "35 years", "en", "31 год", "ru", "35 лет"],
    ["5 times", "3 times", "en", "5 раз", "ru", "3 раза"],
    ["2 centuries", "5 centuries", "en", "2 века", "ru", "5 веков"],
    ["21 ships", "25 ships", "en", "21  судно", "ru", "25  судов"],
  ] as const)("%s → %s: %s %s (%s)", (was, is, from, target, language, expected) => {
    const result = rewrite(was, is, from, target, language);
    expect(result).toBe(expected);
  });

  test.each([
    ["12 walruses", "2 walruses", "en", "12 моржей", "ru", "a noun without known forms"],
    ["5 students", "2 students", "en", "видел 5 студентов", "ru", "the accusative of a living being"],
    ["21 ships", "1 ship", "en", "21 ships", "en", "the noun would have to agree"],
    ["21 ships", "25 ships", "en", "21 \uFFFCсудно", "ru", "an inline code before the noun"],
    ["5 and 5", "6 and 7", "en", "5 и 5", "ru", "one value gets two new values"],
    ["12 ships", "15 ships", "en", "13 судов", "ru", "the target lacks the value"],
    ["12 ships", "15 ships", "en", "дюжина судов", "ru", "a word without a known form"],
    ["12 ships in 2018", "15 ships", "en", "12 судов в 2018 году", "ru", "another number of quantities"],
  ] as const)(
    "is not changed if that is not safe: %s → %s, %s %s %s: %s",
    (was, is, from, target, language, _why) => {
      expect(rewrite(was, is, from, target, language)).toBeUndefined();
    },
  );

  test("a replaced number has the new value, and replacing it back gives the old text", () => {
    const notation = fc.constantFrom<readonly [Language, (value: number) => string]>(
      ["en", (value) => value.toLocaleString("en-US")],
      ["ru", (value) => value.toLocaleString("ru-RU")],
      ["zh", (value) => value.toLocaleString("en-US")],
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 10_000, max: 9_999_999 }),
        fc.integer({ min: 10_000, max: 9_999_999 }),
        notation,
        (a, b, [language, write]) => {
          fc.pre(a !== b);
          const text = `— ${write(a)} —`;
          const number = (value: number) => [{ kind: "number", value: String(value) }] as const;
          const there = rewriteQuantities(text, language, number(a), number(b));
          expect(there && values(there, language)).toEqual([String(b)]);
          expect(there && rewriteQuantities(there, language, number(b), number(a))).toBe(text);
        },
      ),
      { seed: 3 },
    );
  });

  test("a value takes the notation of the quantity that it replaces", () => {
    const number = (value: string) => ({ kind: "number", value }) as const;
    expect(formatQuantity(number("12345"), "ru", "1 200")).toBe("12 345");
    expect(formatQuantity(number("12345"), "en", "1,200")).toBe("12,345");
    expect(formatQuantity(number("12000000"), "zh", "120万")).toBe("1200万");
    expect(formatQuantity(number("12"), "zh", "百分之三十")).toBeUndefined();
  });
});
