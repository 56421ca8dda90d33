import { Problem } from "../../../domain/problem.ts";
import { findCollection } from "../../../storage/rows/collections.ts";
import type { Actor, Context } from "../../context.ts";

/**
 * The collection for a new credential. An actor who is bound to a collection can only make credentials for it.
 *
 * @throws {Problem} `not-found`
 */
export async function boundCollection(
  context: Context,
  actor: Actor,
  wanted: string | undefined,
): Promise<string | undefined> {
  const collection = wanted ?? actor.collection;
  if (collection === undefined) return undefined;
  const visible = actor.collection === undefined || actor.collection === collection;
  if (!visible || (await findCollection(context.storage, collection)) === undefined) {
    throw new Problem("not-found", { what: collection });
  }
  return collection;
}
