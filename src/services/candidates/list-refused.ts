import { refusedTerms, type RefusedTerm } from "../../storage/rows/refused-candidates.ts";
import type { Actor, Context } from "../context.ts";
import { getCollection } from "../documents/get-collection.ts";

export type RefusedView = Omit<RefusedTerm, "folded" | "collection"> & {
  /** Id; absent: refused in all collections. */
  readonly collection?: string;
};

/**
 * The terms that somebody has refused, newest first.
 *
 * @param collection id; absent: of all collections that the actor may see
 * @throws {Problem} `not-found` for a collection that the actor may not see
 */
export async function listRefused(
  context: Context,
  actor: Actor,
  collection?: string,
): Promise<RefusedView[]> {
  if (collection !== undefined) await getCollection(context, actor, collection);
  const terms = await refusedTerms(
    context.storage,
    collection === undefined ? actor.collections : [collection],
  );
  return terms.map(({ collection: where, language, term, author, time }) => ({
    language,
    term,
    author,
    time,
    ...(where === "" ? {} : { collection: where }),
  }));
}
