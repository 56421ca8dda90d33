import { type Language, LANGUAGES } from "../../domain/language.ts";
import type { Variant } from "../../domain/unit.ts";
import type { Change } from "../../storage/rows/changes.ts";
import type { StoredUnit } from "../../storage/rows/units.ts";

/**
 * Makes a lookup of old variants by unit, language and version. The history keeps the variants that each write
 * replaced.
 *
 * @returns a function that returns `null` for version 0 (no variant), `undefined` for an unknown version
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
 * The variant of a language before the later changes of its unit.
 *
 * @param unit the current unit
 * @param later later changes, oldest first
 * @returns `null` when there was no variant
 */
export function stateAfter(unit: StoredUnit, later: readonly Change[], language: Language): Variant | null {
  for (const change of later) {
    const before = change.before[language];
    if (before !== undefined) return before;
    // A change that deletes or moves a unit keeps the whole unit.
    if (change.whole !== undefined) return change.whole.variants[language] ?? null;
  }
  return unit.variants[language] ?? null;
}
