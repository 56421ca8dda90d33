import fc from "fast-check";
import { expect, test } from "vitest";
import type { Language } from "../../../src/domain/language.ts";
import {
  beginningsOf,
  find,
  type Pattern,
  RANKS,
  searchableText,
} from "../../../src/matching/concordance.ts";
import { residentIndex, restoredIndex } from "../../../src/matching/resident/resident-index.ts";

const PIECES: Readonly<Record<Language, readonly string[]>> = {
  en: [
    "go",
    "good",
    "goods",
    "ice",
    "breaker",
    "-",
    " ",
    " ",
    " ",
    "'",
    "s",
    "1.5",
    "«",
    "é",
    "\uFFFC",
    "冰",
    "C++",
    "’",
  ],
  ru: ["суд", "судно", "лед", "а", "ледокол", " ", " ", " ", "-", "«", "»", ".", "\uFFFC", "go", "冰", "–"],
  zh: ["冰", "破", "船", "北", "go", "1", "。", "\uFFFC", " a", "\u{20000}", "丁", "ꀀ"],
};

const text = (language: Language) =>
  fc
    .array(fc.constantFrom(...PIECES[language]), { minLength: 1, maxLength: 9 })
    .map((pieces) => pieces.join("").trim())
    .filter((joined) => joined !== "");

const pattern = (language: Language): fc.Arbitrary<Pattern> =>
  fc
    .record({
      literal: text(language).map((one) => searchableText(one, language)),
      forms: fc.array(fc.array(fc.constantFrom(...PIECES[language]), { minLength: 1, maxLength: 2 }), {
        maxLength: 2,
      }),
      parts: fc.boolean(),
      withPhrase: fc.boolean(),
    })
    .filter(({ literal }) => literal !== "")
    .map(({ literal, forms, parts, withPhrase }) => {
      const anywhere = language === "zh";
      // A query has the words that stand in it, each with further forms.
      const words = (literal.match(anywhere ? /\p{Script=Han}+/gu : /[a-zé0-9а-я]+/giu) ?? []).map((word) => {
        const all = new Set([
          word,
          ...forms
            .map((form) => form.join("").trim())
            .filter((form) =>
              (anywhere ? /^\p{Script=Han}+$/u : /^[a-zéа-я](?:[a-zéа-я-]*[a-zéа-я])?$/iu).test(form),
            ),
        ]);
        return { forms: all, beginnings: anywhere ? [...all] : beginningsOf(all), anywhere };
      });
      if (parts || words.length === 0) return { language, literal, parts, words: [], phrases: [] };
      return {
        language,
        literal,
        parts,
        words,
        phrases: withPhrase ? [words[0]?.forms.values().next().value ?? literal] : [],
      };
    });

test.each(["en", "ru", "zh"] as const)(
  "after any writes the texts with a pattern are those that a scan finds (%s)",
  (language) => {
    const step = fc.record({
      n: fc.integer({ min: 1, max: 8 }),
      text: fc.option(text(language), { nil: undefined }),
    });
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 20 }),
        fc.array(pattern(language), { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        (steps, patterns, isRestored) => {
          let index = residentIndex();
          const texts = new Map<number, string>();
          for (const { n, text: one } of steps) {
            index.put(n, one === undefined ? {} : { [language]: one });
            if (one === undefined) texts.delete(n);
            else texts.set(n, one);
          }
          if (isRestored) {
            const { state, parts } = index.save();
            const copies = parts.map((part) => part.slice());
            const copied: typeof state = JSON.parse(JSON.stringify(state));
            index = restoredIndex(copied, (part) => part.set(copies.shift() ?? [])) ?? index;
            expect(copies).toEqual([]);
          }
          for (const wanted of patterns) {
            const expected = [...texts]
              .toSorted(([a], [b]) => b - a)
              .flatMap(([n, one]) => {
                const finding = find(searchableText(one, language), wanted);
                if (finding === undefined) return [];
                const { rank, spread } = finding;
                return [[n, rank, rank === RANKS.apart ? spread : 0, Array.from(one).length]];
              });
            const { texts: found, complete } = index.find(wanted, 100);
            expect(complete).toBe(true);
            expect(
              Array.from({ length: found.length }, (_, at) => [
                found.units[at],
                found.ranks[at],
                found.spreads[at],
                found.sizes[at],
              ]),
            ).toEqual(expected);
          }
        },
      ),
      { numRuns: 120 },
    );
  },
);

test("many units are found, before and after most of them have gone", () => {
  const index = residentIndex();
  for (let n = 1; n <= 12_000; n += 1) index.put(n, { ru: n % 3 === 0 ? `лед ${n}` : `вода ${n}` });
  const ice: Pattern = { language: "ru", literal: "лед", parts: false, words: [], phrases: [] };
  expect(index.find(ice, 50_000).texts.length).toBe(4000);
  expect(index.find({ ...ice, literal: "вода" }, 50_000).texts.length).toBe(8000);
  expect(index.find({ ...ice, literal: "вода" }, 7999).complete).toBe(false);
  for (let n = 1; n <= 11_000; n += 1) index.remove(n);
  expect([...index.find(ice, 50_000).texts.units.subarray(0, 2)]).toEqual([12_000, 11_997]);
  expect(index.find(ice, 50_000).texts.length).toBe(334);
});
