import type { Language } from "../language.ts";
import { HAN_NUMERAL } from "./han.ts";

/**
 * False for a text without digits that holds no quantity: none of its words begins like a number, fraction or month,
 * and none is a Roman numeral. What is true may hold none all the same.
 */
export function mayHoldQuantity(text: string, language: Language): boolean {
  if (language === "zh" && HAN_HINT.test(text)) return true;
  const beginnings = BEGINNINGS[language];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (!isLetter(code)) {
      if (VULGAR.has(code)) return true;
      continue;
    }
    if (beginnings.has(keyOf(code, text.charCodeAt(at + 1), text.charCodeAt(at + 2)))) return true;
    let roman = true;
    for (; at < text.length && isLetter(text.charCodeAt(at)); at++) roman &&= ROMAN.has(text.charCodeAt(at));
    if (roman) return true;
    at--;
  }
  return false;
}

/** 元旦 and 半 beside the numerals. */
const HAN_HINT = new RegExp(`[${HAN_NUMERAL}元半]`, "u");

const codesOf = (text: string): ReadonlySet<number> =>
  new Set(Array.from(text, (char) => char.charCodeAt(0)));
const VULGAR = codesOf("½⅓⅔¼¾⅕⅛");
const ROMAN = codesOf("IVXLCDMХІ");

/** Latin and Cyrillic. */
const isLetter = (code: number): boolean =>
  ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a) || (code >= 0x400 && code <= 0x52f);

function lower(code: number): number {
  if (code < 0x80) return code | 0x20;
  if (code === 0x451 || code === 0x401) return 0x435;
  return code >= 0x410 && code <= 0x42f ? code + 0x20 : code;
}

const keyOf = (a: number, b: number, c: number): number =>
  (lower(a) * 0x800 + (lower(b) & 0x7ff)) * 0x800 + (lower(c) & 0x7ff);

/** Three letters, ё as е. */
const beginningsOf = (words: string): ReadonlySet<number> =>
  new Set(words.split(" ").map((word) => keyOf(word.charCodeAt(0), word.charCodeAt(1), word.charCodeAt(2))));

const BEGINNINGS: Readonly<Record<Language, ReadonlySet<number>>> = {
  en: beginningsOf(
    "zer one onc sin two sec twi dou bot cou pai thr thi tho tri fou fif fiv six sev eig nin ten ele twe for hun doz mil bil hal qua jan feb mar apr may jun jul aug sep oct nov dec",
  ),
  ru: beginningsOf(
    "нол нул оди одн пер два две дво дву вто оба обе обо вдв пар тре три тро втр чет вче пят впя шес сем сед вос дев дес дюж сор сто ста сот тыс мил пол янв фев мар апр май мая мае маю июн июл авг сен окт ноя дек",
  ),
  zh: new Set(),
};
