import { type Language, LANGUAGES } from "../../domain/language.ts";
import type { Draft } from "../../domain/unit.ts";
import type { ExchangeUnit } from "../contract.ts";
import { finishBase } from "../unit-base.ts";
import type { ScannedTu, ScannedVariant } from "./scan-state.ts";

/** Which `tuv` stands for each of our languages, and which are left over. */
export interface Chooser {
  /** Tag of each of our languages, as the file spells it: that of its first variant. */
  readonly tags: { [language in Language]?: string };
  /** Variants left out, by tag: of other languages, and second ones of ours. */
  readonly skipped: Map<string, number>;
  choose(tu: ScannedTu): { readonly [language in Language]?: ScannedVariant };
}

/** Prefers the regional variant that the file began with: a memory of en-US and en-GB does not mix them. */
export function createChooser(): Chooser {
  const tags: { [language in Language]?: string } = {};
  const skipped = new Map<string, number>();
  return {
    tags,
    skipped,
    choose(tu) {
      const chosen: { [language in Language]?: ScannedVariant } = {};
      for (const variant of tu.variants) {
        const { language, tag } = variant;
        if (language === undefined) continue;
        const known = (tags[language] ??= tag);
        if (chosen[language] === undefined || (tag === known && chosen[language]?.tag !== known))
          chosen[language] = variant;
      }
      for (const variant of tu.variants) {
        if (variant.language !== undefined && chosen[variant.language] === variant) continue;
        skipped.set(variant.tag, (skipped.get(variant.tag) ?? 0) + 1);
      }
      return chosen;
    },
  };
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** A `tu` as all formats know it. */
export function exchangeUnit(tu: ScannedTu, chosen: ReturnType<Chooser["choose"]>): ExchangeUnit {
  const variants: { [language in Language]?: Draft } = {};
  for (const language of LANGUAGES) {
    const variant = chosen[language];
    if (variant !== undefined && variant.content.length > 0)
      variants[language] = { content: variant.content, state: variant.state ?? "translated" };
  }
  // Property by property: with `...` for those that may be missing, making a unit takes several times as long.
  const made: Mutable<ExchangeUnit> = { key: tu.key, line: tu.line, notes: tu.notes, variants };
  const base = finishBase(tu.base);
  if (base !== undefined) made.base = base;
  if (tu.rejection !== undefined) made.rejection = tu.rejection;
  return made;
}
