import { describe, expect, it } from "vitest";
import type { Concept } from "../../../src/domain/concept.ts";
import { isLikelyWord } from "../../../src/terminology/chinese/ambiguity.ts";
import { logProbability } from "../../../src/terminology/chinese/word-frequencies.ts";
import { buildFinder } from "../../../src/terminology/finder.ts";

const concept = (text: string): Concept => ({
  id: text,
  status: "approved",
  terms: [{ language: "zh", text, administrativeStatus: "preferred" }],
});

/** Sentence, term, and whether the sentence has the term as a word. */
const CASES: readonly (readonly [string, string, boolean])[] = [
  ["只有他本人才知道。", "人才", false],
  ["培养专业人才很重要。", "人才", true],
  ["研究所得税如何征收。", "研究所", false],
  ["研究所公布了结果。", "研究所", true],
  ["和平时一样安静。", "和平", false],
  ["维护世界和平与安全。", "和平", true],
  ["防卫星级酒店。", "卫星", false],
  ["发射了一颗卫星。", "卫星", true],
  ["祝愿被告知的人。", "被告", false],
  ["法院传唤被告到庭。", "被告", true],
  ["核潜艇浮出水面。", "潜艇", true],
  ["少数民族地区。", "民族", true],
];

describe("Chinese words side by side", () => {
  it.each(CASES)("%s %s: %s", (sentence, term, meant) => {
    const finder = buildFinder([concept(term)]);
    expect(finder.find(sentence, "zh", "strict")).toHaveLength(meant ? 1 : 0);
    expect(finder.find(sentence, "zh", "lenient")).toHaveLength(1);
  });

  it("a term that is not in the list is a word if no common word crosses its ends", () => {
    expect(logProbability("冰缘")).toBeUndefined();
    expect(isLikelyWord("冰缘附近有海豹。", 0, 2)).toBe(true);
  });

  it("a more common word has a higher probability", () => {
    expect(logProbability("中国")).toBeGreaterThan(logProbability("北极") ?? 0);
    expect(logProbability("的")).toBeGreaterThan(logProbability("中国") ?? 0);
  });
});
