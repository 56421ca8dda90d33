import type { Language } from "../domain/language.ts";
import { canonicalNumber } from "./digits.ts";
import { HAN_DIGIT, hanValue } from "./han-numerals.ts";
import { wordNumbers } from "./number-words.ts";
import { quantity, type Scan, take } from "./quantity.ts";
import { SIGN } from "./quantity-hint.ts";

const WORDS = "two|three|four|five|six|seven|eight|nine|ten|twenty|hundred";
const FOLDS: Readonly<Record<string, number>> = {
  doubl: 2,
  tripl: 3,
  trebl: 3,
  quadrupl: 4,
  quintupl: 5,
};
const ENGLISH: readonly RegExp[] = [
  /(?<!\p{L})(doubl|tripl|trebl|quadrupl|quintupl)(?:ed|es|ing)(?!\p{L})/giu,
  new RegExp(String.raw`(?<![\p{L}\d.])(${WORDS}|\d+(?:\.\d+)?)-?fold(?!\p{L})`, "giu"),
  new RegExp(
    String.raw`(?<![\p{L}\d.])(${WORDS}|\d+(?:\.\d+)?)\stimes(?=\s(?:as|more|higher|larger|bigger|greater|faster|the)(?!\p{L}))`,
    "giu",
  ),
  new RegExp(
    String.raw`(?<=(?:grew|grown|rose|risen|increased?|multiplied|jumped)\s(?:by\s)?)(${WORDS}|\d+(?:\.\d+)?)\stimes(?!\p{L})`,
    "giu",
  ),
];
const ENGLISH_HALF = /(?<!\p{L})(?:halv(?:ed|es|ing)|(?:by|in)\shalf)(?!\p{L})/giu;

const RUSSIAN_WORDS: Readonly<Record<string, number>> = {
  вдвое: 2,
  втрое: 3,
  вчетверо: 4,
  впятеро: 5,
  вшестеро: 6,
  вдесятеро: 10,
};
const RUSSIAN_TIMES =
  /(?<!\p{L})в\s((?:\d+(?:[.,]\d+)?)|полтора|два|три|четыре|пять|шесть|семь|восемь|девять|десять|двадцать|сто)\sраза?(?!\p{L})/giu;
const RUSSIAN_ADVERB = /(?<!\p{L})(вдвое|втрое|вчетверо|впятеро|вшестеро|вдесятеро)(?!\p{L})/giu;
const RUSSIAN_VERB = /(?<!\p{L})(удво|утро|учетвер)(?:[ия]\p{L}*|ен\p{L}*)(?!\p{L})/giu;
/** Words of decrease, which turn the factor over: «сократилось вдвое» is half as much. */
const RUSSIAN_LESS = /сокра|уменьш|сниз|сниж|упал|упад|мень|ниже|короче|слабее|реже|редко|потеря/iu;

/** A fall directly beside the word: «упали вдвое», «втрое меньше», “cut threefold”. */
const FALL_BEFORE =
  /(?:сократ\p{L}+|уменьш\p{L}+|сни[зж]\p{L}+|упал\p{L}*|упад\p{L}+|cut|fell|fallen|dropped|decreased|reduced|declined|shrank|shrunk)\s(?:(?:almost|nearly|почти|более\sчем|примерно|by)\s)?$/iu;
const FALL_AFTER = /^\s(?:мень|ниже|короче|слабее|реже|less|lower|fewer|smaller)/iu;

const COUNT = String.raw`\d+(?:\.\d+)?|[${HAN_DIGIT}十百]+`;
const CHINESE_DOUBLING = /翻(?:了)?([一两二三四五])?番/gu;
const CHINESE_TIMES = new RegExp(
  String.raw`(?:((?:增长|增加|上升|提高|扩大|上涨|高出|多出|增)(?:了|近|约|超过|逾)?)|(?:是|为|到|达|的|至)?)(${COUNT})\s?倍`,
  "gu",
);
/** Words after which the number of times may be the total or the increase; large factors are rounded too. */
const LOOSE_GROWTH = /^(?:高出|多出)/u;
const CHINESE_HALF = /减半|(?:减少|下降|缩减|缩小|降低|下跌|减)(?:了|近|约)?(?:一半|50%)|腰斩/gu;

const HINT: Readonly<Record<Language, RegExp>> = {
  en: /doubl|tripl|trebl|upl|fold|times|hal[fv]/iu,
  ru: /\sраза?(?!\p{L})|(?<!\p{L})в(?:дв|тр|чет|пят|шест|десят)|удво|утро|учетвер/iu,
  zh: /[番倍半]|腰斩/u,
};

