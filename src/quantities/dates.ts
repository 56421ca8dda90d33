import { HAN_DIGIT, hanValue } from "./han-numerals.ts";
import { romanValue } from "./digits.ts";
import { MONTH, MONTH_HINT, monthNumber } from "./months.ts";
import { quantity, take } from "./quantity.ts";
import type { Part, Quantity, Scan } from "./quantity.ts";
import { SIGN } from "./quantity-hint.ts";

const TO = String.raw`(?:\s*[-–—~～]{1,2}\s*|\s+(?:to|and|until|till|&|до|по|и)\s+|至|到|、|和)`;
const NTH = "(?:st|nd|rd|th|-?го|-?е|-?ое)?";
const YEAR = String.raw`(?:(?:,\s?|\s+)(\d{4})(?![\d]))?`;
const DAY = String.raw`(?<![\d.,])(\d{1,2})${NTH}`;

/** Text after digits that makes them part of a longer number, not a day: "November 1,910 people". */
const NO_DAY = String.raw`(?![\d:]|[,.]\d)`;

const western = (language: "en" | "ru", flags: string) => ({
  dayRange: new RegExp(`${DAY}${TO}(\\d{1,2})${NTH}\\s+(?:of\\s+)?(${MONTH[language]})${YEAR}`, flags),
  dayMonth: new RegExp(`${DAY}[\\s-]+(?:of\\s+)?(${MONTH[language]})${YEAR}`, flags),
  monthDays: new RegExp(
    `(${MONTH[language]})\\s?(\\d{1,2})${NTH}${TO}(\\d{1,2})${NTH}${NO_DAY}${YEAR}`,
    flags,
  ),
  monthDay: new RegExp(
    `(${MONTH[language]})\\s?(\\d{1,2})${NTH}${NO_DAY}(?:(?:,\\s?|\\s+)(\\d{4})(?!\\d))?`,
    flags,
  ),
  monthYear: new RegExp(`(${MONTH[language]}),?\\s+(?:of\\s+)?(\\d{4})(?!\\d)`, flags),
  month: new RegExp(MONTH[language], flags),
  any: new RegExp(MONTH[language], flags.replace("g", "")),
});
const WESTERN = { en: western("en", "gu"), ru: western("ru", "giu") };

const H = "[〇零一二三四五六七八九十]";
const CHINESE = {
  full: new RegExp(
    String.raw`(?:(\d{4}|[〇零一二三四五六七八九]{4})\s?年)?\s?(?<![\d个])(\d{1,2}|${H}{1,3})\s?月\s?(\d{1,2}|${H}{1,3})\s?(?:[日号]|(?=${TO}\d{1,2}\s?[日号]))(?:${TO}(\d{1,2}|${H}{1,3})\s?[日号])?`,
    "gu",
  ),
  yearMonth: new RegExp(
    String.raw`(\d{4}|[〇零一二三四五六七八九]{4})\s?年\s?(\d{1,2}|${H}{1,3})\s?月(?!份?以)`,
    "gu",
  ),
  year: new RegExp(String.raw`(?<!\d)([〇零一二三四五六七八九]{4})(?=\s?年)`, "gu"),
  month: new RegExp(String.raw`(?<![\d个${HAN_DIGIT}十])(\d{1,2}|${H}{1,2})\s?月`, "gu"),
  decade: new RegExp(String.raw`(\d{1,2}|${H}{1,3})\s?世纪\s?(\d0|[一二三四五六七八九]十)\s?年代`, "gu"),
};
const RUSSIAN_DECADE =
  /(?<!\d)(\d0)-?[а-я]{1,3}\s+(?:гг?\.?|год\p{L}*)\s+([IVXХ]+|\d{1,2})(?:-?го)?\s+(?:в\.|века|столетия)/gu;
const TENS = "двадцат тридцат сороков пятидесят шестидесят семидесят восьмидесят девяност".split(" ");
/** Decades with a century: «тридцатые годы XX века». */
const RUSSIAN_DECADE_WORDS = new RegExp(
  String.raw`(?<!\p{L})(${TENS.join("|")})ы(?:е|х|м|ми)\s+год\p{L}*\s+([IVXХ]+)\s+(?:в\.|века|столетия)`,
  "giu",
);
const ENGLISH_DECADE = /(?<!\d)(\d0)s of the (\d{1,2})(?:st|nd|rd|th) century/gu;

const ISO = /(?<![\d.])(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?![\d])(?!\.\d)/gu;
const DOTTED = /(?<![\d.])(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?![\d])(?!\.\d)/gu;

/** Reads dates in words and digits, ranges of days, and months with or without a year. A month alone is soft. */
export function dates(scan: Scan): void {
  const { language } = scan;
  if (language === "zh") chineseDates(scan);
  else westernDates(scan, language);
  if (!scan.digits) return;
  take(scan, ISO, ({ 0: all, 1: y, 3: m, 4: d, index }) => date(index, all, Number(y), Number(m), Number(d)));
  take(scan, DOTTED, ({ 0: all, 1: a, 2: sign, 3: b, 4: y, index }) => {
    const dayFirst = date(index, all, Number(y), Number(b), Number(a));
    const monthFirst = date(index, all, Number(y), Number(a), Number(b));
    if (sign === "." || monthFirst === undefined) return dayFirst;
    return dayFirst ? { ...dayFirst, alternatives: [monthFirst.value] } : monthFirst;
  });
}

