import fc from "fast-check";
import { expect, test } from "vitest";
import { createKeyCounter } from "../../../src/formats/tmx/key-counter.ts";

test("counts each key by itself, as a map would", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 3 }), { maxLength: 3000 }), fc.nat(), (keys, seed) => {
      const occurrenceOf = createKeyCounter(seed);
      const counts = new Map<string, number>();
      for (const key of keys) {
        counts.set(key, (counts.get(key) ?? 0) + 1);
        expect(occurrenceOf(key)).toBe(counts.get(key));
      }
    }),
    { numRuns: 50 },
  );
});

test("tells 200,000 similar keys apart", () => {
  const occurrenceOf = createKeyCounter(1);
  let repeated = 0;
  for (let at = 0; at < 200_000; at += 1) if (occurrenceOf(`k${at}`) !== 1) repeated += 1;
  expect(repeated).toBe(0);
  expect(occurrenceOf("k7")).toBe(2);
  expect(occurrenceOf("k7")).toBe(3);
});
