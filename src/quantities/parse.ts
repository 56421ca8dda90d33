import type { Language } from "../domain/language.ts";
import { maskPlaceholders } from "../domain/placeholder.ts";
import { hasNoQuantity, SIGN, signsOf } from "./quantity-hint.ts";
import { coordinates } from "./coordinates.ts";
import { dates } from "./dates.ts";
import {
  fractions,
  hanNumbers,
  percentages,
  plainNumbers,
  romanNumbers,
  scaledNumbers,
  spelledNumbers,
} from "./number-notations.ts";
import type { Quantity, Scan } from "./quantity.ts";
import { multiples } from "./multiples.ts";
import { codes, times, timesInWords } from "./times.ts";

type Reader = (scan: Scan) => void;

/** Readers in order of precedence: a later reader does not see the text that an earlier one has read. */
const WITH_DIGITS: readonly Reader[] = [
  coordinates,
  dates,
  times,
  timesInWords,
  codes,
  multiples,
  percentages,
  fractions,
  scaledNumbers,
];
const WITHOUT_DIGITS: readonly Reader[] = [dates, timesInWords, multiples, percentages, fractions];
const HAS_DIGIT = /\d/u;

/**
 * All quantities of a text, in order: digits with any separators, scale words (млн, billion, 万), Chinese numerals,
 * numbers in words, percentages, fractions, dates, times, coordinates, Roman numerals.
 *
 * @param masked the text with placeholders, links and tags blanked out, so that digits inside them are not read. A caller
 *   that already has this text passes it to save time; `signs` of the text (`signsOf`) likewise.
 */
export function parseQuantities(
  text: string,
  language: Language,
  masked: string = maskPlaceholders(text),
  signs: number = signsOf(text, language),
): Quantity[] {
  const readable = asciiDigits(masked);
  const digits = HAS_DIGIT.test(readable);
  const scan: Scan = { text: readable, language, digits, signs, found: [] };
  if (!digits && hasNoQuantity(signs)) return scan.found;
  for (const read of digits ? WITH_DIGITS : WITHOUT_DIGITS) read(scan);
  if ((signs & SIGN.NUMBER) !== 0) {
    spelledNumbers(scan);
    hanNumbers(scan);
  } else if ((signs & SIGN.MULTIPLE) !== 0) hanNumbers(scan);
  if ((signs & SIGN.ROMAN) !== 0) romanNumbers(scan);
  if (scan.digits) plainNumbers(scan);
  if (scan.found.length === 0) return scan.found;
  scan.found.sort((a, b) => a.start - b.start);
  return withRanges(text, inYears(text, mergeScaled(text, scan.found)));
}

