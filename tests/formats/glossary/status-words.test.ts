import { expect, test } from "vitest";
import { statusOfWord } from "../../../src/formats/glossary/status-words.ts";

const statusWord = (word: string) => {
  const status = statusOfWord(word);
  return status?.forbidden === true ? "forbidden" : status?.administrativeStatus;
};

test.each([
  [
    "preferred",
    "preferredTerm-admn-sts preferredTerm Preferred PREFERRED approved рекомендуемый Рекомендовано утверждён утвержденный 首选 推荐",
  ],
  ["admitted", "admittedTerm-admn-sts admitted allowed Допустимо допускается допустимая 允许 可用"],
  [
    "deprecated",
    "deprecatedTerm-admn-sts deprecated notRecommended not-recommended нежелательно нерекомендуемый 不推荐",
  ],
  ["superseded", "supersededTerm-admn-sts obsolete устаревший устаревшее 过时"],
  [
    "forbidden",
    "forbidden Forbidden prohibited banned doNotUse запрещено запрещён Запрещенный недопустимо 禁用 禁止使用",
  ],
] as const)("%s has many words", (status, words) => {
  for (const word of words.split(" ")) expect([word, statusWord(word)]).toEqual([word, status]);
});

test.each([
  ["Not Recommended", "deprecated"],
  ["не рекомендуется", "deprecated"],
  ["Do not use!", "forbidden"],
  ["не использовать", "forbidden"],
  ["not allowed", "forbidden"],
  ["не допускается", "forbidden"],
  ["不 允许", "forbidden"],
])("“%s” means %s", (word, status) => expect(statusWord(word)).toBe(status));

test.each(["", "new", "в работе", "待定", "constructor", "-admn-sts"])("“%s” is unknown", (word) => {
  expect(statusOfWord(word)).toBeUndefined();
});

test.each([
  "preferred?",
  "preferred (?)",
  "предпочтительный?",
  "首选？",
  "preferred (check)",
  "preferred / forbidden",
  "prefered",
  "~preferred",
  "[preferred?]",
])("%s is no known status", (word) => {
  expect(statusOfWord(word)).toBeUndefined();
});

test.each([
  ["(устар.)", "superseded"],
  ["[preferred]", "preferred"],
  ["（禁用）", "deprecated"],
  ["do not use!", "deprecated"],
])("%s is a status in brackets or with a mark", (word, administrativeStatus) => {
  expect(statusOfWord(word)).toMatchObject({ administrativeStatus });
});
