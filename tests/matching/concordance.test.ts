import fc from "fast-check";
import { expect, test } from "vitest";
import { fold } from "../../src/domain/normal-form.ts";
import { beginningsOf, find, findHits, mapFold, type Pattern } from "../../src/matching/concordance.ts";

test.each(["en", "ru", "zh"] as const)(
  "the mapped form is the folded form, except for spaces at its ends (%s)",
  (language) => {
    const unit = fc.constantFrom(
      "a",
      "B",
      "ё",
      "Я",
      "冰",
      "蓋",
      "Ａ",
      "é",
      "о\u0301",
      " ",
      "\u00A0",
      "\u00AD",
      "1",
      "。",
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 30 }), (text) => {
        const { folded, starts, ends } = mapFold(text, language);
        expect(folded.trim()).toBe(fold(text, language));
        expect(starts).toHaveLength(folded.length);
        for (const [at, start] of starts.entries()) {
          expect(start).toBeLessThan(ends[at] ?? 0);
          expect(ends[at]).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  },
);

const word = (...forms: string[]) => ({
  forms: new Set(forms),
  beginnings: beginningsOf(new Set(forms)),
  anywhere: false,
});
const pattern = (literal: string, words: Pattern["words"] = [], parts = true): Pattern => ({
  language: "ru",
  literal,
  parts,
  words,
  phrases: [],
});

test("hits are in order, inside the text, and do not overlap", () => {
  const unit = fc.constantFrom("ле", "д", "ьда", " ", "-", "\u0301", "«", ",", "Лёд", "\u00AD", "х");
  const sought = pattern("лед", [word("лед", "льда"), word("д")]);
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 30 }), (text) => {
      let last = 0;
      for (const { start, end } of findHits(text, sought)) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        last = end;
      }
      expect(last).toBeLessThanOrEqual(text.length);
    }),
  );
});

test("the kinds of hits in order: the exact query, other forms, words apart, pieces of words", () => {
  const sought = pattern("белый лед", [word("белый", "белого"), word("лед", "льда")]);
  const rank = (text: string) => find(text, sought)?.rank;
  expect(["белый лед", "белого льда", "льда нет белого", "небелый ледник", "белый снег"].map(rank)).toEqual([
    0,
    1,
    2,
    3,
    undefined,
  ]);
});

test("a phrase does not cross the end of a clause", () => {
  const sought = pattern("белый лед", [word("белый", "белого"), word("лед", "льда")]);
  const kinds = (text: string) => find(text, sought)?.hits.map(({ kind }) => kind);
  expect(kinds("белого «льда»")).toEqual(["inflected"]);
  expect(kinds("белого-льда")).toEqual(["inflected"]);
  expect(kinds("белого. льда")).toEqual(["apart", "apart"]);
});

test("the spread of words apart is the length of the shortest piece that has all of them", () => {
  const sought = pattern("", [word("а"), word("б")]);
  expect(find("а в в в б в а", sought)?.spread).toBe(5);
});

test("every form starts with one of the beginnings", () => {
  const form = fc.string({
    unit: fc.constantFrom("и", "д", "у", "ш", "е", " ", "-"),
    minLength: 1,
    maxLength: 7,
  });
  fc.assert(
    fc.property(fc.uniqueArray(form, { minLength: 1, maxLength: 12 }), (forms) => {
      const beginnings = beginningsOf(new Set(forms));
      for (const one of forms) expect(beginnings.some((beginning) => one.startsWith(beginning))).toBe(true);
    }),
  );
});
