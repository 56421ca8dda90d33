import { type Language, LANGUAGES } from "../../domain/language.ts";
import type { Draft } from "../../domain/unit.ts";
import type { ExchangeUnit } from "../contract.ts";
import { finishBase } from "../unit-base.ts";
import type { ScannedTu, ScannedVariant } from "./scan-state.ts";

/** One unit of ours that a `tu` makes: a `tuv` for each language. */
export interface ChosenUnit {
  readonly key: string;
  readonly variants: { readonly [language in Language]?: ScannedVariant };
  /** The language of which this unit has a further `tuv`: a synonym or a regional variant. Its others are shared. */
  readonly further?: Language;
}

/** Makes units of each `tu`. */
export interface Chooser {
  /** Tag of each of our languages, as the file spells it: that of its first variant. */
  readonly tags: { [language in Language]?: string };
  /** Variants left out, by tag: those of other languages. */
  readonly skipped: Map<string, number>;
  /** The unit of a `tu`, and one more for each further `tuv` of a language of ours. */
  unitsOf(tu: ScannedTu): ChosenUnit[];
}

/** Prefers the regional variant that the file began with: a memory of en-US and en-GB does not mix them. */
export function createChooser(): Chooser {
  const tags: { [language in Language]?: string } = {};
  const skipped = new Map<string, number>();
  return {
    tags,
    skipped,
    unitsOf(tu) {
      const variants: { [language in Language]?: ScannedVariant } = {};
      for (const variant of tu.variants) {
        const { language, tag } = variant;
        if (language === undefined) continue;
        const known = (tags[language] ??= tag);
        if (variants[language] === undefined || (tag === known && variants[language]?.tag !== known))
          variants[language] = variant;
      }
      const units: ChosenUnit[] = [{ key: tu.key, variants }];
      const copies = new Map<string, number>();
      for (const variant of tu.variants) {
        const { language, tag } = variant;
        if (language === undefined) skipped.set(tag, (skipped.get(tag) ?? 0) + 1);
        else if (variants[language] !== variant && variant.content.length > 0) {
          const copy = (copies.get(tag) ?? 0) + 1;
          copies.set(tag, copy);
          const key = `${tu.key}+${tag}${copy === 1 ? "" : `~${copy}`}`;
          units.push({ key, variants: { ...variants, [language]: variant }, further: language });
        }
      }
      return units;
    },
  };
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** A unit as all formats know it. */
export function exchangeUnit(tu: ScannedTu, { key, variants: chosen, further }: ChosenUnit): ExchangeUnit {
  const variants: { [language in Language]?: Draft } = {};
  for (const language of LANGUAGES) {
    const variant = chosen[language];
    if (variant !== undefined && variant.content.length > 0)
      variants[language] = { content: variant.content, state: variant.state ?? "translated" };
  }
  // Property by property: with `...` for those that may be missing, making a unit takes several times as long.
  const made: Mutable<ExchangeUnit> = { key, line: tu.line, notes: tu.notes, variants };
  const base = further === undefined ? finishBase(tu.base) : undefined;
  if (base !== undefined) made.base = base;
  if (tu.rejection !== undefined) {
    made.rejection = tu.rejection;
    made.variants = {};
  }
  return made;
}
