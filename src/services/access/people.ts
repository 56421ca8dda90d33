import { Problem } from "../../domain/problem.ts";
import { asProblem } from "../../storage/problems.ts";
import {
  findPerson,
  isStalePerson,
  type ListedPerson,
  peopleAfter,
  type Person,
  updatePerson,
} from "../../storage/rows/people.ts";
import type { Language } from "../../domain/language.ts";
import type { Actor, Context } from "../context.ts";
import { assertCollections } from "./internal/access-wanted.ts";
import { assertNameOfPerson } from "./reserved-names.ts";
import type { Role } from "./roles.ts";

/**
 * Persons, or programs, in the order of their ids.
 *
 * @returns one page; `next` is the `after` of the next page, `null` on the last page
 */
export async function listPeople(
  { storage }: Context,
  query: { readonly kind: Person["kind"]; readonly after?: string; readonly limit: number },
): Promise<{ items: ListedPerson[]; next: string | null }> {
  const { kind, after = "", limit } = query;
  const found = await peopleAfter(storage, { kind, after, limit: limit + 1 });
  const items = found.slice(0, limit);
  return { items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** @throws {Problem} `not-found` */
export async function getPerson({ storage }: Context, id: string): Promise<Person> {
  const person = await findPerson(storage, id);
  if (person === undefined) throw new Problem("not-found", { what: id });
  return person;
}

/** What may be changed of a person; what is absent stays. */
export interface PersonPatch {
  readonly name?: string;
  readonly languages?: readonly Language[];
  /** In all collections; `null`: none. */
  readonly role?: Role | null;
  /** By id of the collection; replaces all that there are. */
  readonly roles?: Readonly<Record<string, Role>>;
  /** A disabled person can neither sign in nor use tokens. */
  readonly disabled?: boolean;
}

/**
 * Changes a person. New roles count from the next request on. Nobody changes rights of their own, so that there is always
 * another administrator who can give them back.
 *
 * @param expected version that the actor saw; `undefined`: any
 * @throws {Problem} `not-found` (person or collection), `stale-version`, `own-rights`, `invalid-fields` (a reserved name)
 */
export async function editPerson(
  context: Context,
  actor: Actor,
  id: string,
  patch: PersonPatch,
  expected?: number,
): Promise<Person> {
  const { storage } = context;
  const person = await getPerson(context, id);
  if (expected !== undefined && expected !== person.version) throw stale(id);
  const { name, languages, role, roles, disabled } = patch;
  const isAboutRights = role !== undefined || roles !== undefined || disabled !== undefined;
  if (isAboutRights && actor.person === id) throw new Problem("own-rights");
  if (name !== undefined) assertNameOfPerson(name);
  if (roles !== undefined) await assertCollections(context, actor, Object.keys(roles));
  const since = person.disabled ?? context.now().toISOString();
  const changed: Person = {
    ...person,
    ...(name === undefined ? {} : { name }),
    ...(languages === undefined ? {} : { languages }),
    ...(role === undefined ? {} : { role }),
    ...(roles === undefined ? {} : { roles }),
    ...(disabled === undefined ? {} : { disabled: disabled ? since : null }),
  };
  await storage.batch(updatePerson(changed)).catch((error: unknown) => {
    throw isStalePerson(error) ? stale(id) : asProblem(error);
  });
  return { ...changed, version: person.version + 1 };
}

const stale = (what: string) => new Problem("stale-version", { what });
