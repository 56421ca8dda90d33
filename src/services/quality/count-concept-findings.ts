import { type ConceptFindings, countConceptFindings } from "../../storage/rows/findings.ts";
import { collectionsFor } from "../access/visibility.ts";
import type { Actor, Context } from "../context.ts";
import type { FindingQuery } from "./list-findings.ts";

/** Number of findings per concept and document, without ignored findings. */
export async function countConceptFindingsByDocument(
  context: Context,
  actor: Actor,
  query: Pick<FindingQuery, "collection">,
): Promise<ConceptFindings[]> {
  const wanted = query.collection === undefined ? undefined : [query.collection];
  return countConceptFindings(context.storage, { collections: collectionsFor(actor, wanted) });
}
