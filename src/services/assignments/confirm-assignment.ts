import { isDone } from "../../domain/assignment.ts";
import { compareStates, type State } from "../../domain/unit.ts";
import type { Actor, Context } from "../context.ts";
import type { ImportReport } from "../imports/import-report.ts";
import { setStates } from "../units/set-states.ts";
import { visibleAssignment } from "./internal/visible-assignment.ts";
import { targetOf, unitsOfPart } from "./progress.ts";

/**
 * Gives a state to all translations of an assignment that are confirmed and not yet in it, as one import. What is not
 * translated, or stale, stays as it is.
 *
 * @throws {Problem} `not-found`, `selection-too-large`
 */
export async function confirmAssignment(
  context: Context,
  actor: Actor,
  { document, assignment }: { readonly document: string; readonly assignment: string },
  state: State,
  options: { readonly dryRun?: boolean } = {},
): Promise<ImportReport> {
  const { target, ...found } = await visibleAssignment(context, actor, document, assignment);
  const units: string[] = [];
  for await (const unit of unitsOfPart(context, found)) {
    const seen = targetOf(unit, target);
    if (seen !== undefined && isDone("translate", seen) && compareStates(seen.state, state) < 0)
      units.push(unit.id);
  }
  return setStates(context, actor, { units, languages: [target] }, state, options);
}
