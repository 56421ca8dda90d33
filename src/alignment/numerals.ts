import type { Language } from "../domain/language.ts";

const HAN_DIGITS: ReadonlyMap<string, number> = new Map(
  [..."零〇一二三四五六七八九"].map((digit, index) => [digit, Math.max(0, index - 1)]),
);
const HAN_UNITS: ReadonlyMap<string, number> = new Map([
  ["十", 10],
  ["百", 100],
  ["千", 1000],
  ["万", 1e4],
  ["亿", 1e8],
]);
const HAN_RUN = /[零〇一二两三四五六七八九十百千万亿]{1,16}/gu;
const HAN_ARABIC = /(\d[\d,，]*(?:\.\d+)?)\s*([十百千万亿]{0,3})/gu;

const ENGLISH_ONES =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(
    " ",
  );
const ENGLISH_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
const ENGLISH_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split(" ");
const ENGLISH_WORDS: ReadonlyMap<string, number> = new Map([
  ...ENGLISH_ONES.map((word, value) => [word, value] as const),
  ...ENGLISH_TENS.map((word, index) => [word, 20 + 10 * index] as const),
  ...ENGLISH_ORDINALS.map((word, index) => [word, index + 1] as const),
  ["twice", 2],
  ["hundred", 100],
]);
const MONTHS_EN =
  "january february march april may june july august september october november december".split(" ");

/** Russian numerals by the beginning of the word, because the end changes with the case. */
const RUSSIAN_WORDS: readonly (readonly [RegExp, number])[] = [
  [/^(?:два|две|двух|двум|двое|второ|втора|вторы|втори)/u, 2],
  [/^(?:три$|тр[её]х|тр[её]м|трое|трети|треть)/u, 3],
  [/^(?:четыр|четв[её]рт|четверо)/u, 4],
  [/^(?:пять$|пяти$|пяты|пято|пятеро)/u, 5],
  [/^(?:шесть$|шести$|шесто|шесты)/u, 6],
  [/^(?:семь$|семи$|седьм)/u, 7],
  [/^(?:восемь$|восьми$|восьмо|восьмы)/u, 8],
  [/^(?:девять$|девяти$|девято|девяты)/u, 9],
  [/^(?:десять$|десяти$|десяты|десято)/u, 10],
  [/^одиннадцат/u, 11],
  [/^двенадцат/u, 12],
  [/^тринадцат/u, 13],
  [/^четырнадцат/u, 14],
  [/^пятнадцат/u, 15],
  [/^шестнадцат/u, 16],
  [/^семнадцат/u, 17],
  [/^восемнадцат/u, 18],
  [/^девятнадцат/u, 19],
  [/^двадцат/u, 20],
  [/^тридцат/u, 30],
  [/^сорок/u, 40],
  [/^(?:пятьдесят|пятидесят)/u, 50],
  [/^(?:шестьдесят|шестидесят)/u, 60],
  [/^(?:семьдесят|семидесят)/u, 70],
  [/^(?:восемьдесят|восьмидесят)/u, 80],
  [/^девяност/u, 90],
  [/^(?:сто$|сотн)/u, 100],
  [/^двест/u, 200],
];
const MONTHS_RU =
  /^(?:(январ)|(феврал)|(март(?:а|е|у|ом)?$)|(апрел)|(ма[йяею]$)|(июн)|(июл)|(август(?:а|е|у|ом)?$)|(сентябр)|(октябр)|(ноябр)|(декабр))/u;

const MULTIPLIERS: readonly (readonly [RegExp, number])[] = [
  [/^(?:thousand|тыс)/u, 1e3],
  [/^(?:million|mln|млн|миллион)/u, 1e6],
  [/^(?:billion|bln|млрд|миллиард)/u, 1e9],
  [/^(?:trillion|трлн|триллион)/u, 1e12],
];
const GROUPED: Readonly<Record<"en" | "ru", RegExp>> = {
  en: /\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)*/gu,
  ru: /\d{1,3}(?:[\u00A0\u202F ]\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)*/gu,
};

