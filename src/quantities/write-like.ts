import type { Language } from "../domain/language.ts";
import { isEnumerated, sameCategory } from "./number-agreement.ts";
import { canonicalNumber } from "./digits.ts";
import { HAN_DIGIT, hanValue, writeHan, writeHanDigits } from "./han-numerals.ts";
import { nounAfter } from "./noun-agreement.ts";
import { takesLiang } from "./measures.ts";
import { likeMonth, monthNumber } from "./months.ts";
import type { Part, Quantity } from "./quantity.ts";
import { wordLike } from "./written-words.ts";

/** The value to write: a parsed quantity, or only a kind and a canonical value. */
export interface QuantityValue extends Pick<Quantity, "kind" | "value"> {
  readonly alternatives?: readonly string[];
  readonly parts?: readonly Part[];
  /** The quantity as text. It shows the number of decimals, and whether thousands are separated. */
  readonly written?: string;
}

/** The quantity to replace (`model`), with its text. */
export interface Place {
  readonly text: string;
  readonly language: Language;
  readonly model: Quantity;
}

/**
 * Writes a value in the notation of the quantity that it replaces. `undefined` if other words of the text would have to
 * change, or if digits would be lost.
 */
export function writeLike(to: QuantityValue, place: Place): string | undefined {
  const { text, language, model } = place;
  const slice = text.slice(model.start, model.end);
  switch (model.notation) {
    case "digits":
      return to.kind === "number" ? digitsLike(to, slice, place) : undefined;
    case "percent":
      return percentLike(to, slice, place);
    case "scaled":
      return scaledLike(Number(to.value), slice, place);
    case "han":
      return hanLike(to, slice, place);
    case "words":
      return language === "zh" || model.kind !== "number"
        ? undefined
        : wordLike(Number(to.value), slice, language, text);
    case "roman":
      return romanLike(Number(to.value), slice);
    case "date":
      return model.value.includes("/")
        ? dayRangeLike(to.value, slice, language)
        : dateLike(to.value, slice, place);
    case "time":
      return timeLike(to, slice, model);
    case "other":
      return otherLike(to, slice, place);
  }
}

const LEADING_DIGITS = /^[\d０-９](?:[\d０-９.,．， \u00A0\u2009\u202F]*[\d０-９])?/u;
const GROUPED = /\d[ \u00A0\u2009\u202F,]\d{3}(?!\d)/u;

const ascii = (text: string): string =>
  text.replace(/[０-９．，％：]/gu, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0));

/** Writes a number in digits with the separators of `slice`. If `slice` has none, the language decides. */
function digitsLike(to: QuantityValue, slice: string, { text, language, model }: Place): string | undefined {
  const wide = /[０-９]/u.test(slice);
  const plain = ascii(slice);
  const value = Number(to.value.replace(/%|pp$/u, ""));
  // leading zeros are part of a code: 007 is not the number 7
  const padded = (written: string) => /^0\d/u.test(written);
  if (padded(plain) || padded(to.written ?? "") || !Number.isFinite(value) || value < 0) return undefined;
  const [whole = "", fraction = ""] = canonicalNumber(value).split(".");
  if (!/^\d+$/u.test(whole)) return undefined;
  const grouped = whole.length > 3 ? group(whole, separatorOf(plain)) : whole;
  const decimals = fraction.padEnd(Math.min(decimalsOf(to, value), 9), "0");
  const written = decimals === "" ? grouped : `${grouped}${pointOf(plain)}${decimals}`;
  return wide
    ? written.replace(/[\d.,]/gu, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0))
    : written;

  function separatorOf(like: string): string {
    const own =
      /\d([ \u00A0\u2009\u202F])\d{3}(?!\d)/u.exec(like)?.[1] ??
      (language === "ru" ? undefined : /\d(,)\d{3}(?!\d)/u.exec(like)?.[1]);
    if (own !== undefined) return own;
    if (language === "zh" || /\d{5}/u.test(like)) return "";
    // Counts and measures may have separators; years and document numbers have none.
    const counted = to.written === undefined || GROUPED.test(to.written) || isMeasured(text, model.end);
    const four = whole.length === 4 && (language === "ru" || to.written !== undefined);
    if (!counted || (four && !(language === "en" && GROUPED.test(to.written ?? "")))) return "";
    if (/\d{4}/u.test(like) && whole.length === 4) return "";
    return language === "en" ? "," : "\u00A0";
  }

  function pointOf(like: string): string {
    if (language !== "ru" && /\d,\d{3}(?!\d)/u.test(like)) return ".";
    const own = /\d([.,])\d+$/u.exec(like)?.[1];
    // the number of a section has a point in Russian too: «раздел 5» becomes «раздел 5.2»
    return own ?? (language === "ru" && !isEnumerated(text, language, model.start) ? "," : ".");
  }
}