/** Replaces full-width digits and the signs between them by ASCII. Length and offsets do not change. */
function asciiDigits(text: string): string {
  if (!/[０-９％−]/u.test(text)) return text;
  return text
    .replace(/[０-９％]/gu, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replace(/(?<=\d)[．，：／](?=\d)/gu, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replaceAll("−", "-");
}

const SCALED_GAP = /^\s{1,2}(?:(?:и|and)\s)?$/u;

/** Joins neighbouring numbers with scale words into one number: «1 млн 200 тыс.». */
function mergeScaled(text: string, quantities: readonly Quantity[]): Quantity[] {
  const merged: Quantity[] = [];
  for (const next of quantities) {
    const last = merged.at(-1);
    const joins =
      last?.notation === "scaled" &&
      next.notation === "scaled" &&
      last.kind === "number" &&
      Number(next.value) < Number(last.value) &&
      Number(last.value) % magnitude(Number(next.value)) === 0 &&
      SCALED_GAP.test(text.slice(last.end, next.start));
    if (joins) {
      const value = String(Number(last.value) + Number(next.value));
      merged[merged.length - 1] = { ...last, end: next.end, value, notation: "other" };
    } else merged.push(next);
  }
  return merged;
}

const magnitude = (value: number): number => 1000 ** Math.ceil(Math.log10(Math.max(value, 1)) / 3);

const LONG_TIMES: readonly (readonly [RegExp, number])[] = [
  [/^[\s\u00A0-](?:decades?(?!\p{L})|десятилети\p{L}+)|^个十年/iu, 10],
  [/^[\s\u00A0-](?:centur(?:y|ies)|век(?:а|ов)|столети[яй])(?!\p{L})|^个世纪/iu, 100],
  [/^[\s\u00A0-](?:millenni(?:a|ums?)|тысячелети[яй])(?!\p{L})|^个千年/iu, 1000],
];

const LONG_TIME_HINT =
  /[Dd]ecade|[Cc]entur|[Mm]illenn|DECADE|CENTUR|лети|век|столети|ЛЕТИ|ВЕК|[十世千][年纪]/u;

/** Adds years to centuries, because another language may write years: «два века», 200 years. */
function inYears(text: string, quantities: readonly Quantity[]): readonly Quantity[] {
  if (!LONG_TIME_HINT.test(text)) return quantities;
  return quantities.map((one) => {
    if (one.kind !== "number" || one.notation === "roman") return one;
    const after = text.slice(one.end, one.end + 14);
    const years = LONG_TIMES.find(([pattern]) => pattern.test(after))?.[1];
    if (years === undefined) return one;
    return {
      ...one,
      alternatives: [...one.alternatives, String(Number((Number(one.value) * years).toPrecision(13)))],
    };
  });
}

const BETWEEN = /^\s?(?:[-–—~～−]{1,2}|to|and|or|до|по|и|или|至|到|或|和|、|,)?\s?$/iu;

const LONGEST_BETWEEN = 5;

/** Gives the first number of a range the scale or per cent of the second as an alternative: «10–20 млн», «от 25 до 30 %». */
function withRanges(text: string, quantities: readonly Quantity[]): Quantity[] {
  const ranged: Quantity[] = [];
  for (const current of quantities.toReversed()) {
    const next = ranged.at(-1);
    const bare = current.kind === "number" && (current.notation === "digits" || current.notation === "words");
    const gap = next !== undefined && bare ? next.start - current.end : 0;
    const near = gap > 0 && gap <= LONGEST_BETWEEN && BETWEEN.test(text.slice(current.end, next?.start));
    const factor = near && next !== undefined ? scaleOf(text, next) : undefined;
    if (factor !== undefined) {
      const value =
        typeof factor === "string"
          ? `${current.value}${factor}`
          : String(Number((Number(current.value) * factor).toPrecision(13)));
      ranged.push({ ...current, alternatives: [...current.alternatives, value] });
    } else ranged.push(current);
  }
  return ranged.reverse();
}

function scaleOf(text: string, of: Quantity): number | "%" | "pp" | undefined {
  if (of.value.endsWith("pp")) return "pp";
  if (of.kind === "percent" || of.alternatives.some((value) => value.endsWith("%"))) return "%";
  if (of.kind !== "number") return undefined;
  if (of.notation === "words") {
    // “three to four hundred”
    const power = 10 ** Math.floor(Math.log10(Number(of.value)));
    return power >= 100 && Number(of.value) % power === 0 ? power : undefined;
  }
  if (of.notation === "scaled") {
    const digits = /^[\d.,\s]+/u.exec(asciiDigits(text.slice(of.start, of.end)))?.[0].trim();
    const written = digits === undefined ? Number.NaN : Number(digits.replace(/\s/gu, "").replace(",", "."));
    const factor = Math.round(Number(of.value) / written);
    return Number.isFinite(factor) && factor > 1 ? factor : undefined;
  }
  const alternative =
    of.notation === "digits"
      ? of.alternatives.find((value) => Number(value) >= Number(of.value) * 1000)
      : undefined;
  return alternative === undefined ? undefined : Math.round(Number(alternative) / Number(of.value));
}
