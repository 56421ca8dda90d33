import type { ConceptStatus } from "../../domain/concept.ts";
import { isStaleConcept } from "../../storage/rows/concepts.ts";
import type { ReportEntry } from "../../storage/rows/import-reports.ts";
import type { Actor, Context } from "../context.ts";
import { type ImportReport, reportOf } from "../imports/import-report.ts";
import { retryOn } from "../imports/retry.ts";
import { commitConcepts, entryOf } from "./internal/commit-concepts.ts";
import { type ConceptSelection, selectConcepts } from "./select-concepts.ts";

/**
 * Gives a status to all concepts of a selection, as one import.
 *
 * @throws {Problem} `overloaded`
 */
export async function setConceptStatuses(
  context: Context,
  actor: Actor,
  selection: ConceptSelection,
  status: ConceptStatus,
  { dryRun = false }: { readonly dryRun?: boolean } = {},
): Promise<ImportReport> {
  return retryOn(isStaleConcept, async () => {
    const selected = await selectConcepts(context, actor, selection);
    const changes = selected.flatMap((before) => {
      const { concept } = before;
      return concept.status === status ? [] : [{ id: concept.id, before, concept: { ...concept, status } }];
    });
    const changed = new Map(changes.map((change) => [change.id, entryOf(change)]));
    const report = selected.map(({ concept }): ReportEntry => {
      const entry = entryOf({ id: concept.id, concept });
      return changed.get(concept.id) ?? { ...entry, result: "same" };
    });
    if (dryRun || changes.length === 0) return reportOf(undefined, report);
    const made = await commitConcepts(context, actor, { kind: "edit", changes, report });
    return reportOf(made.entry, made.report);
  });
}
