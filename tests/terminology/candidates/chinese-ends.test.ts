import { expect, test } from "vitest";
import { chineseFinder } from "../../../src/terminology/candidates/chinese-phrases.ts";
import { withWholeEnds } from "../../../src/terminology/candidates/chinese-ends.ts";
import { createPhraseTable } from "../../../src/terminology/candidates/phrase-table.ts";

/** The keys of the phrases that have one of these in them, with the ends that the texts show. */
async function wholeOf(texts: readonly string[], part: string): Promise<string[]> {
  const finder = chineseFinder();
  for (const text of texts) finder.learn(text);
  const table = createPhraseTable();
  for (const [at, text] of texts.entries()) table.add(text, finder.phrases(text), at, at);
  const entries = [...table.entries.values()].filter(({ key }) => key === part);
  const whole = await withWholeEnds(
    entries,
    (unit) => texts[unit] ?? "",
    (key) => table.entries.has(key),
    () => Promise.resolve(),
  );
  for (const { places, key } of whole)
    for (const { unit, start, end } of places) expect(texts[unit]?.slice(start, end)).toBe(key);
  return whole.map(({ key }) => key);
}

test("a character that the segmenter cut off belongs to the phrase beside which it always stands", async () => {
  expect(await wholeOf(["导入无星图像。", "保存无星图像。"], "星图像")).toEqual(["无星图像"]);
});

test("a character of grammar, of another word or of few places does not", async () => {
  expect(await wholeOf(["新的菜单。", "旧的菜单。"], "菜单")).toEqual(["菜单"]);
  expect(await wholeOf(["打开菜单。", "打开菜单。"], "菜单")).toEqual(["菜单"]);
  expect(await wholeOf(["在菜单中。", "从菜单中。"], "菜单")).toEqual(["菜单"]);
  expect(await wholeOf(["右键菜单。", "打开菜单。", "关闭菜单。"], "菜单")).toEqual(["菜单"]);
});
