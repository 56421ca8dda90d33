import type { Concept } from "../../domain/concept.ts";
import { LANGUAGES } from "../../domain/language.ts";
import type { Needle } from "../../storage/index/match-index.ts";
import { hasUnits } from "../../storage/rows/units.ts";
import { searchKeys } from "../../terminology/search-keys.ts";
import type { Context } from "../context.ts";

/** Numbers of units in which a form of a term may stand. */
export async function unitsWithTerms(
  context: Context,
  concepts: readonly Concept[],
  bound: number,
): Promise<number[]> {
  // An index in memory is not loaded for nothing.
  if (!(await hasUnits(context.storage))) return [];
  const needles: Needle[] = LANGUAGES.flatMap((language) => {
    const terms = concepts.flatMap((concept) => concept.terms.filter((term) => term.language === language));
    const keys = [...new Set(terms.flatMap(searchKeys))];
    // What contains another key is found with it.
    const anyOf = keys.filter((key) => !keys.some((other) => other !== key && key.includes(other)));
    return anyOf.length === 0 ? [] : [{ language, anyOf }];
  });
  const found = await Promise.all(needles.map((needle) => context.index.containing([needle], bound)));
  return [...new Set(found.flatMap(({ units }) => units))].slice(0, bound);
}
