import type { Actor, Context } from "../context.ts";
import { assertVersion, storedConcept } from "./internal/stored-concept.ts";
import { type ImportFacts, saveConcepts } from "./internal/commit-concepts.ts";

/**
 * Removes a concept; its history stays.
 *
 * @param facts of its import
 * @returns id of the import
 * @throws {Problem} `not-found`, `stale-version`
 */
export async function removeConcept(
  context: Context,
  actor: Actor,
  id: string,
  expectedVersion?: number,
  facts: ImportFacts = {},
): Promise<string> {
  const before = await storedConcept(context, id);
  if (expectedVersion !== undefined) assertVersion(before, expectedVersion);
  return saveConcepts(context, actor, { kind: "delete", changes: [{ id, before }], facts });
}
