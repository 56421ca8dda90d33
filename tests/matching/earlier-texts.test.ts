import { expect, test } from "vitest";
import { earlierTexts } from "../../src/matching/earlier-texts.ts";
import { similarity } from "../../src/matching/similarity.ts";
import { sentence } from "../storage/index/match-index-contract.ts";

test("the closest of the texts that came before is found, as by comparing with each of them", () => {
  const texts = Array.from({ length: 400 }, (_, at) =>
    at % 3 === 2
      ? sentence(at - 2)
          .replace("мор", "гор")
          .slice(1)
      : sentence(at),
  );
  const earlier = earlierTexts(0.75);
  let alike = 0;
  for (const [at, text] of texts.entries()) {
    const best = Math.max(0, ...texts.slice(0, at).map((other) => similarity(text, other)));
    const [closest] = earlier.alike(text).map((place) => similarity(text, texts[place] ?? ""));
    expect(closest ?? 0, text).toBeCloseTo(best >= 0.75 ? best : 0, 9);
    if (best >= 0.75) alike += 1;
  }
  expect(alike).toBeGreaterThan(100);
});

test("the first text, an empty one and one of signs alone have nothing before them", () => {
  const earlier = earlierTexts(0.75);
  expect(["", "…", "冰"].map((text) => earlier.alike(text))).toEqual([[], [], []]);
  expect(earlier.alike("冰")).toEqual([2]);
});

test("texts that numbers and punctuation alone tell apart are given, however much that is", () => {
  const earlier = earlierTexts(0.75);
  expect(
    ["page 1", "page 20,000,000!", "chapter 1", "12", "3456"].map((text) => earlier.alike(text)),
  ).toEqual([[], [0], [], [], [3]]);
});
