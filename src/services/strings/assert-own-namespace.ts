import { Problem } from "../../domain/problem.ts";
import { ownersOfNamespace } from "../../storage/rows/publications.ts";
import type { Context } from "../context.ts";

/**
 * Checks that no other collection has published under a namespace. A namespace belongs to its first collection, even
 * after the document or the collection is deleted: websites use its addresses.
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
