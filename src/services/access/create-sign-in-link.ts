import { Problem } from "../../domain/problem.ts";
import { write } from "../../storage/problems.ts";
import { deleteExpired, insertCredential, type NewCredential } from "../../storage/rows/credentials.ts";
import { findPerson } from "../../storage/rows/people.ts";
import type { Actor, Context } from "../context.ts";
import { accessWanted, assertSeesPeople, type WantedAccess } from "./internal/access-wanted.ts";
import { assertNameOfPerson } from "./reserved-names.ts";
import { createId, createSecret, hashSecret } from "./secret.ts";

/** A link for signing in ends after an hour, because it is meant for use at once; in milliseconds. */
const LINK_LIFETIME = 3_600_000;

/** Somebody new, whose account the link makes. */
export interface NewLink extends WantedAccess {
  /** Name of the person who will sign in; the history shows it as the author. */
  readonly name: string;
}

/** A link; only this answer contains its secret. */
export interface MadeLink {
  readonly id: string;
  readonly secret: string;
  /** ISO 8601. */
  readonly expires: string;
}

/**
 * Makes a one-time sign-in link: for a person, or for somebody new, whose account it makes.
 *
 * @throws {Problem} `not-found` (person or collection), `forbidden` (for whom the actor makes none), `invalid-fields` (a reserved name)
 */
export async function createLink(
  context: Context,
  actor: Actor,
  wanted: NewLink | { readonly person: string },
): Promise<MadeLink> {
  if ("person" in wanted) {
    assertSeesPeople(actor);
    return storeLink(context, actor, await ofPerson(context, wanted.person), LINK_LIFETIME);
  }
  assertNameOfPerson(wanted.name);
  const { role, roles } = await accessWanted(context, actor, wanted);
  return storeLink(context, actor, { name: wanted.name, role, roles: Object.entries(roles) }, LINK_LIFETIME);
}

/** The person whom a link signs in, as the link names them. */
async function ofPerson({ storage }: Context, id: string): Promise<Pick<NewCredential, "person" | "name">> {
  const person = await findPerson(storage, id);
  if (person?.kind !== "person" || person.disabled !== null) throw new Problem("not-found", { what: id });
  return { person: person.id, name: person.name };
}

/** Stores a link with what is said about its owner. @param lifetime in milliseconds */
export async function storeLink(
  context: Context,
  actor: Actor,
  about: Pick<NewCredential, "person" | "name" | "role" | "roles">,
  lifetime: number,
): Promise<MadeLink> {
  const now = context.now();
  const secret = createSecret("link");
  const id = createId("l");
  const expires = new Date(now.getTime() + lifetime).toISOString();
  const link: NewCredential = {
    ...about,
    hash: await hashSecret(secret),
    id,
    kind: "link",
    created: now.toISOString(),
    createdBy: actor.name,
    expires,
  };
  await write(context.storage, [deleteExpired(now.toISOString()), insertCredential(link)]);
  return { id, secret, expires };
}
