import type { Language } from "../domain/language.ts";
import { parseQuantities } from "./parse.ts";
import { HAN_DIGIT } from "./han-numerals.ts";
import { countsBefore } from "./measures.ts";
import type { Quantity } from "./quantity.ts";
import { isNumberWord } from "./written-words.ts";

/** A quantity that another quantity of the same kind may replace. `written` is its text. */
export interface Figure extends Quantity {
  readonly written: string;
}

/**
 * The quantities of a text that other quantities may replace, in order. Numbers in names (COVID-19, МиГ-29, PM2.5, G20,
 * Louis XIV) and words that only look like numbers (统一, "no one") are left out. The two days of «11–13 декабря» are one
 * figure, because they have the same offsets.
 */
export function figuresOf(text: string, language: Language): Figure[] {
  const figures: Figure[] = [];
  const isShouted = shouting(text);
  for (const one of parseQuantities(text, language)) {
    const figure = { ...one, written: text.slice(one.start, one.end) };
    if (isInName(text, one, isShouted) || !isFigure(text, language, figure)) continue;
    const last = figures.at(-1);
    if (last?.kind === "date" && one.kind === "date" && last.start === one.start && last.end === one.end) {
      figures[figures.length - 1] = { ...last, value: `${last.value}/${one.value}`, alternatives: [] };
    } else figures.push(figure);
  }
  return figures;
}

const LETTER = /[\p{Script=Latin}\p{Script=Cyrillic}_]/u;
/** A word with a hyphen before the number. “mid-2015” is a time, but «МиГ-29» is a name. */
const HYPHENED = /(\p{L}+)[-‐‑–]$/u;
const PREFIX = /^(?:mid|pre|post|early|late|sub|non|over|under|to|и|до|по|на|в)$/iu;
/** An abbreviation and its number are one name (ISO 9001, ГОСТ 7.1, MARPOL 73/78), except states, currencies and eras. */
const ABBREVIATED = /(?<![\p{L}\d])(\p{Lu}{2,}\d*)[\s\u00A0]$/u;
const NO_NAME =
  /^(?:US|USA|UK|EU|UN|AD|BC|CE|BCE|UTC|GMT|США|РФ|ЕС|ООН|КНР|СССР|МСК|USD|EUR|GBP|RUB|CNY|RMB|JPY|NOK|CAD|SEK|DKK|II|III|IV|VI|VII|VIII|IX|XI|XX|XXI)$/u;
/** Letters that may follow a number without a space: ordinals, decades, units of measure («5й», «90х», «10кг»). */
const ENDING =
  /^(?:(?:st|nd|rd|th|s|x|px|pt|dpi|km|m|cm|mm|nm|mi|ft|in|kg|g|mg|t|lb|ha|l|ml|h|hr|hrs|min|sec|ms|W|kW|MW|GW|V|A|Hz|[kMG]Hz|h?Pa|[kM]Pa|[KkMGT]i?B|kn|kt|pp|am|pm|bn|mn|tn|m|k)(?![A-Za-z])|[а-яё]+(?![А-ЯЁ]))/u;

/** Whether a number is part of a name: letters are directly beside it, or joined to it with a hyphen. */
function isInName(
  text: string,
  { start, end, kind, notation, soft }: Quantity,
  isShouted: (word: string) => boolean,
): boolean {
  if (notation === "roman") return soft;
  if (notation === "words" || notation === "han" || kind === "date" || kind === "coordinate") return false;
  const before = text.slice(Math.max(0, start - 24), start);
  const letter = before.at(-1) ?? "";
  if (LETTER.test(letter) && !/(?<![\p{L}\d])[vV]$|\d\s?[xXхХ]$/u.test(before)) return true;
  // all numbers of ISO-8859-1 are part of the name
  if (/\p{L}[-‐‑]?\d+(?:[-‐‑/.]\d+)*[-‐‑/]$/u.test(before)) return true;
  // numbers in code: SUM(5; 7)
  if (/\p{Lu}{2,}\([^()]*$/u.test(before)) return true;
  if (/\p{Lu}\/(?:\d+\/)?$/u.test(before)) return true;
  const hyphened = HYPHENED.exec(before)?.[1];
  if (hyphened !== undefined && !PREFIX.test(hyphened)) return true;
  if ((kind === "number" && notation === "digits") || kind === "fraction") {
    const abbreviation = ABBREVIATED.exec(before)?.[1];
    if (abbreviation !== undefined && !NO_NAME.test(abbreviation) && !isShouted(abbreviation)) return true;
  }
  const after = text.slice(end, end + 12);
  return notation === "digits" && LETTER.test(after.charAt(0)) && !ENDING.test(after);
}

const UNIT_OF_TIME = /(?:\d|per|every|each|one|split|a)[\s\u00A0-]$/iu;

/**
 * A function that tells whether a word is in capitals only because the whole text is: «ГЛАВА 5», "THE MEETING OF 2015".
 * Such a word is not an abbreviation.
 */
function shouting(text: string): (word: string) => boolean {
  let hasManyWords: boolean | undefined;
  let isUpper: boolean | undefined;
  return (word) => {
    isUpper ??= !/\p{Ll}/u.test(text);
    if (!isUpper) return false;
    hasManyWords ??= /\p{L}\P{L}+\p{L}/u.test(text);
    return hasManyWords || ENUMERATING.test(word);
  };
}
const ENUMERATING =
  /^(?:CHAPTER|SECTION|TABLE|FIGURE|ARTICLE|PAGE|ANNEX|ГЛАВА|РАЗДЕЛ|ТАБЛИЦА|РИСУНОК|СТАТЬЯ|ПРИЛОЖЕНИЕ|ЧАСТЬ)$/u;

/** Whether a quantity is certain. A number in words or Chinese numerals may be part of another word. */
function isFigure(text: string, language: Language, figure: Figure): boolean {
  const { notation, kind, value, written, start, end } = figure;
  if (kind !== "number") return true;
  if (notation === "words" && language !== "zh") {
    if (written.toLowerCase() === "second" && UNIT_OF_TIME.test(text.slice(Math.max(0, start - 6), start)))
      return false;
    return isNumberWord(written, language) || Number(value) > 20;
  }
  if (notation !== "han" || text.charAt(start - 1) === "第") return true;
  const digits = Array.from(written).filter((char) => HAN_DIGIT.includes(char)).length;
  // 一个 often means “a”, not “one”
  return written === "一" ? false : countsBefore(text, end) || (written.length > 2 && digits > 0);
}
