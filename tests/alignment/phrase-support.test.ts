import { expect, test } from "vitest";
import { lexiconFromTerms } from "../../src/alignment/background-lexicon.ts";
import { phraseSupport } from "../../src/alignment/phrase-support.ts";

const support = phraseSupport([
  lexiconFromTerms([
    { en: ["shore"], ru: ["берег"], zh: ["岸"] },
    { en: ["edge"], ru: ["кромка"], zh: ["边缘"] },
  ]),
]);

test("phrases support each other by the share of their words that translate", () => {
  expect(support("shore edge", "en", "кромка берега", "ru")).toBeGreaterThan(
    support("shore edge", "en", "кромка моря", "ru"),
  );
  expect(support("shore edge", "en", "новый корабль", "ru")).toBe(0);
});

test("names support each other by their sound, Latin words by being equal", () => {
  expect(support("Gorchakov", "en", "Горчакова", "ru")).toBeGreaterThan(0.5);
  expect(support("Siril", "en", "Siril", "zh")).toBeGreaterThan(0.5);
});

test("nothing is supported without words", () => {
  expect(support("", "en", "", "ru")).toBe(0);
});