/**
 * Reads multiples: tripled, fourfold, «в 5 раз», «утроился», 翻了两番, 增长两倍. The value is the factor: `×3`. The Chinese
 * 增长两倍 means threefold; 增长十倍 may be ten or eleven times.
 */
export function multiples(scan: Scan): void {
  if ((scan.signs & SIGN.MULTIPLE) === 0 || !HINT[scan.language].test(scan.text)) return;
  if (scan.language === "en") englishMultiples(scan);
  else if (scan.language === "ru") russianMultiples(scan);
  else chineseMultiples(scan);
}

function multiple(start: number, all: string, factors: readonly number[], said: number) {
  const [value = 1, ...others] = factors;
  const share = value < 1 ? [`1/${canonicalNumber(1 / value)}`, `${canonicalNumber(100 * value)}%`] : [];
  return quantity(start, start + all.length, "multiple", `×${canonicalNumber(value)}`, {
    alternatives: [
      ...others.map((factor) => `×${canonicalNumber(factor)}`),
      canonicalNumber(said),
      ...factors.map(canonicalNumber),
      ...share,
    ],
    notation: "other",
    soft: !/\d/u.test(all),
  });
}

function englishMultiples(scan: Scan): void {
  for (const pattern of ENGLISH) {
    take(scan, pattern, ({ 0: all, 1: word = "", index }) => {
      const factor =
        FOLDS[word.toLowerCase()] ?? (/^\d/u.test(word) ? Number(word) : wordNumbers(word, "en")[0]?.value);
      if (factor === undefined) return undefined;
      // “grew by three times” may mean to three times the amount or by three times the amount
      const factors = all.includes("times") ? [factor, factor + 1] : [factor];
      return multiple(index, all, falls(scan, index, all) ? factors.map((one) => 1 / one) : factors, factor);
    });
  }
  take(scan, ENGLISH_HALF, ({ 0: all, index }) => multiple(index, all, [0.5], 0.5));
}

const falls = (scan: Scan, index: number, all: string): boolean =>
  FALL_BEFORE.test(scan.text.slice(Math.max(0, index - 30), index)) ||
  FALL_AFTER.test(scan.text.slice(index + all.length, index + all.length + 10));

function russianMultiples(scan: Scan): void {
  const factors = (index: number, end: number, factor: number, all: string): readonly number[] => {
    if (falls(scan, index, all)) return [1 / factor];
    const around = scan.text.slice(Math.max(0, index - 32), end + 16);
    return RUSSIAN_LESS.test(around) ? [1 / factor, factor] : [factor];
  };
  take(scan, RUSSIAN_TIMES, ({ 0: all, 1: word = "", index }) => {
    const factor = /^\d/u.test(word) ? Number(word.replace(",", ".")) : wordNumbers(word, "ru")[0]?.value;
    return factor === undefined
      ? undefined
      : multiple(index, all, factors(index, index + all.length, factor, all), factor);
  });
  take(scan, RUSSIAN_ADVERB, ({ 0: all, 1: word = "", index }) => {
    const factor = RUSSIAN_WORDS[word.toLowerCase()] ?? 2;
    const read = factors(index, index + all.length, factor, all);
    return multiple(index, all, read, read[0] ?? factor);
  });
  take(scan, RUSSIAN_VERB, ({ 0: all, 1: stem = "", index }) => {
    const factor = { удво: 2, утро: 3, учетвер: 4 }[stem.toLowerCase()] ?? 2;
    return multiple(index, all, [factor], factor);
  });
}

function chineseMultiples(scan: Scan): void {
  take(scan, CHINESE_DOUBLING, ({ 0: all, 1: times = "一", index }) =>
    multiple(index, all, [2 ** (hanValue(times) ?? 1)], hanValue(times) ?? 1),
  );
  take(scan, CHINESE_TIMES, ({ 0: all, 1: growth, 2: digits = "", index }) => {
    const factor = hanValue(digits) ?? Number(digits);
    if (!Number.isFinite(factor) || factor === 0) return undefined;
    const total =
      growth === undefined
        ? [factor]
        : LOOSE_GROWTH.test(growth) || factor >= 5
          ? [factor + 1, factor]
          : [factor + 1];
    return multiple(index, all, total, growth === undefined ? factor : factor + 1);
  });
  take(scan, CHINESE_HALF, ({ 0: all, index }) => multiple(index, all, [0.5], 0.5));
}
