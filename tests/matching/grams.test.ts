import fc from "fast-check";
import { expect, test } from "vitest";
import { gramsInside, gramsOf, lettersHash, signCount } from "../../src/matching/grams.ts";

test("numbers and punctuation do not change the grams", () => {
  expect(gramsOf("глава 12: лёд")).toEqual(gramsOf("глава 1995. лёд"));
  expect(gramsOf("第12章")).toEqual(gramsOf("第3章"));
  expect(lettersHash("глава 12: лёд")).toBe(lettersHash("глава — лёд"));
  expect(signCount("7 km")).toBe(signCount("1250 km"));
});

test("every text that is not empty has a gram, also a single Chinese character or only signs", () => {
  for (const text of ["冰", "я", "a", "…", "%", "9", "->"]) expect(gramsOf(text).length).toBeGreaterThan(0);
  expect(gramsOf("")).toHaveLength(0);
});

test("grams are distinct and in ascending order", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."аб 1冰海."), maxLength: 40 }), (text) => {
      const grams = [...gramsOf(text)];
      expect(grams).toEqual([...new Set(grams)].sort((a, b) => a - b));
    }),
  );
});

test("a text has all inner grams of each of its pieces", () => {
  const unit = fc.constantFrom(..."абв 1冰海.-");
  fc.assert(
    fc.property(
      fc.string({ unit, maxLength: 20 }),
      fc.string({ unit, maxLength: 12 }),
      fc.string({ unit, maxLength: 20 }),
      (before, piece, after) => {
        const whole = new Set(gramsOf(before + piece + after));
        for (const gram of gramsInside(piece)) expect(whole.has(gram)).toBe(true);
      },
    ),
    { numRuns: 2000 },
  );
});

test("a short word still shares a gram with its old form after one edit in the middle", () => {
  for (const [a, b] of [
    ["abc", "axc"],
    ["лёд", "лад"],
    ["冰海", "冰川"],
  ] as const) {
    const other = new Set(gramsOf(b));
    expect([...gramsOf(a)].some((gram) => other.has(gram))).toBe(true);
  }
});
