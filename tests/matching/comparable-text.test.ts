import fc from "fast-check";
import { expect, test } from "vitest";
import { LANGUAGES } from "../../src/domain/language.ts";
import { comparable, comparablePoints } from "../../src/matching/comparable-text.ts";
import { newCodePoints } from "../../src/matching/similarity.ts";

const into = newCodePoints(1);
const textOf = ({ codes, length }: typeof into) => String.fromCodePoint(...codes.subarray(0, length));

const SIGNS = [
  ..."aZé7 .ёЁйЙДыßİſσΣ№…«»“—、。，（）！９Ａ冰龍臺后ㄅあがｶﾞ한ﾊﾟ𠀀😀",
  ..."  \u00A0\u3000\u0301\u0306\u0308\u200B\u00AD\uFEFF\n\t\uD83D",
];

test("comparablePoints gives the code points of the comparable form, in each language", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...LANGUAGES),
      fc.oneof(
        fc.string({ unit: fc.constantFrom(...SIGNS), maxLength: 12 }),
        fc.string({ unit: "binary", maxLength: 12 }),
      ),
      (language, text) => {
        expect(textOf(comparablePoints(text, language, into))).toBe(comparable(text, language));
      },
    ),
    { numRuns: 5000 },
  );
});

test("a character in the table is folded in the same way between any other characters", () => {
  for (const language of LANGUAGES) {
    for (let code = 0x20; code < 0x10000; code += 1) {
      if (code >= 0xd800 && code < 0xe000) continue;
      const text = `a${String.fromCharCode(code)}я冰`;
      expect(textOf(comparablePoints(text, language, into))).toBe(comparable(text, language));
    }
  }
});
