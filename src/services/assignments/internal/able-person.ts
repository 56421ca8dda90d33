import type { Step } from "../../../domain/assignment.ts";
import { Problem } from "../../../domain/problem.ts";
import { findPerson, type Person } from "../../../storage/rows/people.ts";
import { accessOf } from "../../access/principal.ts";
import type { Permission } from "../../access/roles.ts";
import type { Context } from "../../context.ts";

/** What a step needs. */
const NEEDED: Readonly<Record<Step, Permission>> = { translate: "translate", review: "review" };

/** Whether somebody may do a step in a collection, or in all of them. */
export const isAble = (person: Person, step: Step, collection: string | undefined, now: Date): boolean =>
  hasThere(person, NEEDED[step], collection, now);

/** Whether somebody has a permission in a collection, or in all of them. */
export function hasThere(
  person: Person,
  permission: Permission,
  collection: string | undefined,
  now: Date,
): boolean {
  if (person.disabled !== null) return false;
  const { everywhere, there } = accessOf(person, { role: null, collection: null }, now);
  return ((collection === undefined ? undefined : there[collection]) ?? everywhere).includes(permission);
}

/** A person who may do a step in a collection. @throws {Problem} `not-found`, `assignee-rights` */
export async function ablePerson(
  { storage, now }: Context,
  id: string,
  step: Step,
  collection: string,
): Promise<Person> {
  const person = await findPerson(storage, id);
  if (person === undefined) throw new Problem("not-found", { what: id }, { field: "person" });
  if (!isAble(person, step, collection, now()))
    throw new Problem("assignee-rights", { name: person.name }, { field: "person" });
  return person;
}
