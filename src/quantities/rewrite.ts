import type { Language } from "../domain/language.ts";
import { parseQuantities } from "./parse.ts";
import { agrees, articleFor, prepositionFor, withOrdinal } from "./number-agreement.ts";
import { canonicalNumber } from "./digits.ts";
import { type Figure, figuresOf } from "./figures.ts";
import { type QuantityValue, writeLike } from "./write-like.ts";

/**
 * Writes a value in the notation of another quantity: 1300000 like «1,2 млн» is «1,3 млн», like 120万 it is 130万.
 * `undefined` if words around it would have to change, or digits would be lost.
 *
 * @param like the text of the quantity whose notation is taken
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
 * Replaces the values in a text, each in its own notation. So a match whose source differs only in numbers becomes a
 * translation of the new source. All values are replaced or none: each changed value of `from` must stand in the text,
 * differ from the others, and be writable in its place, and no noun after it may need another form («21 судно»,
 * «25 судов»). An article or preposition before it is adapted ("an 8-day voyage", «во второй»).
 *
 * @param from the quantities of the old source (`figuresOf`), `to` those of the new one, in the same order
 * @returns the text with every `from[i]` replaced by `to[i]`, or `undefined`
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
    // A missing one may be part of a name or of a word here.
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
  // The new text is read again: it must have the new values in the old places, and nothing else.
  const arrived = present.every((one, at) => {
    const [value, read] = [expected.get(one) ?? one.value, result[at]];
    return read?.kind === one.kind && (read.value === value || read.alternatives.includes(value));
  });
  return arrived && result.length === present.length ? rewritten : undefined;
}

/** Text without these stretches and with others in their place; `undefined` where two of them overlap. */
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

interface Change {
  readonly old: QuantityValue;
  readonly next: QuantityValue;
  /** How often the old value is in the old source. */
  readonly count: number;
}

/** What changes into what, by value; `undefined` where one value would become two, or another kind of quantity. */
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

/** Where an old value stands in a text, by its value or what it may be read as, and what has to stand there. */
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

/** «10–15 млн» and 1000万至1500万, 10 to 15% and 10%至15%: the scale or the per cent stands in one place or in both. */
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
  // 200,000 may be two numbers in Russian, but is no short form of one.
  if (/^\d{1,3}(?:[.,]\d{3})+$/u.test(figure.written)) return undefined;
  const scale = figure.alternatives.includes(old.value) ? scaleBetween(figure.value, old.value) : undefined;
  if (scale === undefined) return undefined;
  if (scale === "%")
    return { kind: "number", value: next.value.slice(0, -1), ...(written ? { written } : {}) };
  return { kind: "number", value: canonicalNumber(Number(next.value) / scale) };
}

/** What makes one value of the other: a per cent sign or a power of ten from a thousand on. */
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
  if (value.kind !== model.kind || !agrees(text, language, model, value.value)) return undefined;
  const written = writeLike(value, { text, language, model });
  if (written === undefined) return undefined;
  const { end, written: whole } = withOrdinal(text, language, model, written);
  const number = { start: model.start, end, text: whole };
  if (language === "zh") return [number];
  const before =
    language === "en"
      ? articleFor(text, model.start, model.written, written)
      : prepositionFor(text, model, written);
  if (before === null) return undefined;
  return before === undefined ? [number] : [{ ...before, end: model.start }, number];
}