const isMeasured = (text: string, at: number): boolean => /^[\s\u00A0]\p{L}/u.test(text.slice(at, at + 2));

const group = (whole: string, separator: string): string =>
  whole.replace(/\B(?=(?:\d{3})+$)/gu, () => separator);

/** Number of decimals in the written value: 2 for «1,80». */
function decimalsOf({ written }: QuantityValue, value: number): number {
  const shown = LEADING_DIGITS.exec(ascii(written ?? ""))?.[0].replace(/[ \u00A0\u2009\u202F]/gu, "");
  const [, whole, decimals = ""] = /^(\d+)[.,](\d+)$/u.exec(shown ?? "") ?? [];
  return whole !== undefined && Number(`${whole}.${decimals}`) === value ? decimals.length : 0;
}

function percentLike(to: QuantityValue, slice: string, place: Place): string | undefined {
  const digits = LEADING_DIGITS.exec(slice)?.[0];
  if (digits === undefined || to.value.endsWith("pp") !== place.model.value.endsWith("pp")) return undefined;
  const tail = slice.slice(digits.length);
  const [old, next] = [place.model.value, to.value];
  const oblique = /процент(?:ах|ами)/iu.test(tail) && !isOne(old) && !isOne(next);
  if (/процент/iu.test(tail) && !tail.startsWith("-") && !oblique && !sameCategory("ru", old, next)) {
    const model = { ...place.model, value: old.replace(/%$/u, ""), end: place.model.start + digits.length };
    const noun = nounAfter(place.text, model, next.replace(/%$/u, ""));
    // otherwise the noun is not the last word of the quantity
    if (noun?.end !== place.model.end) return undefined;
    const number = digitsLike(to, digits, place);
    return number === undefined ? undefined : number + tail.replace(/процент\p{L}*/iu, noun.text);
  }
  if (/points?$/iu.test(tail) && !sameCategory("en", old, next)) return undefined;
  const written = digitsLike(to, digits, place);
  return written === undefined ? undefined : written + tail;
}

const isOne = (value: string): boolean => !sameCategory("ru", value, "5") && sameCategory("ru", value, "1");

/** Scale words that can replace each other, from small to large. Full Russian words are not listed: they need agreement. */
const SCALES: Readonly<Record<Language, readonly (readonly [string, number])[]>> = {
  en: [
    ["thousand", 1e3],
    ["million", 1e6],
    ["billion", 1e9],
    ["trillion", 1e12],
  ],
  ru: [
    ["тыс.", 1e3],
    ["млн", 1e6],
    ["млрд", 1e9],
    ["трлн", 1e12],
  ],
  zh: [
    ["万", 1e4],
    ["亿", 1e8],
    ["万亿", 1e12],
  ],
};

/** Most decimals of a number with a scale word. A number with more decimals takes a smaller scale. */
const DECIMALS = 3;

