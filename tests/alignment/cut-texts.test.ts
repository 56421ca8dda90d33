import { expect, test } from "vitest";
import { sentencesOf } from "../../src/alignment/segmentation.ts";
import { LANGUAGES } from "../../src/domain/language.ts";
import { FIRST_CUTS, SECOND_CUTS } from "./cut-texts.ts";
import type { HardText } from "./hard-sentences.ts";

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
