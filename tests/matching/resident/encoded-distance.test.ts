import { distance } from "fastest-levenshtein";
import fc from "fast-check";
import { expect, test } from "vitest";
import { arena } from "../../../src/matching/resident/arena.ts";
import { encodedDistance } from "../../../src/matching/resident/encoded-distance.ts";
import { codePoints } from "../../../src/matching/similarity.ts";
import { random } from "../../bench/_lookup-corpus.ts";
import { textStore } from "../../../src/matching/resident/text-store.ts";

const memory = arena();
const encoded = encodedDistance(memory);

const unit = fc.constantFrom("a", "b", "я", "ё", "冰", "海", "。", "é", " ");
/** Lengths from zero to more than two words of 64 rows. */
const text = fc.string({ unit, maxLength: 150 });
/** Similar texts: distances are small, and carries go from word to word. */
const pair = fc.oneof(
  fc.tuple(text, text),
  fc
    .tuple(text, fc.nat(), fc.nat(5), fc.string({ unit, maxLength: 3 }))
    .map(([whole, at, cut, added]): [string, string] => {
      const place = whole.length === 0 ? 0 : at % whole.length;
      return [whole, whole.slice(0, place) + added + whole.slice(place + cut)];
    }),
);

for (const han of [false, true]) {
  test(`distances equal those of another implementation, in texts encoded for ${han ? "Chinese" : "letters"}`, () => {
    const store = textStore(memory, han);
    fc.assert(
      fc.property(pair, fc.nat(160), ([query, other], limit) => {
        fc.pre(query !== "");
        expect(encoded.prepare(codePoints(query), han)).toBe(true);
        const { from, until } = store.locate(store.add(other));
        const truth = distance(query, other);
        expect(encoded.edits(from, until, 1000)).toBe(truth);
        const bounded = encoded.edits(from, until, limit);
        if (truth <= limit) expect(bounded).toBe(truth);
        else expect(bounded).toBeGreaterThan(limit);
      }),
      { numRuns: 500 },
    );
  });
}

test("a longer query after a shorter one has its own masks", () => {
  const store = textStore(memory, false);
  expect(encoded.prepare(codePoints("abc"), false)).toBe(true);
  expect(encoded.prepare(codePoints("x".repeat(130)), false)).toBe(true);
  const { from, until } = store.locate(store.add("y".repeat(130)));
  expect(encoded.edits(from, until, 1000)).toBe(130);
});

test("a text may have characters outside the first plane, but a query may not", () => {
  const store = textStore(memory, true);
  expect(encoded.prepare(codePoints("𠀀冰"), true)).toBe(false);
  expect(encoded.prepare(codePoints("冰".repeat(32_769)), true)).toBe(false);
  expect(encoded.prepare(codePoints("海冰"), true)).toBe(true);
  const { from, until } = store.locate(store.add("𠀀海冰"));
  expect(encoded.edits(from, until, 9)).toBe(1);
});

test("a long query is compared like a short one, unless it has too many different characters", () => {
  const next = random(11);
  const letters = Array.from({ length: 3000 }, () => String.fromCharCode(0x430 + Math.floor(next() * 32)));
  const query = letters.join("");
  const other = letters
    .map((letter, at) => (at % 50 === 0 ? "" : at % 71 === 0 ? `${letter}ж` : letter))
    .join("");
  const store = textStore(memory, false);
  expect(encoded.prepare(codePoints(query), false)).toBe(true);
  const { from, until } = store.locate(store.add(other));
  expect(encoded.edits(from, until, 3000)).toBe(distance(query, other));
  const different = Array.from({ length: 3000 }, (_, at) => String.fromCharCode(0x4e00 + at)).join("");
  expect(encoded.prepare(codePoints(different), true)).toBe(false);
});
