import type { Concept } from "../../domain/concept.ts";
import { LANGUAGES } from "../../domain/language.ts";
import type { Needle } from "../../storage/index/match-index.ts";
import { hasUnits } from "../../storage/rows/units.ts";
import { searchKeys } from "../../terminology/search-keys.ts";
import type { Context } from "../context.ts";

/**
 * Finds units that may contain a form of a term.
 *
 * @param bound greatest number of units
 * @returns unit numbers
 */
export async function unitsWithTerms(
  context: Context,
  concepts: readonly Concept[],
  bound: number,
): Promise<number[]> {
  // Without units there is no reason to load an index into memory.
  if (!(await hasUnits(context.storage))) return [];
  await context.loadDictionaries();
  const needles: Needle[] = LANGUAGES.flatMap((language) => {
    const terms = concepts.flatMap((concept) => concept.terms.filter((term) => term.language === language));
    const keys = [...new Set(terms.flatMap(searchKeys))];
    // A search for a short key also finds all longer keys that contain it.
    const anyOf = keys.filter((key) => !keys.some((other) => other !== key && key.includes(other)));
    return anyOf.length === 0 ? [] : [{ language, anyOf }];
  });
  const found = await Promise.all(needles.map((needle) => context.index.containing([needle], bound)));
  return [...new Set(found.flatMap(({ units }) => units))].slice(0, bound);
}
