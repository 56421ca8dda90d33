import fc from "fast-check";
import { expect, test } from "vitest";
import { Offsets } from "../../src/web/components/offsets.ts";

test("each row begins at the end of the row before it, measured in any order", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.array(fc.tuple(fc.nat(59), fc.integer({ min: 1, max: 300 })), { maxLength: 80 }),
      (count, measures) => {
        const offsets = new Offsets(40);
        offsets.resize(count);
        const heights = Array.from({ length: count }, () => 40);
        for (const [row, height] of measures) {
          const grown = offsets.measure(row, height);
          if (row >= count) expect(grown).toBe(0);
          else {
            expect(grown).toBe(height - (heights[row] ?? 0));
            heights[row] = height;
          }
        }
        let start = 0;
        for (const [row, height] of heights.entries()) {
          expect(offsets.start(row)).toBe(start);
          expect(offsets.at(start)).toBe(row);
          expect(offsets.at(start + height - 0.5)).toBe(row);
          start += height;
        }
        expect(offsets.total).toBe(start);
      },
    ),
  );
});

test("a list may grow and shrink", () => {
  const offsets = new Offsets(10);
  offsets.resize(3);
  offsets.measure(1, 50);
  offsets.resize(5);
  expect(offsets.total).toBe(90);
  offsets.resize(2);
  expect(offsets.total).toBe(60);
});
