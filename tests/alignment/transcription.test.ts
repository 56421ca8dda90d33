import { expect, test } from "vitest";
import {
  soundAlike,
  soundsOf,
  transcribedSkeleton,
  transcriptions,
} from "../../src/alignment/transcription.ts";
import { consonantSkeleton } from "../../src/alignment/transliteration.ts";

const meet = (name: string, chinese: string) =>
  soundAlike(transcribedSkeleton(consonantSkeleton(name)), soundsOf(chinese));

test.each([
  ["Кавано", "卡瓦诺"],
  ["Manchester", "曼彻斯特"],
  ["Симс", "西姆斯"],
  ["Sanders", "桑德斯"],
  ["Молинари", "莫利纳里"],
  ["Архангельск", "阿尔汉格尔斯克"],
])("%s matches its Chinese transcription", (name, chinese) => {
  expect(meet(name, chinese)).toBe(true);
});

test.each([
  ["Kavanaugh", "曼彻斯特"],
  ["Симс", "莫利纳里"],
  ["Oslo", "卡瓦诺"],
  ["Paris", "西姆斯"],
])("%s does not match the transcription of another name", (name, chinese) => {
  expect(meet(name, chinese)).toBe(false);
});

test("names are found in running text, ordinary words are not", () => {
  expect(transcriptions("英国首相特雷莎·梅与卡瓦诺会谈。")).toEqual(
    expect.arrayContaining(["特雷莎", "卡瓦诺"]),
  );
  expect(transcriptions("我们的研究结果表明这一点")).toEqual([]);
});