function westernDates(scan: Scan, language: "en" | "ru"): void {
  const patterns = WESTERN[language];
  if (!scan.digits) {
    // Without digits a text can have months only.
  } else if (language === "ru") {
    take(scan, RUSSIAN_DECADE, ({ 0: all, 1: decade, 2: century = "", index }) => {
      const number = /\d/u.test(century) ? Number(century) : romanValue(century.replaceAll("Х", "X"));
      return number === undefined ? undefined : decadeOf(index, all, number, Number(decade));
    });
  } else {
    take(scan, ENGLISH_DECADE, ({ 0: all, 1: decade, 2: century, index }) =>
      decadeOf(index, all, Number(century), Number(decade)),
    );
  }
  if (language === "ru" && (scan.signs & SIGN.NUMBER) !== 0 && scan.text.includes("год")) {
    take(scan, RUSSIAN_DECADE_WORDS, ({ 0: all, 1: word = "", 2: century = "", index }) => {
      const number = romanValue(century.replaceAll("Х", "X"));
      const decade = (TENS.indexOf(word.toLowerCase()) + 2) * 10;
      return number === undefined ? undefined : decadeOf(index, all, number, decade);
    });
  }
  if ((scan.signs & SIGN.MONTH) === 0) return;
  if (!MONTH_HINT[language].test(scan.text) || !patterns.any.test(scan.text)) return;
  take(scan, patterns.dayRange, ({ 0: all, 1: from, 2: to, 3: name = "", 4: year, index }) =>
    days(index, all, Number(year ?? 0), monthNumber(name), Number(from), Number(to)),
  );
  take(scan, patterns.dayMonth, ({ 0: all, 1: day, 2: name = "", 3: year, index }) =>
    date(index, all, Number(year ?? 0), monthNumber(name), Number(day)),
  );
  take(scan, patterns.monthDays, ({ 0: all, 1: name = "", 2: from, 3: to, 4: year, index }) =>
    days(index, all, Number(year ?? 0), monthNumber(name), Number(from), Number(to)),
  );
  take(scan, patterns.monthDay, ({ 0: all, 1: name = "", 2: day, 3: year, index }) =>
    date(index, all, Number(year ?? 0), monthNumber(name), Number(day)),
  );
  take(scan, patterns.monthYear, ({ 0: all, 1: name = "", 2: year, index }) =>
    date(index, all, Number(year), monthNumber(name), 0),
  );
  take(scan, patterns.month, ({ 0: all, index }) => date(index, all, 0, monthNumber(all), 0, true));
}

function chineseDates(scan: Scan): void {
  if (scan.text.includes("世纪"))
    take(scan, CHINESE.decade, ({ 0: all, 1: century = "", 2: decade = "", index }) =>
      decadeOf(index, all, number(century), number(decade)),
    );
  if (scan.text.includes("元旦"))
    take(scan, /元旦/gu, ({ 0: all, index }) => date(index, all, 0, 1, 1, true));
  if (scan.text.includes("月")) {
    take(scan, CHINESE.full, ({ 0: all, 1: year = "", 2: month = "", 3: from = "", 4: to, index }) =>
      to === undefined
        ? date(index, all, number(year), number(month), number(from))
        : days(index, all, number(year), number(month), number(from), number(to)),
    );
    take(scan, CHINESE.yearMonth, ({ 0: all, 1: year = "", 2: month = "", index }) =>
      date(index, all, number(year), number(month), 0),
    );
    take(scan, CHINESE.month, ({ 0: all, 1: month = "", index }) =>
      date(index, all, 0, number(month), 0, true),
    );
  }
  if (scan.text.includes("年")) {
    take(scan, CHINESE.year, ({ 0: all, index }) =>
      quantity(index, index + all.length, "number", String(number(all)), { notation: "han" }),
    );
  }
}

const number = (text: string): number => (/^\d*$/u.test(text) ? Number(text) : (hanValue(text) ?? 0));

function decadeOf(start: number, text: string, century: number, decade: number): Quantity {
  const parts: Part[] = [
    { role: "number", value: century },
    { role: "number", value: decade },
  ];
  return quantity(start, start + text.length, "number", String((century - 1) * 100 + decade), {
    parts,
    notation: "other",
  });
}

/** The two dates of a range of days: «11–13 декабря 2019». Both have the offsets of the whole range. */
function days(
  start: number,
  text: string,
  year: number,
  month: number | undefined,
  from: number,
  to: number,
): Quantity[] | undefined {
  const first = date(start, text, 0, month, from);
  const second = date(start, text, year, month, to);
  return first && second && [first, second];
}

function date(
  start: number,
  text: string,
  year: number,
  month: number | undefined,
  day: number,
  soft = false,
): Quantity | undefined {
  if (month === undefined || month < 1 || month > 12 || day > 31) return undefined;
  const parts: Part[] = [];
  if (year > 0) parts.push({ role: "year", value: year });
  parts.push({ role: "month", value: month });
  if (day > 0) parts.push({ role: "day", value: day });
  const value = `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
  return quantity(start, start + text.length, "date", value, { parts, soft, notation: "date" });
}

const two = (value: number): string => String(value).padStart(2, "0");
