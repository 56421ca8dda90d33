import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Language } from "../../src/domain/language.ts";
import { type Content, plainText, tidy } from "../../src/domain/segment.ts";
import { comparable } from "../../src/matching/comparable-text.ts";
import { compareWith, explain, type PenaltyName, queryOf, rounded, sum } from "../../src/matching/score.ts";

const LETTERS: Readonly<Record<Language, string>> = {
  en: "abIiSsﬁßİ é a\u0301 \u00AD12.,!-–Ａ１🧊👩‍🚀🇳🇴",
  ru: "абеёЕЁй и\u0306\u0301 «»—12,5.\u00A0 XХАОоa🧊",
  zh: "北极冰冰體体國国，。　 一二3５％Ａ𠀀🧊",
};

/** Similar texts: a base with some changed characters. */
const near = (language: Language) => {
  const characters = Array.from(
    new Intl.Segmenter("en").segment(LETTERS[language]),
    ({ segment }) => segment,
  );
  const pieces = fc.array(fc.constantFrom(...characters), { maxLength: 30 });
  const edits = fc.array(fc.tuple(fc.nat(30), fc.nat(2), fc.constantFrom(...characters)), { maxLength: 4 });
  return fc.tuple(pieces, edits).map(([base, changes]) => {
    const other = [...base];
    for (const [at, removed, one] of changes) other.splice(at, removed, one);
    return [base.join(""), other.join("")] as const;
  });
};

/** Codes at some places of a text, as a file may have them. */
const withCodes = (text: string, places: readonly number[]): Content => {
  let at = 0;
  const parts: Content[number][] = [];
  for (const [number, place] of [...new Set(places)].sort((a, b) => a - b).entries()) {
    const end = Math.min(place, text.length);
    parts.push(text.slice(at, end), { kind: "ph", id: String(number + 1), element: "ph" });
    at = end;
  }
  return tidy([...parts, text.slice(at)]);
};

const pairs = fc
  .constantFrom<Language>("en", "ru", "zh")
  .chain((language) =>
    fc.tuple(
      fc.constant(language),
      near(language),
      fc.array(fc.nat(30), { maxLength: 2 }),
      fc.array(fc.nat(30), { maxLength: 2 }),
    ),
  );

/** Offsets at which a reader's character begins or ends. */
const borders = (text: string): ReadonlySet<number> =>
  new Set([...Array.from(new Intl.Segmenter("en").segment(text), ({ index }) => index), text.length]);

describe("of any two texts", () => {
  test("the score is the base minus the penalties, and only equal texts have 100", () => {
    fc.assert(
      fc.property(pairs, ([language, [a, b], codesA, codesB]) => {
        const [ours, theirs] = [withCodes(a, codesA), withCodes(b, codesB)];
        const query = queryOf(ours, language);
        const comparison = compareWith(query, theirs, comparable(theirs, language), 0.01);
        if (comparison === undefined) return;
        const { base, penalties, kind, similarity } = comparison;
        if (kind === "fuzzy") expect(base).toBeCloseTo(100 * similarity, 9);
        else expect(base).toBe(100);
        const score = base - sum(penalties);
        const equal = plainText(ours).normalize("NFC") === plainText(theirs).normalize("NFC");
        if (score === 100) expect(equal).toBe(true);
        if (kind === "exact") expect([equal, score]).toEqual([true, 100]);
        if (kind === "normalized") expect(score).toBeLessThan(100);
        const explained = explain(query, theirs, comparison, comparison);
        expect(explained.base).toBe(rounded(base));
        expect(explained.penalties).toEqual(penalties);
        expect(new Set(penalties.map(({ name }) => name)).size).toBe(penalties.length);
      }),
      { seed: 11, numRuns: 2000 },
    );
  });

  test("the comparison is the same in both directions", () => {
    fc.assert(
      fc.property(pairs, ([language, [a, b], codesA, codesB]) => {
        const [ours, theirs] = [withCodes(a, codesA), withCodes(b, codesB)];
        const side = (one: Content, other: Content) => {
          const found = compareWith(queryOf(one, language), other, comparable(other, language), 0.01);
          if (found === undefined) return undefined;
          const { kind, base, penalties } = found;
          return { kind, base: rounded(base), penalties: penalties.map(({ name }) => name).sort() };
        };
        expect(side(ours, theirs)).toEqual(side(theirs, ours));
      }),
      { seed: 12, numRuns: 2000 },
    );
  });

  test("the edits turn one text into the other and split no character", () => {
    fc.assert(
      fc.property(pairs, ([language, [a, b], codesA, codesB]) => {
        const [ours, theirs] = [withCodes(a, codesA), withCodes(b, codesB)];
        const query = queryOf(ours, language);
        const comparison = compareWith(query, theirs, comparable(theirs, language), 0.01);
        if (comparison === undefined) return;
        const { edits } = explain(query, theirs, comparison, comparison);
        const [inOurs, inTheirs] = [borders(a), borders(b)];
        let [result, at, last] = ["", 0, 0];
        for (const { query: from, source: to } of edits) {
          expect([from.start, from.end].every((offset) => inOurs.has(offset))).toBe(true);
          expect([to.start, to.end].every((offset) => inTheirs.has(offset))).toBe(true);
          expect(a.slice(at, from.start)).toBe(b.slice(last, to.start));
          result += a.slice(at, from.start) + b.slice(to.start, to.end);
          [at, last] = [from.end, to.end];
        }
        expect(result + a.slice(at)).toBe(b);
      }),
      { seed: 13, numRuns: 2000 },
    );
  });
});

const penaltiesOf = (language: Language, query: string, source: string): readonly PenaltyName[] => {
  const found = compareWith(queryOf([query], language), [source], comparable([source], language), 0.5);
  return found?.penalties.map(({ name }) => name) ?? [];
};

test.each<readonly [Language, string, string, readonly PenaltyName[]]>([
  ["en", "OK ", "OK", ["whitespace"]],
  ["en", "ok", "OK", ["case"]],
  ["en", "OK\u00A0now", "OK now", ["whitespace"]],
  ["en", "OK!", "ok", ["punctuation", "case"]],
  ["en", "ﬁle", "file", ["compatibility"]],
  ["en", "soft\u00ADware", "software", ["invisible"]],
  ["ru", "Лёд", "Лед", ["spelling"]],
  ["ru", "за\u0301мок", "замок", ["spelling"]],
  ["zh", "國際", "国际", ["script"]],
  ["zh", "ＡＢＣ", "ABC", ["width"]],
  ["zh", "北极 冰", "北极冰", ["whitespace"]],
  ["zh", "北极！", "北极", ["punctuation"]],
  ["zh", "北极（冰）", "北极(冰)", ["width"]],
  ["en", "a\u0301", "\u00E1", []],
])("%s: “%s” for “%s” has the penalties of its differences: %j", (language, query, source, names) => {
  expect(penaltiesOf(language, query, source)).toEqual(names);
});

test.each([
  ["en", "-40 °C", "40 °C"],
  ["ru", "Сейчас –40 °C", "Сейчас 40 °C"],
  ["en", "1.5", "15"],
] as const)("%s: “%s” and “%s” differ in more than punctuation", (language, query, source) => {
  expect(penaltiesOf(language, query, source)).not.toContain("punctuation");
});
