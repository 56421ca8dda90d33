import { STEPS, type Step } from "../../domain/assignment.ts";
import type { Language } from "../../domain/language.ts";
import { peopleOf } from "../../storage/rows/collaborators.ts";
import type { Actor, Context } from "../context.ts";
import { getCollection } from "../documents/get-collection.ts";
import { hasThere, isAble } from "./internal/able-person.ts";

/** Somebody who works in a collection. */
export interface Collaborator {
  readonly id: string;
  readonly name: string;
  readonly languages: readonly Language[];
  /** What they may be asked to do. */
  readonly steps: readonly Step[];
}

/**
 * People who may see a collection.
 *
 * @param collection absent: all collections
 * @throws {Problem} `not-found`
 */
export async function listCollaborators(
  context: Context,
  actor: Actor,
  collection?: string,
): Promise<Collaborator[]> {
  if (collection !== undefined) await getCollection(context, actor, collection);
  const now = context.now();
  const people = await peopleOf(context.storage, collection);
  return people
    .filter((person) => hasThere(person, "read", collection, now))
    .map((person) => ({
      id: person.id,
      name: person.name,
      languages: person.languages,
      steps: STEPS.filter((step) => isAble(person, step, collection, now)),
    }));
}