function scaledLike(value: number, slice: string, place: Place): string | undefined {
  const { language, model } = place;
  const digits = LEADING_DIGITS.exec(slice)?.[0];
  if (digits === undefined) return undefined;
  const old = Number(model.value);
  const tail = slice.slice(digits.length);
  const word = tail.trim();
  const [, before] = /^([\s\u00A0\u202F-]*)/u.exec(tail) ?? [];
  const factor = scaleFactor(digits, language, old);
  if (factor === undefined) return undefined;
  const shown = Math.max(DECIMALS, /[.,](\d+)$/u.exec(ascii(digits))?.[1]?.length ?? 0);
  const scales = SCALES[language];
  const known = scales.some(([name]) => name === word);
  const options = known ? [[word, factor] as const, ...scales.toReversed()] : [[word, factor] as const];
  for (const [name, by] of options) {
    const scaled = Number((value / by).toPrecision(13));
    const decimals = canonicalNumber(scaled).split(".")[1]?.length ?? 0;
    if (scaled < 1 && (old / factor >= 1 || scaled < 0.01)) continue;
    if (decimals > shown || scaled >= 10_000) continue;
    const full = language === "ru" && /^(?:тысяч|миллион|миллиард|триллион)/u.test(name);
    if (full && !sameCategory("ru", canonicalNumber(old / factor), canonicalNumber(scaled))) return undefined;
    const written = digitsLike({ kind: "number", value: canonicalNumber(scaled) }, digits, place);
    return written === undefined ? undefined : `${written}${before ?? ""}${name}`;
  }
  return undefined;
}

function scaleFactor(digits: string, language: Language, value: number): number | undefined {
  const compact = ascii(digits).replace(/[\s\u00A0]/gu, "");
  const factor = value / Number(language === "ru" ? compact.replace(",", ".") : compact.replaceAll(",", ""));
  const rounded = Math.round(factor);
  return Math.abs(factor - rounded) < 1e-6 * factor && Number.isInteger(Math.log10(rounded))
    ? rounded
    : undefined;
}

function hanLike(to: QuantityValue, slice: string, { text, model }: Place): string | undefined {
  const value = Number(to.value.replace(/%|pp$/u, ""));
  if (!Number.isInteger(value) || value >= 1e12) return undefined;
  const prefix = slice.startsWith("百分之") ? "百分之" : "";
  const numeral = slice.slice(prefix.length);
  if (hanValue(numeral) === undefined) return undefined;
  const byDigit = numeral.length > 1 && Array.from(numeral).every((char) => HAN_DIGIT.includes(char));
  if (byDigit) {
    const written = writeHanDigits(value);
    return prefix + (numeral.includes("零") ? written.replaceAll("〇", "零") : written);
  }
  const written = prefix + writeHan(value);
  const counts = prefix === "" && text.charAt(model.start - 1) !== "第";
  const pair = counts && (value === 2 ? takesLiang(text, model.end) : /^二[千万亿]/u.test(written));
  return pair ? written.replace("二", "两") : written;
}

function romanLike(value: number, slice: string): string | undefined {
  if (!Number.isInteger(value) || value < 1 || value > 3999) return undefined;
  let rest = value;
  let written = "";
  const signs = "M CM D CD C XC L XL X IX V IV I".split(" ");
  for (const [at, worth] of [1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1].entries()) {
    while (rest >= worth) {
      written += signs[at];
      rest -= worth;
    }
  }
  // Cyrillic look-alike letters stay Cyrillic.
  if (slice.includes("Х")) written = written.replaceAll("X", "Х");
  return slice.includes("І") ? written.replaceAll("I", "І") : written;
}

const DATE_PIECE = /\d+|[〇零一二三四五六七八九十]+|[A-Za-zА-Яа-яЁё]{3,}\.?/gu;

const numbersOf = (date: string): number[] => date.split("-").map(Number);

