import { Problem } from "../../domain/problem.ts";
import { compareStates, RETURNED } from "../../domain/unit.ts";
import type { Actor, Context } from "../context.ts";
import type { ImportReport } from "../imports/import-report.ts";
import { changeUnits } from "./change-units.ts";
import { selectedTexts, type UnitSelection } from "./select-units.ts";
import { changedTexts, inState } from "./set-states.ts";

/** Most characters of a reason. */
export const LONGEST_REASON = 2000;

/**
 * Gives confirmed translations of a selection back to their translators with a reason, as one import: they are drafts
 * again. Texts that nobody has confirmed stay as they are.
 *
 * @throws {Problem} `invalid-fields` for an empty reason, or without a language: it says which texts are translations;
 *   `not-found`, `selection-too-large`
 */
export async function returnUnits(
  context: Context,
  actor: Actor,
  selection: UnitSelection,
  given: string,
  options: { readonly dryRun?: boolean } = {},
): Promise<ImportReport> {
  const reason = given.trim();
  if (reason === "" || reason.length > LONGEST_REASON)
    throw new Problem("invalid-fields", {}, { field: "reason" });
  if (selection.languages === undefined)
    throw new Problem("invalid-fields", {}, { field: "scope.languages" });
  const texts = selectedTexts(selection);
  return changeUnits(context, actor, selection, {
    ...options,
    event: "units.returned",
    decide: (unit) => {
      const languages = texts.languagesOf(unit).filter((language) => {
        const state = unit.variants[language]?.state;
        return state !== undefined && compareStates(state, "translated") >= 0;
      });
      if (languages.length === 0) return undefined;
      const stamp = { author: actor.name, time: context.now().toISOString() };
      const put = { state: "initial", subState: RETURNED, returned: { reason, ...stamp } } as const;
      return { after: inState(unit, languages, put, stamp), entry: changedTexts(unit, languages) };
    },
  });
}
