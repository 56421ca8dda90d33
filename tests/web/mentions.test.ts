import { expect, test } from "vitest";
import { mentionAt, mentionsIn, peopleNamed, textParts } from "../../src/web/text/mentions.ts";

const PEOPLE = [
  { id: "p1", name: "Anna" },
  { id: "p2", name: "Anna Li" },
  { id: "p3", name: "王芳" },
  { id: "p4", name: "Вера Петрова" },
  { id: "p5", name: "王芳" },
];

test.each([
  ["@", 1, { start: 0, typed: "" }],
  ["Ask @an", 7, { start: 4, typed: "an" }],
  ["请问@王", 4, undefined],
  ["请问 @王", 5, { start: 3, typed: "王" }],
  ["@Вера Пет", 9, { start: 0, typed: "Вера Пет" }],
  ["(@an", 4, { start: 1, typed: "an" }],
  ["anna@example.org", 10, undefined],
  ["@ then", 6, undefined],
  ["@an\nnext", 8, undefined],
  ["no mention", 5, undefined],
  [`@${"a".repeat(70)}`, 71, undefined],
])("the name that is being written in %j at %i", (text, caret, expected) => {
  expect(mentionAt(text, caret)).toEqual(expected);
});

test("people are found by the beginning of any part of their names", () => {
  const found = (typed: string) => peopleNamed(PEOPLE, typed).map(({ id }) => id);
  expect(found("пет")).toEqual(["p4"]);
  expect(found("AN")).toEqual(["p1", "p2"]);
  expect(found("li")).toEqual(["p2"]);
  expect(found("王")).toEqual(["p3", "p5"]);
  expect(found("")).toHaveLength(5);
  expect(found("nna")).toEqual([]);
});

test.each([
  ["@Anna, is it so?", ["p1"]],
  ["@anna li and @Вера Петрова", ["p2", "p4"]],
  ["@Annabel", []],
  ["Anna", []],
  ["@王芳请看", ["p5"]],
  ["@Anna @Anna", ["p1"]],
  ["@@Anna", ["p1"]],
])("%j mentions %j", (text, expected) => {
  expect(mentionsIn(text, PEOPLE, new Set(["p5"]))).toEqual(expected);
});

test("of several people of one name all are asked, unless one was chosen", () => {
  expect(mentionsIn("@王芳", PEOPLE, new Set())).toEqual(["p3", "p5"]);
});

test("the names of those who are asked stand out, the longer one first, and nothing of the text is lost", () => {
  const names = ["Anna", "Anna Li", "王芳", "C++ (bot)"];
  expect(textParts("İ @anna li, @王芳和 @Anna: @C++ (bot)?", names)).toEqual([
    "İ ",
    { name: "@anna li" },
    ", ",
    { name: "@王芳" },
    "和 ",
    { name: "@Anna" },
    ": ",
    { name: "@C++ (bot)" },
    "?",
  ]);
  expect(textParts("@Anna", [])).toEqual(["@Anna"]);
});
