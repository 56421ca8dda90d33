import { describe, expect, test } from "vitest";
import { detectLanguage } from "../../src/domain/detect-language.ts";

describe("language of a text", () => {
  test.each([
    ["лёд", "ru"],
    ["冰", "zh"],
    ["北極理事會 (AC)", "zh"],
    ["The Arctic Council", "en"],
    ["Откройте GNOME Terminal", "ru"],
    ["请打开 GNOME Terminal", "zh"],
    [
      "Участники обсудили проект программы на будущий год и договорились о порядке дальнейшей работы групп",
      "ru",
    ],
    [
      "Ветка подмодуля настроена на наследование ветки из родительского проекта, но он не находится ни на одной ветке",
      "ru",
    ],
  ] as const)("%s: %s by its script", (text, language) => {
    expect(detectLanguage(text).language).toBe(language);
  });

  test.each([
    ["このファイルを保存してください", "jpn"],
    ["파일을 저장하십시오", "kor"],
    ["Рада міністрів Європейського Союзу ухвалила рішення", undefined],
    [
      "Der Arktische Rat wurde vor vielen Jahren als zwischenstaatliches Forum gegründet, um die Zusammenarbeit zu fördern",
      "deu",
    ],
    [
      "Съветът на министрите прие решение, според което държавите членки трябва да подпишат договора преди края на годината",
      "bul",
    ],
  ] as const)("%s: none of ours", (text, other) => {
    const detected = detectLanguage(text);
    expect(detected.language).toBeUndefined();
    expect(detected.other).toBe(other);
  });

  test("a text without letters has no language", () => {
    expect(detectLanguage("12 + 30 = {{sum}} https://example.org").language).toBeUndefined();
  });
});
