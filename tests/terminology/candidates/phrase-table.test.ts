import { expect, test } from "vitest";
import { baseForm } from "../../../src/terminology/candidates/base-form.ts";
import { compareLengths, createPhraseTable } from "../../../src/terminology/candidates/phrase-table.ts";
import type { PhraseFinder } from "../../../src/terminology/candidates/phrase.ts";
import { englishFinder } from "../../../src/terminology/candidates/english-phrases.ts";
import { russianFinder } from "../../../src/terminology/candidates/russian-phrases.ts";
import { cValue } from "../../../src/terminology/candidates/termhood.ts";

function counted(finder: PhraseFinder, texts: readonly string[], most?: number) {
  for (const text of texts) finder.learn(text);
  const table = createPhraseTable(finder.words, most);
  for (const [at, text] of texts.entries()) table.add(text, finder.phrases(text), at, at % 2);
  compareLengths(table);
  return table;
}

test("a phrase that always stands in one longer phrase is worth nothing, one that also stands alone is", () => {
  const { entries } = counted(englishFinder(), [
    "The polar silk road is open.",
    "A polar silk road was built.",
    "The sea ice extent is small.",
    "The sea ice is thin.",
    "The sea ice is old.",
  ]);
  const value = (key: string) => cValue(entries.get(key) ?? expect.fail(key));
  expect(value("silk road")).toBe(0);
  expect(value("polar silk road")).toBeGreaterThan(0);
  expect(value("sea ice")).toBeGreaterThan(value("sea ice extent"));
});

test("occurrences, units and documents are counted", () => {
  const { entries } = counted(englishFinder(), [
    "An icebreaker meets an icebreaker.",
    "Icebreakers wait.",
    "The icebreaker",
  ]);
  expect(entries.get("icebreaker")).toMatchObject({ frequency: 4, documents: 3, units: [0, 1, 2] });
});

test("the number of entries is bounded, and the frequent ones stay", () => {
  const texts = Array.from({ length: 400 }, (_, at) => `The icebreaker meets vessel${at} near station${at}.`);
  const { entries } = counted(englishFinder(), texts, 100);
  expect(entries.size).toBeLessThanOrEqual(100);
  expect(entries.get("icebreaker")?.frequency).toBe(400);
});

test.each([
  [["в Северном Ледовитом океане", "воды Северного Ледовитого океана"], 3, "Северный Ледовитый океан"],
  [["о морском льде", "край морского льда", "под морским льдом"], 2, "морской лед"],
  [["сводных таблиц нет", "в сводной таблице", "новую сводную таблицу"], 2, "сводная таблица"],
  [["научных организаций", "в научной организации"], 2, "научная организация"],
  [["выбросы парниковых газов", "о парниковых газах"], 2, "парниковые газы"],
  [["под лесами водорослей", "леса водорослей", "лес водорослей"], 2, "лес водорослей"],
  [["к прогнозам погоды", "верим прогнозам погоды"], 2, "прогнозы погоды"],
  [["у лесного храма", "лесной храм"], 2, "лесной храм"],
  [["суда идут в Тромсё", "из Тромсё"], 1, "Тромсе"],
  [["выше разрывов страниц", "без разрывов страниц", "о разрыве страницы"], 2, "разрыв страниц"],
])("the base form of %j is the nominative", (texts, size, form) => {
  const { entries } = counted(russianFinder(), texts);
  const found = [...entries.values()].filter(
    (entry) => entry.size === size && entry.frequency === texts.length,
  );
  expect(found.map((entry) => baseForm(entry, "ru").replaceAll("ё", "е"))).toContain(form);
});

test("an English base form is singular, with the capitals of names alone", () => {
  const { entries } = counted(englishFinder(), [
    "Page styles help.",
    "Use page styles and a page style.",
    "The Arctic Council met.",
    "In the Arctic Council",
  ]);
  const form = (key: string) => baseForm(entries.get(key) ?? expect.fail(key), "en");
  expect(form("page style")).toBe("page style");
  expect(form("arctic council")).toBe("Arctic Council");
});