/** Value of a numeral in Han characters (一百二十, 二〇二六, 三千万); `undefined` for other text. */
export function hanNumeral(text: string): number | undefined {
  const digits = [...text.replaceAll("两", "二")];
  if (!digits.some((digit) => HAN_UNITS.has(digit))) {
    const values = digits.map((digit) => HAN_DIGITS.get(digit));
    return values.includes(undefined) ? undefined : Number(values.join(""));
  }
  let total = 0;
  let section = 0;
  let current: number | undefined;
  for (const digit of digits) {
    const unit = HAN_UNITS.get(digit);
    if (unit === undefined) current = HAN_DIGITS.get(digit) ?? 0;
    else if (unit < 1e4) {
      section += (current ?? 1) * unit;
      current = undefined;
    } else {
      const before = section + (current ?? 0);
      // In 一万亿 the 亿 multiplies the 万; in 一亿二千万 the 万 is added to the 亿.
      total = unit === 1e8 ? (total + before || 1) * unit : total + (before || 1) * unit;
      section = 0;
      current = undefined;
    }
  }
  return total + section + (current ?? 0);
}

/**
 * Values of the numbers of a sentence: figures with the language's separators and scale words, numerals in words,
 * and months as their number. It may find too many, because the numbers are anchors for alignment and not a check.
 *
 * @param text NFKC, lower case
 */
export function numberValues(text: string, language: Language): Set<number> {
  const values = new Set<number>();
  const add = (value: number) => {
    if (Number.isFinite(value)) values.add(Number(value.toPrecision(10)));
  };
  if (language === "zh") {
    for (const [, figures = "", units = ""] of text.matchAll(HAN_ARABIC)) {
      let value = Number(figures.replace(/[,，]/gu, ""));
      for (const unit of units) value *= HAN_UNITS.get(unit) ?? 1;
      add(value);
    }
    for (const match of text.matchAll(HAN_RUN)) {
      const [run] = match;
      if (/\d/u.test(text[match.index - 1] ?? "")) continue;
      // a single 一, 十 or 千 is more often part of a word than a number
      if (run.length === 1 && !/[二两三四五六七八九]/u.test(run)) continue;
      const value = hanNumeral(run);
      if (value !== undefined) add(value);
    }
    return values;
  }
  for (const match of text.matchAll(GROUPED[language])) {
    const [figures] = match;
    let value =
      language === "ru"
        ? Number.parseFloat(figures.replace(/[\u00A0\u202F ]/gu, "").replace(",", "."))
        : Number.parseFloat(figures.replace(/,(?=\d{3}(?!\d))/gu, "").replace(",", "."));
    const after = /^[\s\u00A0-]*(\p{L}+)/u.exec(
      text.slice(match.index + figures.length, match.index + figures.length + 24),
    )?.[1];
    if (after !== undefined) value *= MULTIPLIERS.find(([word]) => word.test(after))?.[1] ?? 1;
    add(value);
  }
  for (const [word] of text.matchAll(/\p{L}{2,}/gu)) {
    const value = language === "en" ? englishNumeral(word) : russianNumeral(word);
    if (value !== undefined && value > 1) values.add(value);
  }
  return values;
}

/** First two letters of the Russian numerals and months. They exclude most words quickly. */
const RUSSIAN_BEGINNINGS: ReadonlySet<string> = new Set(
  "дв вт тр че пя ше се во де од со ст ян фе ма ап ию ав ок но".split(" "),
);

function englishNumeral(word: string): number | undefined {
  const month = MONTHS_EN.indexOf(word);
  // "may" is a verb far more often than a month
  if (month >= 0 && word !== "may") return month + 1;
  return ENGLISH_WORDS.get(word);
}

function russianNumeral(word: string): number | undefined {
  if (!RUSSIAN_BEGINNINGS.has(word.slice(0, 2))) return undefined;
  const month = MONTHS_RU.exec(word);
  if (month !== null) return month.slice(1).findIndex((name) => name !== undefined) + 1;
  return RUSSIAN_WORDS.find(([pattern]) => pattern.test(word))?.[1];
}
