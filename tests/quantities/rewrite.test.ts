import { describe, expect, test } from "vitest";
import type { Language } from "../../src/domain/language.ts";
import { figuresOf } from "../../src/quantities/figures.ts";
import { rewriteQuantities } from "../../src/quantities/rewrite.ts";

/** The target of the source `was`, changed to fit the source `is`. */
const adapted = (from: Language, was: string, is: string, to: Language, target: string) =>
  rewriteQuantities(target, to, figuresOf(was, from), figuresOf(is, from));

const written = (text: string, language: Language) => figuresOf(text, language).map((one) => one.written);

describe("figures: quantities that others may replace", () => {
  test.each([
    ["COVID-19 in 2020", "en", ["2020"]],
    ["Самолёты МиГ-29 и Ка-52, станция «Северный полюс-41», 5 судов", "ru", ["5"]],
    ["PM2.5, PM 10, CO2, H1N1, G20 and 5G: 30%", "en", ["30%"]],
    ["ISO 9001 и ГОСТ 7.1 с 2003 года", "ru", ["2003"]],
    ["В США 25 ледоколов, в ЕС 12", "ru", ["25", "12"]],
    ["歼-20和B-52飞行了300公里", "zh", ["300"]],
    ["v2.1.0 since mid-2015", "en", ["2.1.0", "2015"]],
    ["A/RES/70/1 and MARPOL 73/78 of 1978", "en", ["1978"]],
    ["ISO-8859-15 for 4x4 and SUM(5; 7) pages", "en", ["4", "4"]],
    ["Louis XIV, chapter IV, the XXI century", "en", ["IV", "XXI"]],
    ["5й год, 90-е, 10кг, 5-дневный", "ru", ["5", "90", "10", "5"]],
    ["统一的标准，十分重要，再三强调，两艘船，第一章", "zh", ["两", "一"]],
    ["No one was second to none in 2 seconds, a second later", "en", ["2"]],
  ] as const)("%s (%s): %j", (text, language, expected) => {
    expect(written(text, language).filter((one) => !/second/u.test(one))).toEqual(expected);
  });

  test("the two days of a range are one figure", () => {
    expect(figuresOf("11–13 марта 2026 г.", "ru").map(({ value }) => value)).toEqual([
      "0000-03-11/2026-03-13",
    ]);
  });
});

