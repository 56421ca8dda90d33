import type { Language } from "../domain/language.ts";

/** Spaces that separate groups of three: plain, no-break, thin, narrow no-break, figure. */
const GROUP_SPACE = "[ \\u00A0\\u2009\\u202F\\u2007]";

/** Source of a pattern for a number in ASCII digits with any usual separators. `readings` interprets the separators. */
export const NUMBER = String.raw`(?:\d{1,3}(?:${GROUP_SPACE}\d{3}){1,7}(?!\d)(?:[.,]\d+)?|\d{1,3}(?:,\d{3}){1,7}(?!\d)(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,7}(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)?)`;

/**
 * A number in canonical decimal notation: no group separators, a decimal point, no trailing zeros. Equal values give equal
 * strings.
 */
export function canonicalNumber(value: number): string {
  return String(Number(value.toPrecision(13)));
}

/** The possible values of a number in digits. */
export interface Readings {
  /** The value by the rule of the language comes first, then other possible values. */
  readonly values: readonly number[];
  /** The numbers between the separators, which may be separate quantities: «1, 5» or «5.12». */
  readonly parts: readonly number[];
}

/** The possible values of a number with separators (a match of `NUMBER`). */
export function readings(digits: string, language: Language): Readings {
  const compact = digits.replace(/[ \u00A0\u2009\u202F\u2007]/gu, "");
  const parts = digits.split(/[^\d]+/u).map(Number);
  if (compact.length !== digits.length) {
    return { values: [Number(compact.replace(",", "."))], parts };
  }
  if (/^[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/u.test(digits)) {
    const thousands = Number(digits.replaceAll(",", ""));
    const lone = /^\d+,\d+$/u.test(digits);
    const decimal = Number(digits.replace(",", "."));
    if (language === "ru" && lone) return { values: [decimal, thousands], parts };
    return { values: [thousands], parts };
  }
  if (/^[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?$/u.test(digits)) {
    const thousands = Number(digits.replaceAll(".", "").replace(",", "."));
    const lone = /^\d+\.\d+$/u.test(digits);
    if (lone) return { values: language === "ru" ? [Number(digits), thousands] : [Number(digits)], parts };
    return { values: [thousands], parts };
  }
  return { values: [Number(digits.replace(",", "."))], parts: parts.length > 1 ? parts : [] };
}

/** Value of a Roman numeral in its strict form, in Latin capitals. `undefined` for other text. */
export function romanValue(text: string): number | undefined {
  if (!/^(?=.)M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$/u.test(text)) return undefined;
  const worth: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50, C: 100, D: 500, M: 1000 };
  let sum = 0;
  for (let at = 0; at < text.length; at++) {
    const value = worth[text[at] ?? ""] ?? 0;
    sum += value < (worth[text[at + 1] ?? ""] ?? 0) ? -value : value;
  }
  return sum;
}
