import { isReady } from "../../domain/assignment.ts";
import type { Actor, Context } from "../context.ts";
import type { ImportReport } from "../imports/import-report.ts";
import { returnUnits } from "../units/return-units.ts";
import { visibleAssignment } from "./internal/visible-assignment.ts";
import { targetOf, unitsOfPart } from "./progress.ts";

/**
 * Gives all translations of an assignment that wait for a review back to the translator, with a reason, as one import.
 *
 * @throws {Problem} `not-found`, `invalid-fields` (reason), `selection-too-large`
 */
export async function returnAssignment(
  context: Context,
  actor: Actor,
  { document, assignment }: { readonly document: string; readonly assignment: string },
  reason: string,
  options: { readonly dryRun?: boolean } = {},
): Promise<ImportReport> {
  const { target, ...found } = await visibleAssignment(context, actor, document, assignment);
  const units: string[] = [];
  for await (const unit of unitsOfPart(context, found))
    if (isReady("review", targetOf(unit, target))) units.push(unit.id);
  return returnUnits(context, actor, { units, languages: [target] }, reason, options);
}
