import { describe, expect, test } from "vitest";
import { chineseFinder } from "../../../src/terminology/candidates/chinese-phrases.ts";
import { englishFinder } from "../../../src/terminology/candidates/english-phrases.ts";
import type { PhraseFinder } from "../../../src/terminology/candidates/phrase.ts";
import { russianFinder } from "../../../src/terminology/candidates/russian-phrases.ts";

/** The phrases of a text that has been learned together with others. */
function phrasesIn(finder: PhraseFinder, text: string, ...others: readonly string[]) {
  for (const one of [text, ...others]) finder.learn(one);
  return finder.phrases(text).map(({ start, end, key }) => ({ surface: text.slice(start, end), key }));
}
const surfaces = (...given: Parameters<typeof phrasesIn>) =>
  phrasesIn(...given).map(({ surface }) => surface);

describe("English phrases", () => {
  test("are nouns with what stands before them; verbs, adverbs and function words end them", () => {
    const found = surfaces(
      englishFinder(),
      "The heavy icebreaker quickly reaches the northern harbour of refuge.",
    );
    expect(found).toEqual(expect.arrayContaining(["heavy icebreaker", "harbour of refuge", "harbour"]));
    expect(found.join(" ")).not.toMatch(/reaches|quickly|The /u);
  });

  test("have one key for singular and plural, and with a hyphen", () => {
    const keys = (text: string) => phrasesIn(englishFinder(), text).map(({ key }) => key);
    expect(keys("Two ice-classes")).toContain("ice class");
    expect(keys("An ice class")).toContain("ice class");
  });

  test("of an order to the reader leave the verb out, also where the verb may be a noun", () => {
    const found = surfaces(englishFinder(), "Display the anchor point.", "You can display the anchor.");
    expect(found).toContain("anchor point");
    expect(found.join(" ")).not.toContain("Display");
  });

  test("keep a name with its small words, and its bracket, whole", () => {
    const found = surfaces(
      englishFinder(),
      "It was told by the Northern (Arctic) Federal University and by the Ministry of Foreign Affairs.",
    );
    expect(found).toContain("Northern (Arctic) Federal University");
    expect(found).toContain("Ministry of Foreign Affairs");
  });

  test("join two nouns with “and”, but not two names", () => {
    const found = surfaces(englishFinder(), "The search and rescue service of Norway and Canada works.");
    expect(found).toContain("search and rescue service");
    expect(found.some((one) => one.includes("Norway and"))).toBe(false);
  });

  test("have no placeholders", () => {
    expect(surfaces(englishFinder(), "Open the %PRODUCTNAME window with $[officename] tools")).toEqual(
      expect.not.arrayContaining([expect.stringMatching(/PRODUCTNAME|officename/u)]),
    );
  });
});

describe("Russian phrases", () => {
  test("are nouns with adjectives that agree and with genitives after them", () => {
    const found = surfaces(
      russianFinder(),
      "Чёрный углерод ускоряет таяние морского льда в прибрежной зоне.",
    );
    expect(found).toEqual(
      expect.arrayContaining(["Чёрный углерод", "таяние морского льда", "морского льда", "прибрежной зоне"]),
    );
    expect(found.some((one) => one.includes("ускоряет"))).toBe(false);
  });

  test("have one key in all cases and numbers, with a vowel that falls out too", () => {
    const finder = russianFinder();
    const texts = ["В ячейке таблицы", "Из ячеек таблиц", "Ячейкам таблицы", "Ячейка таблицы"];
    for (const one of texts) finder.learn(one);
    const keys = texts.map((one) => finder.phrases(one)[0]?.key);
    expect(new Set(keys).size).toBe(1);
  });

  test("do not end a word in -ов twice: «вызов» and «вызовов» are one word", () => {
    const finder = russianFinder();
    const texts = [
      "Новый глобальный вызов",
      "Много глобальных вызовов",
      "О глобальных вызовах",
      "К глобальному вызову",
    ];
    for (const one of texts) finder.learn(one);
    expect(new Set(texts.map((one) => finder.phrases(one).find(({ size }) => size === 2)?.key)).size).toBe(1);
  });

  test("have no past tenses, short participles and adverbs", () => {
    const found = surfaces(
      russianFinder(),
      "Участники предложили, и план был принят примерно сразу.",
      "Они предложил и предложила, это предложено.",
    );
    expect(found).toContain("Участники");
    expect(found.join(" ")).not.toMatch(/предложили|принят|примерно/u);
  });
});

test("a Russian phrase does not reach over its predicate", () => {
  const found = surfaces(
    russianFinder(),
    "Прогнозам ледовой обстановки нужны снимки спутника.",
    "Экипаж вновь видит берег.",
  );
  expect(found).toEqual(expect.arrayContaining(["Прогнозам ледовой обстановки", "снимки спутника"]));
  expect(found.join(" ")).not.toMatch(/нужны|вновь/u);
});

describe("Chinese phrases", () => {
  test("stop at function words and numbers", () => {
    const found = surfaces(chineseFinder(), "海冰的范围在2012年缩小");
    expect(found).toContain("海冰");
    expect(found.some((one) => /的|\d/u.test(one))).toBe(false);
  });

  test("keep the parts of a word that the segmenter does not know together", () => {
    const texts = ["阿尔汉格尔斯克很冷", "在阿尔汉格尔斯克", "到阿尔汉格尔斯克去"];
    const finder = chineseFinder();
    for (const one of texts) finder.learn(one);
    const found = finder.phrases("在阿尔汉格尔斯克").map(({ key }) => key);
    expect(found).toContain("阿尔汉格尔斯克");
    expect(found).not.toContain("汉格");
  });

  test("take a title in marks as a whole", () => {
    expect(phrasesIn(chineseFinder(), "根据《联合国海洋法公约》执行").map(({ key }) => key)).toContain(
      "联合国海洋法公约",
    );
  });

  test("have no verb and no particle at an edge", () => {
    const found = surfaces(
      chineseFinder(),
      "破冰船清理了航线",
      "渔民离开了航线",
      "渔民标出了航线",
      "三艘破冰船重新打通航线",
      "雷达站关闭了",
    );
    expect(found).toEqual(expect.arrayContaining(["破冰船", "航线"]));
    expect(found.join(" ")).not.toMatch(/了|清理/u);
  });
});

test("a name of capitals with a slash is one word in each language", () => {
  expect(surfaces(englishFinder(), "Select the S/MIME certificate.")).toEqual(
    expect.arrayContaining(["S/MIME certificate", "S/MIME"]),
  );
  expect(surfaces(russianFinder(), "Выберите сертификат S/MIME для подписи.")).toContain("сертификат S/MIME");
  expect(surfaces(chineseFinder(), "选择S/MIME证书。", "S/MIME证书已导入。")).toContain("S/MIME证书");
});

test("Russian orders, tenses and adverbs with a preposition begin no phrase, and a plural is no genitive", () => {
  const found = surfaces(
    russianFinder(),
    "Проверьте отпечаток ключа. Произошло событие. Файл содержит ключ. Встреча под эгидой Совета, по умолчанию. Стоящие перед Арктикой вызовы.",
  );
  expect(found).toEqual(expect.arrayContaining(["отпечаток ключа", "событие", "Совета", "вызовы"]));
  expect(found.join("|")).not.toMatch(/Проверьте|Произошло|содержит|эгидой|умолчанию|Арктикой вызовы/u);
});
