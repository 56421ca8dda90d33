import type { Language } from "../../domain/language.ts";
import { followStates, type State, type Variant } from "../../domain/unit.ts";
import type { ReportEntry } from "../../storage/rows/import-reports.ts";
import type { StoredUnit } from "../../storage/rows/units.ts";
import type { Actor, Context } from "../context.ts";
import type { ImportReport } from "../imports/import-report.ts";
import { changeUnits } from "./change-units.ts";
import { selectedTexts, type UnitSelection } from "./select-units.ts";

/**
 * Gives one state to all texts of a selection, as one import. Texts that have it already stay as they are.
 *
 * @throws {Problem} `not-found`, `invalid-fields`, `selection-too-large`
 */
export async function setStates(
  context: Context,
  actor: Actor,
  selection: UnitSelection,
  state: State,
  options: { readonly dryRun?: boolean } = {},
): Promise<ImportReport> {
  const texts = selectedTexts(selection);
  return changeUnits(context, actor, selection, {
    ...options,
    decide: (unit) => {
      const languages = texts
        .languagesOf(unit)
        .filter((language) => unit.variants[language]?.state !== state);
      if (languages.length === 0) return undefined;
      const stamp = { author: actor.name, time: context.now().toISOString() };
      return { after: inState(unit, languages, { state }, stamp), entry: changedTexts(unit, languages) };
    },
  });
}

/** The line of the report about texts of a unit that get a state. */
export function changedTexts({ id, key }: StoredUnit, languages: readonly Language[]): ReportEntry {
  const [only] = languages;
  return {
    unit: id,
    key,
    result: "changed",
    ...(only !== undefined && languages.length === 1 ? { language: only } : {}),
  };
}

/** The unit with its texts in the new state. A new state does not make a translation stale. */
export function inState(
  unit: StoredUnit,
  languages: readonly Language[],
  put: Pick<Variant, "state" | "subState" | "returned">,
  stamp: { readonly author: string; readonly time: string },
): StoredUnit {
  const version = unit.version + 1;
  const variants: { [language in Language]?: Variant } = { ...unit.variants };
  for (const language of languages) {
    const was = unit.variants[language];
    if (was === undefined) continue;
    // A sub-state belongs to the state before; a new state is a new writing, also of a text that an undo brought back.
    const { subState: _, restores: __, returned: ___, ...rest } = was;
    variants[language] = { ...rest, ...stamp, ...put, version };
  }
  return followStates(unit, { ...unit, version, variants });
}
