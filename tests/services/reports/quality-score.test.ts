import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Language } from "../../../src/domain/language.ts";
import { countOf } from "../../../src/matching/leverage.ts";
import {
  blamedLanguages,
  CHARACTERS_PER_WORD,
  type Fault,
  LEAST_WORDS,
  pointsOfFinding,
  QUALITY_PARTS,
  qualityFigure,
} from "../../../src/services/reports/quality-score.ts";

const fault = (points: number, unit = "u1"): Fault => ({
  part: "marks",
  unit,
  key: unit,
  kind: "major",
  points,
});
const size = { units: 10, words: 1000, confirmed: 0 };

test("a text without faults has 100, one with the tolerated points 90", () => {
  expect(qualityFigure("ru", size, []).score).toBe(100);
  expect(qualityFigure("ru", size, [fault(25)]).score).toBe(90);
  expect(qualityFigure("ru", { ...size, words: 2000 }, [fault(25)]).score).toBe(95);
  expect(qualityFigure("ru", size, [fault(1000)]).score).toBe(0);
});

test("there is no figure of too little text, but all that it would be made of", () => {
  const little = { ...size, words: LEAST_WORDS - 1 };
  const { score, points, parts } = qualityFigure("ru", little, [fault(5)]);
  expect({ score, points }).toEqual({ score: null, points: 5 });
  expect(parts[0]).toMatchObject({ part: "marks", count: 1, points: 5, cost: null });
  expect(qualityFigure("ru", { ...size, words: LEAST_WORDS }, []).score).toBe(100);
});

test("a finding counts by its severity and certainty", () => {
  expect(pointsOfFinding("error", "certain")).toBe(5);
  expect(pointsOfFinding("error", "possible")).toBe(1.25);
  expect(pointsOfFinding("warning", "likely")).toBe(0.5);
  expect(pointsOfFinding("info", "certain")).toBe(0);
});

test("the parts explain the figure: points and costs add up, whatever the faults", () => {
  const faults = fc.array(
    fc.record({
      part: fc.constantFrom(...QUALITY_PARTS),
      unit: fc.constantFrom("u1", "u2", "u3"),
      key: fc.constant("k"),
      kind: fc.constantFrom("minor", "major"),
      points: fc.constantFrom(0, 0.25, 1, 5),
    }),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(faults, fc.integer({ min: LEAST_WORDS, max: 100_000 }), (given, words) => {
      const figure = qualityFigure("en", { units: 3, words, confirmed: 0 }, given);
      const total = (list: readonly { readonly points: number }[]) =>
        list.reduce((sum, { points }) => sum + points, 0);
      expect(total(figure.parts)).toBe(figure.points);
      for (const part of figure.parts) {
        expect(total(part.kinds)).toBe(part.points);
        expect(total(part.units)).toBe(part.points);
      }
      const costs = figure.parts.reduce((sum, { cost }) => sum + (cost ?? 0), 0);
      // Each cost is rounded to a tenth.
      expect(Math.abs(Math.max(0, 100 - costs) - (figure.score ?? 0))).toBeLessThanOrEqual(0.3);
      expect(figure).toEqual(
        qualityFigure("en", { units: 3, words, confirmed: 0 }, given.toReversed().toReversed()),
      );
    }),
  );
});

test("a finding is held against the suspect, else against what is not the source of the others", () => {
  const from = (sources: Record<string, "en" | "ru" | "zh">) => (language: string) => sources[language];
  expect(blamedLanguages({ languages: ["en", "ru", "zh"], named: "zh" }, from({}))).toEqual(["zh"]);
  expect(blamedLanguages({ languages: ["en", "ru"], named: undefined }, from({}))).toEqual(["en", "ru"]);
  expect(blamedLanguages({ languages: ["en", "ru"], named: undefined }, from({ ru: "en" }))).toEqual(["ru"]);
  expect(
    blamedLanguages({ languages: ["en", "ru", "zh"], named: undefined }, from({ ru: "en", zh: "en" })),
  ).toEqual(["ru", "zh"]);
  expect(blamedLanguages({ languages: ["en"], named: undefined }, from({ ru: "en" }))).toEqual(["en"]);
});

test("a Chinese text has between the words of its English and those of its Russian version", () => {
  const wordsOf = (language: Language): number => {
    const file = new URL(`../../../tm/seminars/arkhangelsk-2023/${language}.md`, import.meta.url);
    return countOf([readFileSync(file, "utf8")], language).words;
  };
  const chinese = wordsOf("zh") / CHARACTERS_PER_WORD;
  expect(chinese).toBeLessThan(wordsOf("en"));
  expect(chinese).toBeGreaterThan(wordsOf("ru"));
});
