import { expect, test } from "vitest";
import { pairedVersions } from "../../../src/services/exchange/paired-versions.ts";

test("equal sentences are pairs wherever they stand, those that are left are pairs where they are alike", () => {
  expect(pairedVersions(["a", "b", "c"], ["c", "b", "a"])).toEqual([2, 1, 0]);
  expect(pairedVersions(["yes", "no", "yes"], ["maybe", "yes", "yes"])).toEqual([undefined, 0, 2]);
  expect(pairedVersions(["The ice melts.", "Ships wait."], ["Ships wait.", "The ice melted."])).toEqual([
    1, 0,
  ]);
  expect(pairedVersions(["The ice melts."], ["Nobody knows why."])).toEqual([undefined]);
  expect(pairedVersions(["", "a"], ["", "a"])).toEqual([undefined, 1]);
});

test("a word that is changed in every sentence of a long text parts no sentence from its pair", () => {
  const old = Array.from({ length: 400 }, (_, n) => `Ship number ${n} waits in the port of the north.`);
  const now = old.map((text) => text.replace("waits", "stays"));
  const other = "Something else altogether, with other words.";
  const pairs = pairedVersions(old, now.toSpliced(200, 1, other, `${other} Twice.`));
  const places: (number | undefined)[] = [...now.keys()];
  expect(pairs).toEqual(places.toSpliced(200, 1, undefined, undefined));
});
