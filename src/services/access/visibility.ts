import { Problem } from "../../domain/problem.ts";
import type { Actor } from "../context.ts";

/** Whether a collection is among those of the actor. */
export const isVisible = ({ collections }: Actor, collection: string): boolean =>
  collections?.includes(collection) ?? true;

/**
 * Hides collections that are not among those of the actor: they seem not to exist.
 *
 * @param what id for the message
 * @throws {Problem} `not-found`
 */
export function assertVisible(actor: Actor, collection: string, what: string): void {
  if (!isVisible(actor, collection)) throw new Problem("not-found", { what });
}

/**
 * The collections that a query means, among those of the actor.
 *
 * @param wanted absent or empty: all that the actor has
 * @returns `undefined`: all collections; an empty list: none
 */
export function collectionsFor(
  actor: Actor,
  wanted: readonly string[] | undefined,
): readonly string[] | undefined {
  if (wanted === undefined || wanted.length === 0) return actor.collections;
  return wanted.filter((collection) => isVisible(actor, collection));
}

/**
 * The collection of something new: the named one, or the only one that the actor has.
 *
 * @returns `undefined`: all collections
 * @throws {Problem} `invalid-fields` when an actor with several collections names none
 */
export function collectionOrOnly({ collections }: Actor, wanted: string | undefined): string | undefined {
  if (wanted !== undefined || collections === undefined) return wanted;
  const [only, another] = collections;
  if (only === undefined || another !== undefined)
    throw new Problem("invalid-fields", {}, { field: "collection" });
  return only;
}
