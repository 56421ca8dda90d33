import { type Language, LANGUAGES } from "../../domain/language.ts";
import { isStale, type State } from "../../domain/unit.ts";
import type { DocumentCounts } from "../../storage/rows/documents.ts";
import type { UnitChange } from "../../storage/index/match-index.ts";
import type { StoredUnit } from "../../storage/rows/units.ts";

/** Counts of a document after changes to its units. */
export function countsAfter(counts: DocumentCounts, changes: readonly UnitChange[]): DocumentCounts {
  let { units } = counts;
  const states = new Map(
    LANGUAGES.map((language) => [language, new Map(Object.entries(counts.states[language] ?? {}))]),
  );
  const stale = new Map(LANGUAGES.map((language) => [language, counts.stale[language] ?? 0]));
  const add = (unit: StoredUnit, by: 1 | -1): void => {
    units += by;
    for (const language of LANGUAGES) {
      const state = unit.variants[language]?.state;
      if (state === undefined) continue;
      const known = states.get(language);
      known?.set(state, (known.get(state) ?? 0) + by);
      if (isStale(unit, language)) stale.set(language, (stale.get(language) ?? 0) + by);
    }
  };
  for (const { before, after } of changes) {
    if (before !== undefined) add(before, -1);
    if (after !== undefined) add(after, 1);
  }
  const shown: { [language in Language]?: { readonly [state in State]?: number } } = {};
  const shownStale: { [language in Language]?: number } = {};
  for (const [language, known] of states) {
    const present = [...known].filter(([, count]) => count > 0);
    if (present.length === 0) continue;
    shown[language] = Object.fromEntries(present);
    shownStale[language] = stale.get(language) ?? 0;
  }
  return { units, states: shown, stale: shownStale };
}
