import { type Language, LANGUAGES } from "../../domain/language.ts";
import type { Variant } from "../../domain/unit.ts";
import type { Change } from "../../storage/rows/changes.ts";
import type { StoredUnit } from "../../storage/rows/units.ts";

/**
 * Looks variants up by version in a history that keeps what each write replaced. Gives `null` for
 * "there was none", `undefined` for a version that the history does not know.
 */
export function pastVariants(changes: readonly Change[]) {
  const known = new Map<string, Variant>();
  const units = new Set<number>();
  for (const { unit, before } of changes) {
    units.add(unit);
    for (const language of LANGUAGES) {
      const variant = before[language];
      if (variant) known.set(`${unit} ${language} ${variant.version}`, variant);
    }
  }
  return (unit: number, language: Language, version: number): Variant | null | undefined =>
    version === 0 ? null : known.get(`${unit} ${language} ${version}`);
}

/**
 * The variant of a language as it was before the later changes of its unit.
 *
 * @param unit as it is now
 * @param later changes, oldest first
 * @returns `null` when there was none
 */
export function stateAfter(unit: StoredUnit, later: readonly Change[], language: Language): Variant | null {
  for (const change of later) {
    const before = change.before[language];
    if (before !== undefined) return before;
    // It was deleted, or moved: all of it was kept.
    if (change.whole !== undefined) return change.whole.variants[language] ?? null;
  }
  return unit.variants[language] ?? null;
}
