import { describe, expect, test } from "vitest";
import { baseForm } from "../../../src/terminology/candidates/base-form.ts";
import { createPhraseTable } from "../../../src/terminology/candidates/phrase-table.ts";
import { russianFinder } from "../../../src/terminology/candidates/russian-phrases.ts";

/** The base form of the phrase that occurs as `surface` in texts. */
function baseOf(surface: string, texts: readonly string[]): string {
  const finder = russianFinder();
  for (const text of texts) finder.learn(text);
  const table = createPhraseTable(finder.words);
  for (const [at, text] of texts.entries()) table.add(text, finder.phrases(text), at, at);
  const entry = [...table.entries.values()].find(({ surfaces }) => surfaces.has(surface));
  return entry === undefined ? expect.fail(`“${surface}” is no phrase`) : baseForm(entry, "ru");
}

describe("the base form of a Russian phrase", () => {
  test.each([
    ["a genitive plural without an ending", "почтовых марок", "почтовые марки"],
    ["a genitive plural of a neuter", "топливных пятен", "топливные пятна"],
    ["a fleeting vowel before a soft sign", "речного угля", "речной уголь"],
    ["a fleeting vowel", "северного ветра", "северный ветер"],
    ["a genitive singular that looks like another noun", "поля боя", "поле боя"],
    ["a feminine in a soft sign", "белой ночи", "белая ночь"],
    ["a name without a singular", "Карпатах", "Карпаты"],
    ["a noun without a singular", "дверных ножниц", "дверные ножницы"],
    ["a man in -а", "сельского старосты", "сельский староста"],
    ["an adjective in a stressed -ой", "обзорной вышки", "обзорная вышка"],
    ["a masculine after an adjective in a stressed -ой", "боевого корабля", "боевой корабль"],
    ["a noun that agrees with a participle-like word", "ледовой разведки", "ледовая разведка"],
    ["a noun with a genitive after it", "перечня товаров", "перечень товаров"],
  ])("is right for %s", (_, surface, base) => {
    expect(baseOf(surface, [`Мы знаем о значении ${surface} и прочем.`, `Речь шла о ${surface}.`])).toBe(
      base,
    );
  });

  test("takes the noun that the adjective beside it allows", () => {
    expect(baseOf("арбитражного суда", ["Решение арбитражного суда."])).toBe("арбитражный суд");
    expect(baseOf("морских судов", ["Экипажи морских судов.", "У причала морские суда."])).toBe(
      "морские суда",
    );
  });

  test("of a single noun takes the one that adjectives elsewhere allow", () => {
    const vessels = ["Стоят рыболовные суда.", "Ушли учебные суда.", "Вернулись суда."];
    expect(baseOf("суда", vessels)).toBe("суда");
    const courts = ["Решение верховного суда.", "Зал окружного суда.", "Здание суда."];
    expect(baseOf("суда", courts)).toBe("суд");
  });

  test("takes the noun of which the texts have further forms", () => {
    const texts = ["Стоимость граф отчёта.", "Пустая графа отчёта.", "Под графой стоит подпись."];
    expect(baseOf("граф отчёта", texts)).toBe("графа отчёта");
  });

  test("has ё where the texts write it", () => {
    expect(baseOf("паковых льдов", ["Поля паковых льдов.", "Лёд паковых льдов."])).toBe("паковые льды");
    expect(baseOf("пакового льда", ["Кромка пакового льда растёт."])).toBe("паковый лёд");
    expect(baseOf("пакового льда", ["Кромка пакового льда видна."])).toBe("паковый лед");
  });

  test("of an unknown word is guessed from its ending", () => {
    expect(baseOf("цифровых блокчейнов", ["Обзор цифровых блокчейнов.", "О цифровом блокчейне."])).toBe(
      "цифровой блокчейн",
    );
  });

  test("is never an adverb in -о", () => {
    const finder = russianFinder();
    const texts = ["Свойство активно для слоя.", "Оно полезно для слоя.", "Полотно для слоя готово."];
    for (const text of texts) finder.learn(text);
    const keys = texts.flatMap((text) =>
      finder.phrases(text).map(({ start, end }) => text.slice(start, end)),
    );
    expect(keys).toContain("Полотно");
    expect(keys.filter((key) => /активно|полезно/u.test(key))).toEqual([]);
  });
});
