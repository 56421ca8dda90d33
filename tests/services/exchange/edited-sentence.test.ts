import { describe, expect, test } from "vitest";
import { pairedVersions } from "../../../src/services/exchange/paired-versions.ts";

/** The old text that each new one is an edit of. */
const edited = (earlier: readonly string[], later: readonly string[]) =>
  Object.fromEntries(
    pairedVersions(earlier, later).map((there, here) => [later[here], earlier[there ?? -1]]),
  );

const PROGRAMME = {
  en: (n: number, time: string) => `Session ${n} opens at ${time}`,
  ru: (n: number, time: string) => `Секция ${n} начинается в ${time}`,
  zh: (n: number, time: string) => `第${n}场于${time}开始`,
  zhWords: (n: number, time: string) => `第${"〇一二三四五六七"[n]}场于${time}开始`,
};

describe.each(Object.entries(PROGRAMME))("a programme (%s)", (_, line) => {
  const old = [line(1, "9:00"), line(2, "11:00"), line(3, "14:00"), line(4, "15:30")];

  test.each(["in its place", "at the end"])("a new line %s is no edit of a removed one", (place) => {
    const fresh = line(6, "17:00");
    const now = place === "in its place" ? old.with(2, fresh) : [...old.toSpliced(2, 1), fresh];
    expect(edited(old, now)[fresh]).toBeUndefined();
  });

  test("a line with another time is an edit of the line with its number", () => {
    const now = old.with(2, line(3, "14:30"));
    expect(edited(old, now)[line(3, "14:30")]).toBe(old[2]);
    const later = [1, 2, 3, 4].map((n) => line(n, `${n + 9}:45`));
    expect(pairedVersions(old, later)).toEqual([0, 1, 2, 3]);
  });

  test("lines that get new numbers share a number with the lines that they were", () => {
    const now = [line(1, "9:00"), line(2, "14:00"), line(3, "15:30")];
    const pairs = pairedVersions(old, now);
    expect(pairs[0]).toBe(0);
    expect([1, 2]).toContain(pairs[1]);
    expect([2, 3]).toContain(pairs[2]);
  });
});

test.each([
  [
    "The talk of Professor Ivan Petrov begins the session.",
    "The talk of Professor Anna Lee begins the session.",
    "The talk of Professor Wang Wei begins the session.",
  ],
  [
    "С докладом выступит профессор Пётр Иванов.",
    "С докладом выступит профессор Ольга Смирнова.",
    "С докладом выступит профессор Ван Вэй.",
  ],
  ["报告人：彼得罗夫教授，莫斯科。", "报告人：史密斯教授，伦敦。", "报告人：王伟教授，北京。"],
])("a line with another name beside lines of its kind is new: %s", (removed, fresh, other) => {
  expect(edited([other, removed, "End"], [other, fresh, "End"])[fresh]).toBeUndefined();
  expect(edited([other, removed, "End"], [other, "End", fresh])[fresh]).toBeUndefined();
});

test("a row of a table with another cell is new where all rows are alike", () => {
  const old = ["Session 1", "9:00–10:30", "Session 2", "11:00–12:30", "Session 3", "14:00–15:30"];
  const now = ["Session 1", "9:00–10:30", "Session 5", "17:00–18:30", "Session 3", "14:00–15:30"];
  expect(pairedVersions(old, now)).toEqual([0, 1, undefined, undefined, 4, 5]);
});

test("an item of a list is the same item under another number", () => {
  const old = ["1. Open the valve.", "2. Close the tap.", "3. Check the pump.", "4. Check the valve."];
  const now = ["1. Open the valve.", "2. Check the pump.", "3. Check the valve."];
  expect(pairedVersions(old, now)).toEqual([0, 2, 3]);
  expect(
    pairedVersions(["一、打开阀门", "二、关闭水龙头", "三、检查水泵"], ["一、打开阀门", "二、检查水泵"]),
  ).toEqual([0, 2]);
});

test("lines of subtitles that say the same of two things are two lines", () => {
  const old = ["Are you ready, Anna?", "I am ready.", "Are you ready, Boris?", "So am I."];
  const now = ["Are you ready, Anna?", "I am ready.", "Are you ready, Wei?", "So am I."];
  expect(pairedVersions(old, now)).toEqual([0, 1, undefined, 3]);
});

test("an edit of a sentence without its like stays an edit", () => {
  const edits = [
    ["The conference had 120 participants.", "The conference had 125 participants."],
    ["Конференция прошла в 2023 году в Мурманске.", "Конференция прошла в 2024 году в Мурманске."],
    ["会议有120人参加。", "会议有125人参加。"],
    ["The ice melts.", "The ice melted."],
    ["The first port", "The first harbour"],
  ];
  for (const [old = "", now = ""] of edits)
    expect(edited(["Ice", old, "End"], ["Ice", now, "End"])[now]).toBe(old);
});

test("a word that changes in all lines of a kind parts no line from its pair", () => {
  const names = ["first", "second", "third", "fourth"];
  const [old, now] = ["port", "harbour"].map((word) => names.map((name) => `The ${name} ${word}`));
  expect(pairedVersions(old ?? [], now ?? [])).toEqual([0, 1, 2, 3]);
  const breaks = ["Coffee break (15 min)", "Talk", "Coffee break (15 min)"];
  expect(
    pairedVersions(
      breaks,
      breaks.map((text) => text.replace("15", "20")),
    ),
  ).toEqual([0, 1, 2]);
});

test("a sentence that was moved and has no number in common is new", () => {
  const old = ["Session 3 opens at 14:00", "Lunch", "Dinner"];
  expect(pairedVersions(old, ["Lunch", "Dinner", "Session 5 opens at 17:00"])).toEqual([1, 2, undefined]);
  expect(pairedVersions(old, ["Lunch", "Dinner", "Session 3 opens at 17:00"])).toEqual([1, 2, 0]);
});

test("a long programme that changes everywhere is compared in bounded time", () => {
  const line = (n: number, word: string) => `Session ${n} ${word} at ${n}:00 in the hall of the university`;
  const old = Array.from({ length: 500 }, (_, n) => line(n, "opens"));
  const now = Array.from({ length: 500 }, (_, n) => line(n, "starts"));
  expect(pairedVersions(old, now)).toEqual([...old.keys()]);
});

test("a version that is compared once more brings no further edits", () => {
  const old = ["The law ice north crew is here.", "The ice ice ice is here."];
  const now = ["The route north law is here.", "Now the ice ice ice is here."];
  expect(pairedVersions(old, now)).toEqual([0, 1]);
});
