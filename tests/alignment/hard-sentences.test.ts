import { expect, test } from "vitest";
import { sentencesOf } from "../../src/alignment/segmentation.ts";
import { FIRST_TEXTS, type HardText, SECOND_TEXTS } from "./hard-sentences.ts";

const cut = ([language, ...sentences]: HardText): string[] =>
  sentencesOf(sentences.join(language === "zh" ? "" : " "), language);

test.each(FIRST_TEXTS.map((text) => ({ text })))("hard text: $text", ({ text }) => {
  expect(cut(text)).toEqual(text.slice(1));
});

test("at least 97 % of the texts that were not read are cut correctly", () => {
  const right = SECOND_TEXTS.filter((text) => cut(text).join("|") === text.slice(1).join("|"));
  expect(right.length / SECOND_TEXTS.length).toBeGreaterThanOrEqual(0.97);
});

test("a long text of abbreviations and digits is cut in linear time", () => {
  const time = (count: number): number => {
    const text = `В ${"1920 ".repeat(count)}${"г. 5 ".repeat(count)}${"о. ".repeat(count)}`;
    const start = process.cpuUsage().user;
    sentencesOf(text, "ru");
    return process.cpuUsage().user - start;
  };
  time(1000);
  expect(time(20_000)).toBeLessThan(40 * Math.max(1000, time(2000)));
});
