import { write } from "../../storage/problems.ts";
import { Problem } from "../../domain/problem.ts";
import { deleteCollection, isStillReferred } from "../../storage/rows/collections.ts";
import type { Actor, Context } from "../context.ts";
import { getCollection } from "./get-collection.ts";

/**
 * Deletes an empty collection and the tokens that are bound to it. Actors who see all collections can still read its
 * imports. They do not belong to a later collection with the same id.
 *
 * @throws {Problem} `not-found`, `not-empty`
 */
export async function removeCollection(context: Context, actor: Actor, id: string): Promise<void> {
  await getCollection(context, actor, id);
  try {
    await write(context.storage, deleteCollection(id));
  } catch (error) {
    throw isStillReferred(error) ? new Problem("not-empty", { what: id }) : error;
  }
}
