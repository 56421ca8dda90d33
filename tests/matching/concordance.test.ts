import fc from "fast-check";
import { expect, test } from "vitest";
import { fold } from "../../src/domain/normal-form.ts";
import { mapFold } from "../../src/matching/concordance.ts";

test.each(["en", "ru", "zh"] as const)(
  "the mapped form is the folded form, but for space at its ends (%s)",
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
