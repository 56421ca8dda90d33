import type { Concept } from "../../domain/concept.ts";
import { type Language, LANGUAGES } from "../../domain/language.ts";
import { plainText } from "../../domain/segment.ts";
import { type StoredUnit, unitsByNumber } from "../../storage/rows/units.ts";
import { buildFinder } from "../../terminology/finder.ts";
import { isVisible } from "../access/visibility.ts";
import type { Actor, Context } from "../context.ts";
import { unitsWithTerms } from "../quality/units-with-terms.ts";
import { type UnitView, unitView } from "../units/unit-view.ts";
import { storedConcept } from "./internal/stored-concept.ts";

/** A unit that has a term of the concept in some language. */
export interface ConceptUse {
  readonly unit: UnitView;
  /** Places of the terms in the plain text of each language, in UTF-16 units. */
  readonly hits: {
    readonly [language in Language]?: readonly { readonly start: number; readonly end: number }[];
  };
}

/** Most units that are looked at. */
const BOUND = 20_000;

/**
 * Units that use a concept, in any form of any of its terms, with the texts of all languages.
 *
 * @param query `after`: `next` of the page before
 * @returns one page; `next` is `null` on the last page
 * @throws {Problem} `not-found`
 */
export async function conceptUses(
  context: Context,
  actor: Actor,
  id: string,
  { after = 0, limit }: { readonly after?: number; readonly limit: number },
): Promise<{ items: ConceptUse[]; next: string | null }> {
  const { concept } = await storedConcept(context, id);
  const numbers = (await unitsWithTerms(context, [concept], BOUND))
    .filter((n) => n > after)
    .toSorted((a, b) => a - b);
  const finder = buildFinder([{ ...concept, status: "approved" }]);
  const items: ConceptUse[] = [];
  let last = after;
  // The index finds more than the terms, so more units are read until the page is full.
  for (let at = 0; at < numbers.length && items.length <= limit; at += limit) {
    for (const { collection, ...unit } of await unitsByNumber(
      context.storage,
      numbers.slice(at, at + limit),
    )) {
      if (!isVisible(actor, collection)) continue;
      const hits = hitsIn(unit, concept, finder);
      if (Object.keys(hits).length === 0) continue;
      if (items.length === limit) return { items, next: String(last) };
      items.push({ unit: unitView(unit), hits });
      last = unit.n;
    }
  }
  return { items, next: null };
}

function hitsIn(
  unit: StoredUnit,
  { terms }: Concept,
  finder: ReturnType<typeof buildFinder>,
): ConceptUse["hits"] {
  return Object.fromEntries(
    LANGUAGES.flatMap((language) => {
      const variant = unit.variants[language];
      if (variant === undefined || !terms.some((term) => term.language === language)) return [];
      const found = finder.find(plainText(variant.content), language, "lenient");
      return found.length === 0 ? [] : [[language, found.map(({ start, end }) => ({ start, end }))]];
    }),
  );
}
