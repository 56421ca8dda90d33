import type { Actor, Context } from "../context.ts";
import { completeConcept, type ConceptDraft } from "./concept-draft.ts";
import type { ConceptView } from "./concept-view.ts";
import { assertVersion, storedConcept } from "./internal/stored-concept.ts";
import { saveConcept } from "./internal/save-concepts.ts";

/** Changes what is given; its version has to be the one that the author saw. @throws {Problem} `not-found`, `stale-version`, `invalid-fields` */
export async function editConcept(
  context: Context,
  actor: Actor,
  id: string,
  expectedVersion: number,
  patch: Partial<Omit<ConceptDraft, "id">>,
): Promise<ConceptView> {
  const before = await storedConcept(context, id);
  assertVersion(before, expectedVersion);
  const concept = completeConcept({
    ...before.concept,
    ...patch,
    id,
    status: patch.status ?? before.concept.status,
  });
  return saveConcept(context, actor, { id, concept, before });
}
