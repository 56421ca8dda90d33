import { expect, test } from "vitest";
import { smallIndex } from "../../src/matching/small-index.ts";
import { similarity } from "../../src/matching/similarity.ts";
import { sentence } from "../storage/index/match-index-contract.ts";

test("the index finds the same closest earlier text as a comparison with all earlier texts", () => {
  const texts = Array.from({ length: 400 }, (_, at) =>
    at % 3 === 2
      ? sentence(at - 2)
          .replace("мор", "гор")
          .slice(1)
      : sentence(at),
  );
  const index = smallIndex(0.75);
  let similar = 0;
  for (const [at, text] of texts.entries()) {
    const best = Math.max(0, ...texts.slice(0, at).map((other) => similarity(text, other)));
    const [closest] = index.add(text).map((place) => similarity(text, texts[place] ?? ""));
    expect(closest ?? 0, text).toBeCloseTo(best >= 0.75 ? best : 0, 9);
    if (best >= 0.75) similar += 1;
  }
  expect(similar).toBeGreaterThan(100);
});

test("the first text, an empty text and a text of only signs have no similar earlier text", () => {
  const index = smallIndex(0.75);
  expect(["", "…", "冰"].map((text) => index.add(text))).toEqual([[], [], []]);
  expect(index.add("冰")).toEqual([2]);
});

test("texts that differ only in numbers and punctuation are found, even if these are long", () => {
  const index = smallIndex(0.75);
  expect(["page 1", "page 20,000,000!", "chapter 1", "12", "3456"].map((text) => index.add(text))).toEqual([
    [],
    [0],
    [],
    [],
    [3],
  ]);
});