describe("a target takes the figures of another source", () => {
  test.each([
    // Notation: grouping, decimals, scale, Chinese numerals
    ["ru", "1 234 567 чел.", "2 345 678 чел.", "zh", "123万4567人", "234万5678人"],
    ["ru", "2,05 м", "1,80 м", "zh", "2.05米", "1.80米"],
    ["ru", "123 456 789 рублей", "223 456 789 рублей", "zh", "1.23456789亿卢布", "2.23456789亿卢布"],
    ["zh", "第900号", "第2758号", "en", "No. 900", "No. 2758"],
    ["zh", "长900公里", "长13200公里", "en", "900 km long", "13,200 km long"],
    ["ru", "раздел 5", "раздел 5.2", "en", "section 5", "section 5.2"],
    ["zh", "共三艘船", "共两艘船", "zh", "这有三艘船", "这有两艘船"],
    ["en", "April 2", "May 2", "zh", "四月二日", "五月二日"],
    // Ranges with the scale or per cent once or twice
    ["zh", "10%至15%", "20%至25%", "en", "10 to 15%", "20 to 25%"],
    ["ru", "10–15 млн тонн", "20–25 млн тонн", "zh", "1000万至1500万吨", "2000万至2500万吨"],
    ["zh", "1000万至1500万吨", "2000万至2500万吨", "ru", "10–15 млн тонн", "20–25 млн тонн"],
    ["en", "March 11–13, 2026", "April 20–22, 2027", "zh", "2026年3月11日至13日", "2027年4月20日至22日"],
    // Times, coordinates
    ["en", "at 2:30 pm", "at 3:45 pm", "zh", "下午2:30", "下午3:45"],
    ["ru", "в 14:30", "в 16:05", "en", "at 2:30 p.m.", "at 4:05 p.m."],
    ["en", "69°30′N", "70°15′N", "ru", "69°30′ с. ш.", "70°15′ с. ш."],
    ["ru", "75° с. ш.", "81° с. ш.", "zh", "北纬75度", "北纬81度"],
    // Words around the number
    ["zh", "8天的航行", "7天的航行", "en", "An 8-day voyage", "A 7-day voyage"],
    ["zh", "100人的团队", "80人的团队", "en", "a 100-person team", "an 80-person team"],
    ["zh", "7天", "21天", "ru", "7-дневный рейс", "21-дневный рейс"],
    ["en", "in 5 cases", "in 3 cases", "ru", "в 5 случаях", "в 3 случаях"],
    ["en", "Table 5 shows", "Table 1 shows", "ru", "Таблица 5 показывает", "Таблица 1 показывает"],
    ["en", "1 km of 5", "3 km of 5", "ru", "1 км из 5", "3 км из 5"],
    // Numbers in words, in the same form
    ["zh", "第三次考察", "第四次考察", "ru", "третья экспедиция", "четвертая экспедиция"],
    ["en", "the third ship", "the fourth ship", "ru", "ещё третье судно", "ещё четвёртое судно"],
    ["en", "3 out of 4 states", "2 out of 5 states", "ru", "3 из 4 государств", "2 из 5 государств"],
    ["zh", "第一次考察", "第三次考察", "en", "The first expedition", "The third expedition"],
    ["zh", "第一级字符", "第三级字符", "ru", "символы первого порядка", "символы третьего порядка"],
    ["zh", "在第三个星期三", "在第五个星期三", "en", "on the third Wednesday", "on the fifth Wednesday"],
    ["zh", "第四", "第二", "ru", "в четвертый понедельник", "во второй понедельник"],
    ["zh", "第二", "第三", "ru", "Во вторую среду", "В третью среду"],
    ["en", "75% of it", "100% of it", "ru", "с 75 % того", "со 100 % того"],
    ["en", "100% of it", "50% of it", "ru", "со 100 % того", "с 50 % того"],
    ["zh", "两个原因", "三个原因", "ru", "из двух причин", "из трех причин"],
    ["zh", "5艘船", "6艘船", "en", "Five ships", "Six ships"],
    // The same value twice; a value that does not change and is inside a word
    ["en", "5 samples in 5 days", "6 samples in 6 days", "ru", "5 проб за 5 дней", "6 проб за 6 дней"],
    [
      "en",
      "The 8 states in 2015",
      "The 8 states in 2019",
      "ru",
      "Восьмёрка в 2015 г.",
      "Восьмёрка в 2019 г.",
    ],
    ["en", "from 10 to 20", "from 20 to 10", "zh", "从10到20", "从20到10"],
    ["en", "COVID-19 cost 5 million", "COVID-19 cost 7 million", "ru", "COVID-19: 5 млн", "COVID-19: 7 млн"],
  ] as const)("%s: %s → %s, %s: %s → %s", (from, was, is, to, target, expected) => {
    expect(adapted(from, was, is, to, target)).toBe(expected);
  });

  test.each([
    ["zh", "1艘船", "3艘船", "en", "1 ship", "a noun has to agree"],
    ["zh", "25只", "22只", "ru", "25 моржей", "a noun without known forms"],
    ["zh", "25艘船", "21艘船", "ru", "25 «судов»", "a noun in quotation marks has to agree"],
    ["zh", "1个百分点", "3个百分点", "en", "1 percentage point", "the word points has to agree"],
    ["en", "2 reasons", "5 reasons", "ru", "две причины", "a noun after a word has to agree"],
    ["zh", "三个", "两个", "ru", "три судна", "the form of two depends on gender"],
    ["zh", "007号", "008号", "en", "No. 007", "leading zeros are part of a code"],
    ["en", "3,000 nautical miles", "2,000 nautical miles", "ru", "5556 км", "the measure was converted"],
    ["en", "3-fold", "4-fold", "zh", "增长了2倍", "the value was converted"],
    [
      "en",
      "5 samples in 5 days",
      "6 samples in 8 days",
      "ru",
      "5 проб за 5 дней",
      "one value gets two new values",
    ],
    ["en", "5 days", "6 days", "ru", "5 дней по 5", "the target has the value once more"],
    [
      "en",
      "level 1 (level 1)",
      "level 5 (level 5)",
      "zh",
      "1级（统一的）",
      "the second occurrence is missing",
    ],
    ["en", "200,000 items", "25,000 items", "ru", "200,000 элементов", "the number has two readings"],
    ["en", "stage 1", "stage 2", "zh", "该阶段是一个计划", "一个 is an article"],
    ["en", "at 2:30 pm", "at 9:15 am", "zh", "下午2:30", "the half of the day changes"],
    ["en", "75° N", "75° S", "ru", "75° с. ш.", "the hemisphere is a word"],
    ["en", "in 2022", "in 2023", "ru", "«Арктика-2022»", "it is part of a name"],
    ["en", "an 8-tonne load", "an 1812-tonne load", "en", "an 8-tonne load", "1812 has two readings"],
  ] as const)("cannot be done: %s: %s → %s, %s: %s (%s)", (from, was, is, to, target, _why) => {
    expect(adapted(from, was, is, to, target)).toBeUndefined();
  });
});
