import { expect, test } from "vitest";
import { originalName } from "../../src/formats/copied-name.ts";
import { languageInPath } from "../../src/formats/i18next/language.ts";
import { formatByName } from "../../src/formats/traits.ts";

const COPIES = [
  ...[
    "ru (1).json",
    "ru(1).json",
    "ru (12).json",
    "ru - копия.json",
    "ru — копия.json",
    "ru - копия (2).json",
  ],
  ...["ru копия.json", "ru копия 2.json", "ru (копия).json", "ru - Copy.json", "ru - Copy (2).json"],
  ...["ru copy.json", "ru copy 3.json", "ru (copy).json", "ru (3rd copy).json", "ru (another copy).json"],
  ...["ru_副本.json", "ru - 副本.json", "ru副本.json", "ru 副本 2.json", "ru的副本.json", "ru（副本）.json"],
  ...["Копия ru.json", "Копия (2) ru.json", "Copy of ru.json", "Copy (2) of ru.json", "复件 ru.json"],
  ...[
    "ru.json (1)",
    "ru.json.1",
    "ru.json~",
    "ru 2.json",
    "ru-1.json",
    "ru (1) (1).json",
    "ru - Copy (2) (1).json",
  ],
];

test.each(COPIES)("%s is a copy of ru.json", (name) => {
  expect(originalName(name)).toBe("ru.json");
  expect(languageInPath(`strings/${name}`)).toEqual({ language: "ru", tag: "ru" });
  expect(formatByName(name)?.extension).toBe("json");
});

test.each([
  ["site.zh-CN (2).json", "zh-CN"],
  ["site_zh_Hans - 副本.json", "zh-Hans"],
  ["messages_zh_TW.json", "zh-TW"],
  ["site_en_ru.json", "ru"],
  ["locales/zh/site (1).json", "zh"],
  ["locales/zh/ru (1).json", "ru"],
])("the language of %s is %s", (path, tag) => {
  expect(languageInPath(path)?.tag).toBe(tag);
});

test.each(["talk.review (1).xlsx", "talk.review - копия.xlsx"])("%s is a table for reviewers", (name) => {
  expect(formatByName(name)?.format).toBe("review-xlsx");
});

test.each(["photocopy.json", "фотокопия.json", "ru.json", "(1).json", "copy.json", ".json", "talk.v2.md"])(
  "%s is no copy",
  (name) => {
    expect(originalName(name)).toBe(name);
  },
);
