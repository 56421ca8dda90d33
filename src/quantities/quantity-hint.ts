import type { Language } from "../domain/language.ts";
import { HAN_NUMERAL } from "./han-numerals.ts";
import { beginningAt, NUMBER_BEGINNINGS } from "./number-words.ts";

/**
 * Whether a text without digits may have quantities. A quick test: true if a word begins like a number, a fraction or a
 * month, or is a Roman numeral. Only false is certain.
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

/** Chinese numerals, and characters of other words with a quantity: 元旦, 半, 中午, 午夜, 翻番, 腰斩. */
const HAN_HINT = new RegExp(`[${HAN_NUMERAL}元半午夜番腰]`, "u");

const codesOf = (text: string): ReadonlySet<number> =>
  new Set(Array.from(text, (char) => char.charCodeAt(0)));
const VULGAR = codesOf("½⅓⅔¼¾⅕⅛");
const ROMAN = codesOf("IVXLCDMХІ");

/** Whether a code unit is a Latin or Cyrillic letter. */
const isLetter = (code: number): boolean =>
  ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a) || (code >= 0x400 && code <= 0x52f);

/** First three letters of months, of words for times of day and of multiples. */
const MONTHS: Readonly<Record<"en" | "ru", string>> = {
  en: "dou tri tre qua qui hal noo mid jan feb mar apr may jun jul aug sep oct nov dec",
  ru: "вдв втр вче впя вше вде удв утр уче каж без янв фев мар апр май мая мае маю июн июл авг сен окт ноя дек",
};
const beginnings = (language: "en" | "ru"): ReadonlySet<number> =>
  new Set([
    ...NUMBER_BEGINNINGS[language],
    ...MONTHS[language].split(" ").map((month) => beginningAt(month, 0)),
  ]);

/** First three letters of all words with a quantity. Fractions are included, because they begin like numbers. */
const BEGINNINGS: Readonly<Record<Language, ReadonlySet<number>>> = {
  en: beginnings("en"),
  ru: beginnings("ru"),
  zh: new Set(),
};
