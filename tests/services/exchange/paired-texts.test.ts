import fc from "fast-check";
import { expect, test } from "vitest";
import { pairedTexts } from "../../../src/services/exchange/paired-texts.ts";

test("changed, added and removed texts leave the pairs of the others alone", () => {
  expect(pairedTexts(["a", "b", "c", "d"], ["a", "x", "b", "c2", "d"])).toEqual([0, undefined, 1, 2, 3]);
  expect(pairedTexts(["a", "b", "c", "d"], ["a", "d"])).toEqual([0, 3]);
  expect(pairedTexts(["a", "a", "b"], ["a", "a", "c"])).toEqual([0, 1, 2]);
  expect(pairedTexts([], ["a"])).toEqual([undefined]);
});

test("a changed text beside an added one is found by what it has in common with the old one", () => {
  const old = ["Ice melts.", "The seminar was held in 2023.", "Ships wait."];
  const now = ["Ice melts.", "A new line.", "The seminar was opened in 2023.", "Ships wait."];
  expect(pairedTexts(old, now)).toEqual([0, undefined, 1, 2]);
  expect(pairedTexts(now, old)).toEqual([0, 2, 3]);
});

test("pairs keep their order, and equal lists are wholly paired", () => {
  const texts = fc.array(fc.constantFrom("a", "b", "c", "d", "e", "f"), { maxLength: 30 });
  fc.assert(
    fc.property(texts, texts, (earlier, later) => {
      const pairs = pairedTexts(earlier, later).filter((at) => at !== undefined);
      expect(pairs).toEqual([...new Set(pairs)].toSorted((a, b) => a - b));
      expect(pairedTexts(earlier, earlier)).toEqual(earlier.map((_, at) => at));
    }),
  );
});
