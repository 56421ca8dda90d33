import { type Language, LANGUAGES } from "../../domain/language.ts";
import type { Draft } from "../../domain/unit.ts";
import type { ExchangeUnit } from "../contract.ts";
import { finishBase } from "../unit-base.ts";
import type { ScannedTu, ScannedVariant } from "./scan-state.ts";

/** One unit that we make from a `tu`: one `tuv` for each language. */
export interface ChosenUnit {
  readonly key: string;
  readonly variants: { readonly [language in Language]?: ScannedVariant };
  /**
   * The language in which this unit has a further `tuv`: a synonym or a regional variant. The other languages are
   * shared.
   */
  readonly further?: Language;
}

/** Makes units from each `tu`. */
export interface Chooser {
  /** Tag of each of our languages, spelt as in its first variant in the file. */
  readonly tags: { [language in Language]?: string };
  /** Number of omitted variants in languages that we do not support, by tag. */
  readonly skipped: Map<string, number>;
  /** Returns the unit of a `tu`, and one more unit for each further `tuv` in one of our languages. */
  unitsOf(tu: ScannedTu): ChosenUnit[];
}

/** Makes a chooser that prefers the first regional variant of the file, so that en-US and en-GB are not mixed. */
export function createChooser(): Chooser {
  const tags: { [language in Language]?: string } = {};
  const skipped = new Map<string, number>();
  return {
    tags,
    skipped,
    unitsOf(tu) {
      const variants: { [language in Language]?: ScannedVariant } = {};
      let chosen = 0;
      for (const variant of tu.variants) {
        const { language, tag } = variant;
        if (language === undefined) continue;
        const known = (tags[language] ??= tag);
        const before = variants[language];
        if (before === undefined) chosen += 1;
        if (before === undefined || (tag === known && before.tag !== known)) variants[language] = variant;
      }
      const first: ChosenUnit = { key: tu.key, variants };
      return chosen === tu.variants.length ? [first] : [first, ...furtherUnits(tu, variants, skipped)];
    },
  };
}

/** One more unit for each `tuv` of our languages that was not chosen. Counts those of other languages in `skipped`. */
function furtherUnits(
  tu: ScannedTu,
  variants: ChosenUnit["variants"],
  skipped: Map<string, number>,
): ChosenUnit[] {
  const units: ChosenUnit[] = [];
  const copies = new Map<string, number>();
  for (const variant of tu.variants) {
    const { language, tag } = variant;
    // A unit with a text that names no language is rejected as a whole.
    if (language === undefined && tag === "") continue;
    if (language === undefined) skipped.set(tag, (skipped.get(tag) ?? 0) + 1);
    else if (variants[language] !== variant && variant.content.length > 0) {
      const copy = (copies.get(tag) ?? 0) + 1;
      copies.set(tag, copy);
      const key = `${tu.key}+${tag}${copy === 1 ? "" : `~${copy}`}`;
      units.push({ key, variants: { ...variants, [language]: variant }, further: language });
    }
  }
  return units;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Converts a unit to the model that all formats share. */
export function exchangeUnit(tu: ScannedTu, { key, variants: chosen, further }: ChosenUnit): ExchangeUnit {
  const variants: { [language in Language]?: Draft } = {};
  for (const language of LANGUAGES) {
    const variant = chosen[language];
    if (variant !== undefined && variant.content.length > 0)
      variants[language] = { content: variant.content, state: variant.state ?? "translated" };
  }
  // Properties are set one by one: with `...` for optional ones, making a unit takes several times as long.
  const made: Mutable<ExchangeUnit> = { key, line: tu.line, notes: tu.notes, variants };
  const base = further === undefined ? finishBase(tu.base) : undefined;
  if (base !== undefined) made.base = base;
  const time = timeOf(tu.date);
  if (time !== undefined) made.time = time;
  if (tu.rejection !== undefined) {
    made.rejection = tu.rejection;
    made.variants = {};
  }
  return made;
}

/** The moment of a date of TMX, `20261129T215100Z`, in ISO 8601; `undefined` for anything else. */
function timeOf(date: string): string | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/u.exec(date);
  if (parts === null) return undefined;
  const [, year, month, day, hour, minute, second] = parts;
  const moment = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString();
}
