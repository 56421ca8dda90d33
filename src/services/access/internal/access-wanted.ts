import { Problem } from "../../../domain/problem.ts";
import { findCollection } from "../../../storage/rows/collections.ts";
import type { Person } from "../../../storage/rows/people.ts";
import type { Actor, Context } from "../../context.ts";
import type { Role } from "../roles.ts";
import { collectionOrOnly, isVisible } from "../visibility.ts";

/** Roles for somebody new. */
export interface WantedAccess {
  /** In all collections, or in the one that is named. */
  readonly role: Role;
  readonly collection?: string;
}

/**
 * The roles that are wanted. An actor who has some collections alone gives roles in one of them alone.
 *
 * @throws {Problem} `not-found`, `invalid-fields` when an actor with several collections names none
 */
export async function accessWanted(
  context: Context,
  actor: Actor,
  { role, collection: named }: WantedAccess,
): Promise<Pick<Person, "role" | "roles">> {
  const collection = collectionOrOnly(actor, named);
  if (collection === undefined) return { role, roles: {} };
  await assertCollections(context, actor, [collection]);
  return { role: null, roles: { [collection]: role } };
}

/** Refuses who has some collections alone: they do not see who else there is. @throws {Problem} `forbidden` */
export function assertSeesPeople(actor: Actor): void {
  if (actor.collections !== undefined) throw new Problem("forbidden");
}

/** @throws {Problem} `not-found` for a collection that does not exist or that the actor does not have */
export async function assertCollections(
  { storage }: Context,
  actor: Actor,
  collections: readonly string[],
): Promise<void> {
  for (const collection of collections) {
    if (!isVisible(actor, collection) || (await findCollection(storage, collection)) === undefined)
      throw new Problem("not-found", { what: collection });
  }
}