/** Replaces year, month and day where they are. Each is recognised by its old value. */
function dateLike(to: string, slice: string, { language, model }: Place): string | undefined {
  const [oldYear = 0, oldMonth = 0, oldDay = 0] = numbersOf(model.value);
  const [year = 0, month = 0, day = 0] = numbersOf(to);
  if (oldYear > 0 !== year > 0 || oldDay > 0 !== day > 0) return undefined;
  if (model.alternatives.length > 0) return undefined;
  const ambiguous = oldMonth === oldDay && oldMonth !== 0 && (month !== oldMonth || day !== oldDay);
  let failed = false;
  const written = slice.replace(DATE_PIECE, (piece, at: number) => {
    const after = slice.charAt(at + piece.length);
    const named = monthNumber(piece);
    if (named !== undefined && !/^\d/u.test(piece)) {
      const name = likeMonth(piece, month, language);
      if (name === undefined) failed = true;
      return name ?? piece;
    }
    const han = /^\d/u.test(piece) ? undefined : hanValue(piece);
    const value = han ?? Number(piece);
    if (Number.isNaN(value)) return piece;
    const chinese = { 年: year, 月: month, 日: day, 号: day }[after];
    const numeric = /^[\d./-]+$/u.test(slice);
    if (chinese === undefined && ambiguous && numeric) failed = true;
    const next =
      chinese ?? (value === oldYear ? year : value === oldDay ? day : value === oldMonth ? month : undefined);
    if (next === undefined) {
      failed = true;
      return piece;
    }
    if (han !== undefined)
      return piece.length === 4 && after === "年" ? writeHanDigits(next) : writeHan(next);
    return numeric || piece.startsWith("0") ? String(next).padStart(piece.length, "0") : String(next);
  });
  return failed ? undefined : ordinalDays(written);
}

/** Corrects the ordinal ending of the day: "May 21st" becomes "May 22nd". */
const ordinalDays = (date: string): string =>
  date.replace(/(\d{1,2})(?:st|nd|rd|th)(?!\p{L})/gu, (_, day: string) => {
    const last = /(?<!1)([123])$/u.exec(day)?.[1];
    return day + (last === "1" ? "st" : last === "2" ? "nd" : last === "3" ? "rd" : "th");
  });

/** Replaces the two days of a range in order: «11–13 декабря 2019». `to` has both dates, separated by a slash. */
function dayRangeLike(to: string, slice: string, language: Language): string | undefined {
  const [first = "", second = ""] = to.split("/");
  const [, month = 0, from = 0] = numbersOf(first);
  const [year = 0, , until = 0] = numbersOf(second);
  const days = [from, until];
  let failed = false;
  const written = slice.replace(DATE_PIECE, (piece, at: number) => {
    const after = slice.charAt(at + piece.length);
    if (monthNumber(piece) !== undefined && !/^\d/u.test(piece)) {
      const name = likeMonth(piece, month, language);
      if (name === undefined) failed = true;
      return name ?? piece;
    }
    const han = !/^\d/u.test(piece);
    if (han && hanValue(piece) === undefined) return piece;
    const isYear = piece.length === 4;
    const next = isYear ? year : after === "月" ? month : days.shift();
    if (next === undefined || next === 0) failed = true;
    return han ? (isYear ? writeHanDigits(next ?? 0) : writeHan(next ?? 0)) : String(next);
  });
  return failed || days.length > 0 || /\d{4}|年/u.test(slice) !== year > 0 ? undefined : ordinalDays(written);
}

/** Names for parts of the day, with the first hour and the hour after the last. */
const HALVES: readonly (readonly [RegExp, number, number])[] = [
  [/a\.?m/iu, 1, 12],
  [/p\.?m/iu, 13, 24],
  [/凌晨/u, 1, 6],
  [/[早清]晨|早上/u, 5, 9],
  [/上午/u, 6, 12],
  [/下午|午后/u, 13, 18],
  [/晚/u, 18, 24],
];

