import type { Actor, Context } from "../context.ts";
import { assertVersion, storedConcept } from "./internal/stored-concept.ts";
import { saveConcepts } from "./internal/save-concepts.ts";

/** Removes a concept; its history stays. @throws {Problem} `not-found`, `stale-version` */
export async function removeConcept(
  context: Context,
  actor: Actor,
  id: string,
  expectedVersion?: number,
): Promise<void> {
  const before = await storedConcept(context, id);
  if (expectedVersion !== undefined) assertVersion(before, expectedVersion);
  await saveConcepts(context, actor, [{ id, before }]);
}
