import { type ConceptFindings, countConceptFindings } from "../../storage/rows/findings.ts";
import type { Actor, Context } from "../context.ts";
import type { FindingQuery } from "./list-findings.ts";

/** Number of findings per concept and document, without ignored findings. */
export async function countConceptFindingsByDocument(
  context: Context,
  actor: Actor,
  query: Pick<FindingQuery, "collection">,
): Promise<ConceptFindings[]> {
  return countConceptFindings(context.storage, { collection: actor.collection ?? query.collection });
}
