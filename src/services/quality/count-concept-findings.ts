import { type ConceptFindings, countConceptFindings } from "../../storage/rows/findings.ts";
import type { Actor, Context } from "../context.ts";
import type { FindingQuery } from "./list-findings.ts";

/** Which concepts go wrong in which documents, and how often; what somebody decided to live with is left out. */
export async function countConceptFindingsByDocument(
  context: Context,
  actor: Actor,
  query: Pick<FindingQuery, "collection">,
): Promise<ConceptFindings[]> {
  return countConceptFindings(context.storage, { collection: actor.collection ?? query.collection });
}
