import type { Actor, Context } from "../context.ts";
import { completeConcept, type ConceptDraft } from "./concept-draft.ts";
import type { ConceptView } from "./concept-view.ts";
import { assertVersion, storedConcept } from "./internal/stored-concept.ts";
import { saveConcept } from "./internal/save-concepts.ts";

/**
 * Changes a concept; absent fields stay.
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
): Promise<ConceptView> {
  const before = await storedConcept(context, id);
  assertVersion(before, expectedVersion);
  const concept = await completeConcept(context, {
    ...before.concept,
    ...patch,
    id,
    status: patch.status ?? before.concept.status,
  });
  return saveConcept(context, actor, { id, concept, before });
}
