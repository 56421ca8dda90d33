import type { Language } from "../domain/language.ts";
import { HAN_NUMERAL } from "./han-numerals.ts";
import { beginningAt, NUMBER_BEGINNINGS } from "./number-words.ts";

/**
 * False only for a text without digits and without quantities: no word begins like a number, fraction or month, and no
 * word is a Roman numeral. True does not promise a quantity.
 */
export function mayHoldQuantity(text: string, language: Language): boolean {
  if (language === "zh" && HAN_HINT.test(text)) return true;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (!isLetter(code)) {
      if (VULGAR.has(code)) return true;
      continue;
    }
    if (BEGINNINGS[language].has(beginningAt(text, at))) return true;
    let roman = true;
    for (; at < text.length && isLetter(text.charCodeAt(at)); at++) roman &&= ROMAN.has(text.charCodeAt(at));
    if (roman) return true;
    at--;
  }
  return false;
}

/** The numerals, and characters of 元旦, 半, 中午, 午夜, 翻番, 腰斩. */
const HAN_HINT = new RegExp(`[${HAN_NUMERAL}元半午夜番腰]`, "u");

const codesOf = (text: string): ReadonlySet<number> =>
  new Set(Array.from(text, (char) => char.charCodeAt(0)));
const VULGAR = codesOf("½⅓⅔¼¾⅕⅛");
const ROMAN = codesOf("IVXLCDMХІ");

/** Latin and Cyrillic. */
const isLetter = (code: number): boolean =>
  ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a) || (code >= 0x400 && code <= 0x52f);

/** Beginnings of months, noon and midnight, and «без четверти». */
const MONTHS: Readonly<Record<"en" | "ru", string>> = {
  en: "dou tri tre qua qui hal noo mid jan feb mar apr may jun jul aug sep oct nov dec",
  ru: "вдв втр вче впя вше вде удв утр уче каж без янв фев мар апр май мая мае маю июн июл авг сен окт ноя дек",
};
const beginnings = (language: "en" | "ru"): ReadonlySet<number> =>
  new Set([
    ...NUMBER_BEGINNINGS[language],
    ...MONTHS[language].split(" ").map((month) => beginningAt(month, 0)),
  ]);

/** Beginnings of all quantities. Fractions begin like their numbers. */
const BEGINNINGS: Readonly<Record<Language, ReadonlySet<number>>> = {
  en: beginnings("en"),
  ru: beginnings("ru"),
  zh: new Set(),
};
