import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sentenceSpans, sentencesOf } from "../../src/alignment/segmentation.ts";
import { LANGUAGES } from "../../src/domain/language.ts";
import { GOLDEN_RULES } from "./golden-rules.ts";

describe.each(LANGUAGES)("golden rules: %s", (language) => {
  test.each(GOLDEN_RULES[language])("%s", (text, ...sentences) => {
    expect(sentencesOf(text, language)).toEqual(sentences.length === 0 ? [text] : sentences);
  });
});

const PIECES = [
  ..."абвАБЁenNAM 。！？；…．.!?,，:：;-—–\n\r\t\u00A0\"'“”«»„()（）《》「」[]1234 中文 и",
  "т. д.",
  " г. ",
  "Mr. ",
  " U.S. ",
  ". . . .",
  "1) ",
  "a. ",
  "• ",
  "«Привет!» ",
  "“好。”",
  "\u{20000}",
  "\u{1F600}",
];
const anyText = fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((parts) => parts.join(""));

test.each(LANGUAGES)("the spans of any text cover it without gap or overlap: %s", (language) => {
  fc.assert(
    fc.property(fc.oneof(anyText, fc.string({ unit: "binary", maxLength: 80 })), (text) => {
      const spans = sentenceSpans(text, language);
      expect(spans.map(({ start, end }) => text.slice(start, end)).join("")).toBe(text);
      expect(spans.every(({ start, end }) => end > start)).toBe(true);
    }),
    { seed: 6, numRuns: 600 },
  );
});

test("a sentence does not end after the user's abbreviations, with or without full stop", () => {
  const text = "Он работает в пгт. Диксон. Там холодно.";
  expect(sentencesOf(text, "ru")).toHaveLength(3);
  for (const abbreviation of ["пгт", "пгт.", "Пгт."]) {
    expect(sentencesOf(text, "ru", { abbreviations: [abbreviation] })).toEqual([
      "Он работает в пгт. Диксон.",
      "Там холодно.",
    ]);
  }
});

test("a sentence never crosses a paragraph break", () => {
  expect(sentencesOf("One of\n\ntwo", "en")).toEqual(["One of", "two"]);
});

test("long quotations are cut into sentences", () => {
  const inner = "Это предложение в длинной цитате. ".repeat(20).trim();
  expect(sentencesOf(`«${inner}»`, "ru").length).toBeGreaterThan(10);
});

test("many unclosed brackets and quotation marks take linear time", () => {
  for (const mark of ["(", "«", "“", '"', "《", ".", "1) ", "a. ", ". "]) {
    const text = mark.repeat(50_000);
    const start = performance.now();
    sentenceSpans(text, "ru");
    sentenceSpans(text, "zh");
    // A quadratic scan would take minutes. The limit is far from both times.
    expect(performance.now() - start).toBeLessThan(20_000);
  }
});
