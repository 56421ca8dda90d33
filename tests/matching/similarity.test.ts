import fc from "fast-check";
import { distance } from "fastest-levenshtein";
import { expect, test } from "vitest";
import { codePoints, distanceTo, similarity } from "../../src/matching/similarity.ts";

/** Texts from few letters, so that they share much, with lengths up to several blocks of the matrix. */
const text = fc.string({ unit: fc.constantFrom(..."абв г"), maxLength: 150 });

test("the distance equals Levenshtein's by an independent implementation", () => {
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(distanceTo(codePoints(a))(codePoints(b), 1000)).toBe(distance(a, b));
    }),
    { numRuns: 500 },
  );
});

test("with a limit, smaller distances stay the same, and larger ones are above the limit", () => {
  fc.assert(
    fc.property(text, text, fc.nat(150), (a, b, limit) => {
      const found = distanceTo(codePoints(a))(codePoints(b), limit);
      const truth = distance(a, b);
      if (truth <= limit) expect(found).toBe(truth);
      else expect(found).toBeGreaterThan(limit);
    }),
    { numRuns: 1000 },
  );
});

test("the distance of similar texts of thousands of characters is right, though only a band is computed", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(..."абвгд "), minLength: 1000, maxLength: 3000 }),
      fc.array(fc.tuple(fc.nat(2999), fc.constantFrom("", "ж", "жж")), { maxLength: 30 }),
      (a, edits) => {
        let b = a;
        for (const [at, piece] of edits) b = b.slice(0, at) + piece + b.slice(at + 1);
        const truth = distance(a, b);
        expect(distanceTo(codePoints(a))(codePoints(b), 64)).toBe(truth);
      },
    ),
    { numRuns: 30 },
  );
});

test("lengths are counted in code points", () => {
  expect(similarity("𠀀𠀁𠀂𠀃", "𠀀𠀁𠀂𠀄")).toBe(0.75);
  expect(similarity("", "")).toBe(1);
  expect(similarity("", "а")).toBe(0);
});
