import { Problem } from "../../domain/problem.ts";
import { write } from "../../storage/problems.ts";
import { insertCredential } from "../../storage/rows/credentials.ts";
import { insertPerson, type Person } from "../../storage/rows/people.ts";
import type { Actor, Context } from "../context.ts";
import { accessWanted, assertCollections, assertSeesPeople } from "./internal/access-wanted.ts";
import { summaryOf, type TokenSummary } from "./list-tokens.ts";
import { getPerson } from "./people.ts";
import { assertNameOfPerson } from "./reserved-names.ts";
import type { Role } from "./roles.ts";
import { createId, createSecret, hashSecret } from "./secret.ts";

export interface NewToken {
  /** Name of a program that the token makes, or what a person's token is for. */
  readonly name: string;
  /** Id of the person or program that it belongs to; absent: a new program. */
  readonly person?: string;
  /** Role of the new program. A person's token may do no more than the person and the role. */
  readonly role: Role;
  /** The only collection that the token will see. */
  readonly collection?: string;
  /** ISO 8601; without it the token is valid until it is revoked. */
  readonly expires?: string;
}

/**
 * Makes a token: of a person, or of a new program. Two programs with one name are two. Only this answer contains its secret.
 *
 * @throws {Problem} `not-found` (person, collection), `forbidden` (for whom the actor makes none), `invalid-fields` (a reserved name, an expiry in the past)
 */
export async function createToken(
  context: Context,
  actor: Actor,
  wanted: NewToken,
): Promise<TokenSummary & { readonly token: string }> {
  assertNameOfPerson(wanted.name);
  const now = context.now();
  const expires = wanted.expires === undefined ? null : new Date(wanted.expires).toISOString();
  if (expires !== null && expires <= now.toISOString()) {
    throw new Problem("invalid-fields", {}, { field: "expires" });
  }
  const token = createSecret("token");
  const { person, isNew } = await ownerOf(context, actor, wanted);
  const [only] = isNew ? Object.keys(person.roles) : [wanted.collection];
  const credential = {
    hash: await hashSecret(token),
    id: createId("t"),
    kind: "token" as const,
    person: person.id,
    name: wanted.name,
    role: isNew ? null : wanted.role,
    collection: only ?? null,
    created: now.toISOString(),
    createdBy: actor.name,
    expires,
  };
  await write(context.storage, [...(isNew ? insertPerson(person) : []), insertCredential(credential)]);
  return { ...summaryOf({ ...credential, used: null }, person, now), token };
}

/** The person or program of a new token. */
async function ownerOf(
  context: Context,
  actor: Actor,
  wanted: NewToken,
): Promise<{ readonly person: Person; readonly isNew: boolean }> {
  if (wanted.person !== undefined) {
    assertSeesPeople(actor);
    const person = await getPerson(context, wanted.person);
    if (wanted.collection !== undefined) await assertCollections(context, actor, [wanted.collection]);
    return { person, isNew: false };
  }
  const program = {
    id: createId("p"),
    kind: "program",
    name: wanted.name,
    languages: [],
    ...(await accessWanted(context, actor, wanted)),
    given: [],
    version: 1,
    disabled: null,
    created: context.now().toISOString(),
    createdBy: actor.name,
  } as const;
  return { person: program, isNew: true };
}
