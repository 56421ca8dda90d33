import fc from "fast-check";
import { expect, test } from "vitest";
import { editsBetween } from "../../src/matching/edits.ts";

const shown = (query: string, source: string, cells?: number) =>
  editsBetween(query, source, cells).map((edit) => [
    query.slice(edit.query.start, edit.query.end),
    source.slice(edit.source.start, edit.source.end),
  ]);

/** Replaces the query's pieces with the source's. */
function applied(query: string, source: string): string {
  let result = "";
  let at = 0;
  for (const edit of editsBetween(query, source)) {
    result += query.slice(at, edit.query.start) + source.slice(edit.source.start, edit.source.end);
    at = edit.query.end;
  }
  return result + query.slice(at);
}

test("the edits turn the query into the source", () => {
  const text = fc.string({ unit: fc.constantFrom(..."аб в冰𠀀"), maxLength: 60 });
  fc.assert(
    fc.property(text, text, (query, source) => {
      expect(applied(query, source)).toBe(source);
    }),
  );
});

test.each([
  ["кот сидит", "кит сидит", [["о", "и"]]],
  ["北极理事会成员", "北极理事会的成员", [["", "的"]]],
  ["the red fox ran", "the fox ran", [["red ", ""]]],
  ["same", "same", []],
] as const)("%s → %s", (query, source, edits) => {
  expect(shown(query, source)).toEqual(edits);
});

test("long texts are compared by words, and very long ones between their common ends, in bounded time", () => {
  const word = (at: number) => `слово${(at * 7919) % 10_007}`;
  const words = Array.from({ length: 1500 }, (_, at) => word(at));
  const changed = words.map((one, at) => (at === 700 ? "другое" : one));
  expect(shown(words.join(" "), changed.join(" "))).toEqual([["слово9429", "другое"]]);
  const long = Array.from({ length: 20_000 }, (_, at) => word(at));
  const start = long.join(" ");
  expect(applied(start, `x${long.toReversed().join(" ")}`)).toBe(`x${long.toReversed().join(" ")}`);
});

test("no character is cut in two in texts of any length", () => {
  for (const [a, b] of [
    ["e\u0301", "e\u0300"],
    ["👩‍🚀", "👩‍🚒"],
    ["𠀀", "𠀁"],
  ] as const) {
    const [long, other] = [a.repeat(20_000), `${a.repeat(9000)}${b}${a.repeat(11_000)}`];
    expect(shown(long, other)[0]?.every((part) => !/^[\p{M}\u200D\uDC00-\uDFFF]/u.test(part))).toBe(true);
    expect(applied(long, other)).toBe(other);
  }
  const letters = "a".repeat(200_000);
  expect(editsBetween(letters, `${letters}b`)).toHaveLength(1);
});

test("with fewer cells the comparison becomes coarser: by characters, by words, as a whole", () => {
  const [query, source] = ["the thin ice and the deep sea", "the thick ice and the wide sea"];
  expect(shown(query, source)).toEqual(expect.arrayContaining([["n", "ck"]]));
  expect(shown(query, source, 150)).toEqual([
    ["thin", "thick"],
    ["deep", "wide"],
  ]);
  expect(shown(query, source, 1)).toEqual([["thin ice and the deep", "thick ice and the wide"]]);
});
