import { type Language, LANGUAGES } from "../../domain/language.ts";
import type { Variant } from "../../domain/unit.ts";
import type { Actor, Context } from "../context.ts";
import type { ImportReport } from "../imports/import-report.ts";
import { changeUnits } from "./change-units.ts";
import { selectedTexts, type UnitSelection } from "./select-units.ts";

/**
 * Removes the units of a selection, as one import. If the selection names languages, only the texts in these languages
 * are removed, and a unit goes when no text is left.
 *
 * @throws {Problem} `not-found`, `invalid-fields`, `selection-too-large`
 */
export async function removeUnits(
  context: Context,
  actor: Actor,
  selection: UnitSelection,
  options: { readonly dryRun?: boolean } = {},
): Promise<ImportReport> {
  const texts = selectedTexts(selection);
  return changeUnits(context, actor, selection, {
    ...options,
    decide: (unit) => {
      const selected = texts.languagesOf(unit);
      if (selected.length === 0) return undefined;
      const named = { unit: unit.id, key: unit.key };
      const kept = LANGUAGES.filter(
        (language) => unit.variants[language] !== undefined && !selected.includes(language),
      );
      if (selection.languages === undefined || kept.length === 0)
        return { after: undefined, entry: { ...named, result: "removed" } };
      const variants: { [language in Language]?: Variant } = {};
      for (const language of kept) {
        const variant = unit.variants[language];
        if (variant) variants[language] = variant;
      }
      return {
        after: { ...unit, version: unit.version + 1, variants },
        entry: { ...named, result: "changed" },
      };
    },
  });
}
