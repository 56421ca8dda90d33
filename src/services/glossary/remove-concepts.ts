import { Problem } from "../../domain/problem.ts";
import { isStaleConcept } from "../../storage/rows/concepts.ts";
import type { Actor, Context } from "../context.ts";
import { type ImportReport, reportOf } from "../imports/import-report.ts";
import { retryOn } from "../imports/retry.ts";
import { commitConcepts, entryOf } from "./internal/commit-concepts.ts";
import { type ConceptSelection, selectConcepts } from "./select-concepts.ts";

/**
 * Removes all concepts of a selection, as one import.
 *
 * @param options `removing`: number of concepts that the author expects to be removed
 * @throws {Problem} `removal-differs`, `overloaded`
 */
export async function removeConcepts(
  context: Context,
  actor: Actor,
  selection: ConceptSelection,
  { dryRun = false, removing }: { readonly dryRun?: boolean; readonly removing?: number } = {},
): Promise<ImportReport> {
  return retryOn(isStaleConcept, async () => {
    const selected = await selectConcepts(context, actor, selection);
    if (removing !== undefined && removing !== selected.length)
      throw new Problem("removal-differs", { expected: removing, found: selected.length });
    const changes = selected.map((before) => ({ id: before.concept.id, before }));
    const report = changes.map(entryOf);
    if (dryRun || changes.length === 0) return reportOf(undefined, report);
    const made = await commitConcepts(context, actor, { kind: "delete", changes, report });
    return reportOf(made.entry, made.report);
  });
}