/** Replaces hours and minutes where they are. The new time has to be in the same half of the day as "3:30 p.m.". */
function timeLike(to: QuantityValue, slice: string, model: Quantity): string | undefined {
  const [hour = 0, minute = 0, ...seconds] = to.value.split(":").map(Number);
  const [oldHour = 0, oldMinute = 0, ...oldSeconds] = model.value.split(":").map(Number);
  const pieces = [...slice.matchAll(/\d+/gu)];
  if (
    seconds.length + oldSeconds.length > 0 ||
    pieces.length !== (oldMinute > 0 || pieces.length > 1 ? 2 : 1)
  )
    return undefined;
  if (pieces.length === 1 && minute > 0) return undefined;
  const shown = Number(pieces[0]?.[0]);
  const half = HALVES.find(([name]) => name.test(slice));
  if (half !== undefined && !(hour >= half[1] && hour < half[2])) return undefined;
  if (half === undefined && shown !== oldHour) return undefined;
  const padded = /^0\d/u.test(pieces[0]?.[0] ?? "") || /^0\d/u.test(to.written ?? "");
  const hours = String(shown === oldHour ? hour : hour - 12).padStart(padded ? 2 : 1, "0");
  if (shown !== oldHour && shown !== oldHour - 12) return undefined;
  const values = [hours, String(minute).padStart(2, "0")];
  return slice.replace(/\d+/gu, () => values.shift() ?? "");
}

function otherLike(to: QuantityValue, slice: string, place: Place): string | undefined {
  const { model } = place;
  if (model.kind === "coordinate") return coordinateLike(to, slice, place);
  if (model.kind === "code")
    return slice === model.value || slice === model.value.slice(1) ? to.value : undefined;
  if (model.kind === "multiple") return multipleLike(to, slice, place);
  if (model.kind === "fraction") return slice === model.value ? to.value : undefined;
  return model.kind === "number" ? tenThousandsLike(Number(to.value), slice) : undefined;
}

/** Replaces the factor of a multiple in digits: «в 5 раз» becomes «в 6 раз», "3-fold" becomes "4-fold". */
function multipleLike(to: QuantityValue, slice: string, { model, language }: Place): string | undefined {
  const digits = /\d+/u.exec(slice)?.[0];
  const factor = to.value.slice(1);
  const plain = digits !== undefined && model.value === `×${digits}` && /^\d+$/u.test(factor);
  if (!plain || !/^\p{L}?\s?\d+\D*$/u.test(slice)) return undefined;
  return language === "ru" && !sameCategory("ru", digits, factor) ? undefined : slice.replace(digits, factor);
}

/** Writes a number as ten thousands and four more digits: 123万4567. */
function tenThousandsLike(value: number, slice: string): string | undefined {
  if (!/^\d{1,4}万\d{4}$/u.test(slice) || !Number.isInteger(value) || value < 1e4 || value >= 1e8)
    return undefined;
  const rest = value % 1e4;
  return `${Math.floor(value / 1e4)}万${rest === 0 ? "" : String(rest).padStart(4, "0")}`;
}

const HEMISPHERE = /[NSEW]$/u;

/** Replaces degrees, minutes and seconds where they are. The hemisphere has to stay the same. */
function coordinateLike(to: QuantityValue, slice: string, place: Place): string | undefined {
  const parts = to.parts ?? [];
  const sameSide = HEMISPHERE.exec(to.value)?.[0] === HEMISPHERE.exec(place.model.value)?.[0];
  if (!sameSide || parts.length !== place.model.parts.length) return undefined;
  let at = 0;
  let failed = false;
  const written = slice.replace(/\d+(?:[.,]\d+)?/gu, (piece) => {
    const value = parts[at]?.value;
    at += 1;
    if (value === undefined) return piece;
    const fraction = canonicalNumber(value).split(".")[1]?.length ?? 0;
    const point = /[.,]/u.exec(piece)?.[0] ?? (place.language === "ru" ? "," : ".");
    const decimals = Math.max(fraction, piece.split(/[.,]/u)[1]?.length ?? 0);
    if (decimals > 9) failed = true;
    const [whole = "", rest] = value.toFixed(Math.min(decimals, 9)).split(".");
    return whole.padStart(/^0\d/u.test(piece) ? 2 : 1, "0") + (rest === undefined ? "" : point + rest);
  });
  return failed || at !== parts.length ? undefined : written;
}
