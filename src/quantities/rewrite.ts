import type { Language } from "../domain/language.ts";
import { parseQuantities } from "./parse.ts";
import { agrees, articleFor, prepositionFor, withOrdinal } from "./number-agreement.ts";
import { canonicalNumber } from "./digits.ts";
import { nounAfter } from "./noun-agreement.ts";
import { type Figure, figuresOf } from "./figures.ts";
import { type QuantityValue, writeLike } from "./write-like.ts";
import { nominativeNumeral } from "./written-words.ts";

/**
 * Writes a value in the notation of another quantity. Example: 1300000 in the notation of «1,2 млн» is «1,3 млн», in that
 * of 120万 it is 130万. `undefined` if other words would have to change, or if digits would be lost.
 *
 * @param like text with exactly one quantity, which gives the notation
 */
export function formatQuantity(to: QuantityValue, language: Language, like: string): string | undefined {
  const [model, more] = parseQuantities(like, language);
  if (model === undefined || more !== undefined || model.kind !== to.kind) return undefined;
  return writeLike(to, { text: like, language, model });
}

interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Replaces the values in a target text and keeps the notation of each. If the source of a match differs from a new source
 * only in numbers, the result is a translation of the new source. Either all values are replaced or none. Each changed
 * value has to be in the text, differ from the other values, and be writable in its place. A Russian noun after it takes
 * another form where that is sure («21 судно», «25 судов»); other nouns must not need another form. An article or
 * preposition before it is adapted ("an 8-day voyage", «во второй»).
 *
 * @param text the target of the match
 * @param from the quantities of the old source (`figuresOf`)
 * @param to the quantities of the new source, in the same order
 * @returns the text with every `from[i]` replaced by `to[i]`, or `undefined` if that is not possible
 */
export function rewriteQuantities(
  text: string,
  language: Language,
  from: readonly QuantityValue[],
  to: readonly QuantityValue[],
): string | undefined {
  const changes = changesOf(from, to);
  if (changes === undefined) return undefined;
  const present = figuresOf(text, language);
  const replacements: Replacement[] = [];
  const expected = new Map<Figure, string>();
  for (const { old, next, count } of changes) {
    const found = placesOf(old, next, present);
    // A missing value may be part of a name or of another word in this text.
    if (found.length !== count) return undefined;
    for (const { figure, value } of found) {
      if (expected.has(figure)) return undefined;
      const replaced = replacementOf(text, language, figure, value);
      if (replaced === undefined) return undefined;
      expected.set(figure, value.value);
      replacements.push(...replaced);
    }
  }
  const rewritten = splice(text, replacements);
  if (rewritten === undefined) return undefined;
  const result = figuresOf(rewritten, language);
  // The new text is parsed as a check: only the replaced values may have changed.
  const arrived = present.every((one, at) => {
    const [value, read] = [expected.get(one) ?? one.value, result[at]];
    return read?.kind === one.kind && (read.value === value || read.alternatives.includes(value));
  });
  return arrived && result.length === present.length ? rewritten : undefined;
}

/** Applies replacements to a text. `undefined` if two of them overlap. */
function splice(text: string, replacements: readonly Replacement[]): string | undefined {
  let result = "";
  let at = 0;
  for (const { start, end, text: written } of replacements.toSorted((a, b) => a.start - b.start)) {
    if (start < at) return undefined;
    result += text.slice(at, start) + written;
    at = end;
  }
  return result + text.slice(at);
}

/** A value of the old source, and the value that replaces it. */
interface Change {
  readonly old: QuantityValue;
  readonly next: QuantityValue;
  /** Number of occurrences of the old value in the old source. */
  readonly count: number;
}

/** The values that change. `undefined` if one value would become two values, or a quantity of another kind. */
function changesOf(from: readonly QuantityValue[], to: readonly QuantityValue[]): Change[] | undefined {
  if (from.length !== to.length) return undefined;
  const changes = new Map<string, Change>();
  for (const [at, old] of from.entries()) {
    const next = to[at];
    if (next?.kind !== old.kind) return undefined;
    const key = `${old.kind} ${old.value}`;
    const known = changes.get(key);
    if (known !== undefined && known.next.value !== next.value) return undefined;
    changes.set(key, { old, next, count: (known?.count ?? 0) + 1 });
  }
  return [...changes.values()].filter(({ old, next }) => old.value !== next.value);
}

/** The figures that have the old value or may be read as it, each with the value to write there. */
function placesOf(
  old: QuantityValue,
  next: QuantityValue,
  present: readonly Figure[],
): { figure: Figure; value: QuantityValue }[] {
  const exact = present.filter(({ kind, value }) => kind === old.kind && value === old.value);
  if (exact.length > 0) return exact.map((figure) => ({ figure, value: next }));
  return present.flatMap((figure) => {
    const value = readAs(old, next, figure);
    return value === undefined ? [] : [{ figure, value }];
  });
}

/**
 * The value to write if a figure has the old value without its scale or per cent, or the reverse. In ranges one language
 * writes them once and another twice: «10–15 млн» and 1000万至1500万, 10 to 15% and 10%至15%.
 */
function readAs(old: QuantityValue, next: QuantityValue, figure: Figure): QuantityValue | undefined {
  const { written } = next;
  const at = old.alternatives?.findIndex((one) => scaleBetween(old.value, one) && one === figure.value) ?? -1;
  const other = next.alternatives?.[at];
  if (
    at >= 0 &&
    other !== undefined &&
    scaleBetween(next.value, other) === scaleBetween(old.value, figure.value)
  )
    return { kind: figure.kind, value: other };
  if (figure.kind !== "number" || figure.notation !== "digits") return undefined;
  // In Russian 200,000 may be read as 200, but is not a short form of 200 thousand.
  if (/^\d{1,3}(?:[.,]\d{3})+$/u.test(figure.written)) return undefined;
  const scale = figure.alternatives.includes(old.value) ? scaleBetween(figure.value, old.value) : undefined;
  if (scale === undefined) return undefined;
  if (scale === "%")
    return { kind: "number", value: next.value.slice(0, -1), ...(written ? { written } : {}) };
  return { kind: "number", value: canonicalNumber(Number(next.value) / scale) };
}

/** The difference between two values: a per cent sign, or a factor that is a power of ten from 1000 on. */
function scaleBetween(value: string, scaled: string): number | "%" | undefined {
  if (scaled === `${value}%`) return "%";
  const factor = Number(scaled) / Number(value);
  return factor >= 1000 && Number.isInteger(Math.log10(factor)) ? factor : undefined;
}

function replacementOf(
  text: string,
  language: Language,
  model: Figure,
  value: QuantityValue,
): Replacement[] | undefined {
  if (value.kind !== model.kind) return undefined;
  const agreed = agrees(text, language, model, value.value);
  const noun = agreed || language !== "ru" ? undefined : nounAfter(text, model, value.value);
  if (!agreed && noun === undefined) return undefined;
  const written =
    noun !== undefined && model.notation === "words"
      ? nominativeNumeral(Number(value.value), model.written, noun.gender)
      : writeLike(value, { text, language, model });
  if (written === undefined) return undefined;
  const { end, written: whole } = withOrdinal(text, language, model, written);
  const number = { start: model.start, end, text: whole };
  if (language === "zh") return [number];
  const before =
    language === "en"
      ? articleFor(text, model.start, model.written, written)
      : prepositionFor(text, model, written);
  if (before === null) return undefined;
  const own = noun === undefined ? [number] : [number, noun];
  return before === undefined ? own : [{ ...before, end: model.start }, ...own];
}
