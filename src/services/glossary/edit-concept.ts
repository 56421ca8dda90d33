import type { Actor, Context } from "../context.ts";
import { completeConcept, type ConceptDraft } from "./concept-draft.ts";
import { canonicalJson } from "../../domain/canonical-json.ts";
import { conceptView } from "./concept-view.ts";
import { assertVersion, storedConcept } from "./internal/stored-concept.ts";
import { currentGlossary } from "./current-glossary.ts";
import { assertRelations } from "./internal/relations.ts";
import { saveConcept, type WrittenConcept } from "./internal/commit-concepts.ts";

/**
 * Changes a concept; absent fields stay. A change that changes nothing is not written.
 *
 * @param expectedVersion version that the author saw
 * @throws {Problem} `not-found`, `stale-version`, `invalid-fields`, `already-exists` (repeated term)
 */
export async function editConcept(
  context: Context,
  actor: Actor,
  id: string,
  expectedVersion: number,
  patch: Partial<Omit<ConceptDraft, "id">>,
): Promise<WrittenConcept> {
  const before = await storedConcept(context, id);
  assertVersion(before, expectedVersion);
  const concept = await completeConcept(context, {
    ...before.concept,
    ...patch,
    id,
    status: patch.status ?? before.concept.status,
  });
  assertRelations(concept, before.concept, (await currentGlossary(context)).concepts);
  if (canonicalJson(concept) === canonicalJson(before.concept))
    return { ...conceptView(before), import: null };
  return saveConcept(context, actor, { kind: "edit", change: { id, concept, before } });
}
