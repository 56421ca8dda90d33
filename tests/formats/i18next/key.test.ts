import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { keyOf, pathOf, type Step } from "../../../src/formats/i18next/key.ts";

const awkward = fc.string({
  unit: fc.constantFrom("a", ".", "\\", "[0]", "[1]", "[", "]", "0", "е", "会", "__proto__"),
  maxLength: 8,
});
const path = fc
  .tuple(awkward, fc.array(fc.oneof(awkward, fc.nat({ max: 99_999 })), { maxLength: 5 }))
  .map(([first, rest]): Step[] => rest.toSpliced(0, 0, first));

describe("keys of strings", () => {
  test.each([
    [["title"], "title"],
    [["nav", "items", 0, "title"], "nav.items[0].title"],
    [["welcome.title"], String.raw`welcome\.title`],
    [["list[1]"], String.raw`list\[1]`],
    [["C:\\temp"], String.raw`C:\temp`],
    [["", 0], "[0]"],
    [["items", "0"], "items.0"],
  ])("path %j has the key %s", (steps, key) => {
    expect(keyOf(steps)).toBe(key);
    expect(pathOf(key)).toEqual(steps);
  });

  test("the key of a path gives back the same path", () => {
    fc.assert(
      fc.property(path, (steps) => {
        expect(pathOf(keyOf(steps))).toEqual(steps);
      }),
      { seed: 1, numRuns: 5000 },
    );
  });

  test("every string is the key of exactly one path", () => {
    fc.assert(
      fc.property(awkward, (key) => {
        expect(keyOf(pathOf(key))).toBe(key);
      }),
      { seed: 2, numRuns: 5000 },
    );
  });

  test("an array place above the limit is part of the name", () => {
    expect(pathOf("a[100000]")).toEqual(["a[100000]"]);
  });
});
