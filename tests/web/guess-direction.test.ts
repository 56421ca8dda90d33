import { expect, test } from "vitest";
import { guessDirection, guessLanguage } from "../../src/web/text/guess-direction.ts";

test.each([
  ['<file source-language="zh-CN" target-language="ru-RU">', { source: "zh", target: "ru" }],
  ['<xliff version="2.1" srcLang="ru" trgLang="en-GB">', { source: "ru", target: "en" }],
  ['{"jliff": "2.1", "srcLang": "en", "trgLang": "zh"}', { source: "en", target: "zh" }],
  ['<xliff version="2.1" srcLang="ru">', { source: "ru" }],
  ['<file source-language="de">Лёд тает.', { source: "ru" }],
  ["北极正在变暖。", { source: "zh" }],
])("%s", (head, direction) => {
  expect(guessDirection(head)).toEqual(direction);
});

test("the most frequent script decides the language, even with names in other scripts", () => {
  expect(guessLanguage("Арктический совет (Arctic Council) основан в 1996 году.")).toBe("ru");
  expect(guessLanguage("北极理事会（Arctic Council）成立于1996年，总部设在特罗姆瑟。")).toBe("zh");
  expect(guessLanguage("The Arctic Council (北极理事会) was founded in 1996.")).toBe("en");
  expect(guessLanguage("1996")).toBe("en");
});
