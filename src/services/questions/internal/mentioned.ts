import { Problem } from "../../../domain/problem.ts";
import { findPerson, type Person } from "../../../storage/rows/people.ts";
import { accessOf } from "../../access/principal.ts";
import type { Actor, Context } from "../../context.ts";

/**
 * Ids of the people that a comment is to mention, each once and without its author.
 *
 * @param collection `null`: the glossary
 * @throws {Problem} `not-found` for somebody who may not see what the comment is about, as for one who does not exist
 */
export async function mentioned(
  { storage, now }: Context,
  actor: Actor,
  collection: string | null,
  wanted: readonly string[],
): Promise<string[]> {
  const people = new Set(wanted);
  for (const id of people) {
    const person = await findPerson(storage, id);
    if (person?.kind !== "person" || !mayRead(person, collection, now()))
      throw new Problem("not-found", { what: id }, { field: "mentions" });
  }
  if (actor.person !== undefined) people.delete(actor.person);
  return [...people];
}

function mayRead(person: Person, collection: string | null, now: Date): boolean {
  if (person.disabled !== null) return false;
  const { everywhere, there } = accessOf(person, { role: null, collection: null }, now);
  return ((collection === null ? undefined : there[collection]) ?? everywhere).includes("read");
}
