import { expect, it } from "vitest";
import { loadDictionaries } from "../../src/http/dictionaries-from-assets.ts";
import { buildFinder } from "../../src/terminology/finder.ts";
import { environment } from "./setup.ts";

it("workerd separates Chinese terms from parts of longer words as Node does", async () => {
  await loadDictionaries(environment.ASSETS);
  const finder = buildFinder(
    ["人才", "和平", "卫星", "潜艇"].map((text) => ({
      id: text,
      status: "approved" as const,
      terms: [{ language: "zh" as const, text, administrativeStatus: "preferred" as const }],
    })),
  );
  const found = (text: string): string[] => finder.find(text, "zh", "strict").map(({ term }) => term);
  for (const text of ["只有他本人才知道。", "和平时一样安静。", "防卫星级酒店。"])
    expect(found(text), text).toEqual([]);
  expect(found("培养专业人才,维护世界和平。")).toEqual(["人才", "和平"]);
  expect(found("发射卫星,核潜艇浮出水面。")).toEqual(["卫星", "潜艇"]);
});
