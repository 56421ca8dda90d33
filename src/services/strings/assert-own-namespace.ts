import { Problem } from "../../domain/problem.ts";
import { ownersOfNamespace } from "../../storage/rows/publications.ts";
import type { Context } from "../context.ts";

/**
 * A namespace belongs to the collection that published it first, also when its document or the whole collection is
 * gone: its addresses are public, and nobody else may put other texts there.
 *
 * @throws {Problem} `already-exists` for the namespace of another collection
 */
export async function assertOwnNamespace(
  context: Context,
  namespace: string,
  collection: string,
): Promise<void> {
  const owners = await ownersOfNamespace(context.storage, namespace);
  if (owners.some((owner) => owner !== collection)) throw new Problem("already-exists", { what: namespace });
}
