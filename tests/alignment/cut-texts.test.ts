import { expect, test } from "vitest";
import { sentencesOf } from "../../src/alignment/segmentation.ts";
import { LANGUAGES } from "../../src/domain/language.ts";
import { FIRST_CUTS, SECOND_CUTS } from "./cut-texts.ts";
import type { HardText } from "./hard-sentences.ts";
import { FIRST_PROSE, SECOND_PROSE } from "./prose-cuts.ts";

const isRight = ([language, ...sentences]: HardText): boolean =>
  sentencesOf(sentences.join(language === "zh" ? "" : " "), language).join("|") === sentences.join("|");

test.each(LANGUAGES)("further hard texts are cut at their ends (%s)", (language) => {
  const shareOf = (texts: readonly HardText[]) => {
    const own = texts.filter(([of]) => of === language);
    return own.filter(isRight).length / own.length;
  };
  expect(FIRST_CUTS.filter(([of]) => of === language).filter((text) => !isRight(text))).toEqual([]);
  expect(shareOf(SECOND_CUTS)).toBeGreaterThanOrEqual(0.96);
});

const LEAST_SHARE = { ru: [0.96, 0.82], en: [1, 0.82], zh: [0.95, 0.87] } as const;

test.each(LANGUAGES)(
  "most texts that were written before the rules were read are cut at their ends (%s)",
  (language) => {
    const shares = [FIRST_PROSE, SECOND_PROSE].map((half) => {
      const own = half.filter(([of]) => of === language);
      return own.filter(isRight).length / own.length;
    });
    const [first, second] = LEAST_SHARE[language];
    expect(shares[0]).toBeGreaterThanOrEqual(first);
    expect(shares[1]).toBeGreaterThanOrEqual(second);
  },
);
