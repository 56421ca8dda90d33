import { write } from "../../storage/problems.ts";
import { type Credential, deleteExpired, insertCredential } from "../../storage/rows/credentials.ts";
import type { Actor, Context } from "../context.ts";
import { boundCollection } from "./internal/bound-collection.ts";
import { assertNameOfPerson } from "./reserved-names.ts";
import type { Role } from "./roles.ts";
import { createId, createSecret, hashSecret } from "./secret.ts";

/** A link ends after an hour, because it is meant for use at once; in milliseconds. */
const LINK_LIFETIME = 3_600_000;

export interface NewLink {
  /** Name of the person who will sign in; the history shows it as the author. */
  readonly name: string;
  readonly role: Role;
  readonly collection?: string;
}

/**
 * Makes a one-time sign-in link for a person.
 *
 * @returns the secret, for the path `/sign-in/SECRET`, and the expiry as ISO 8601
 * @throws {Problem} `not-found` (collection), `invalid-fields` (a reserved name)
 */
export async function createLink(
  context: Context,
  actor: Actor,
  wanted: NewLink,
): Promise<{ secret: string; expires: string }> {
  assertNameOfPerson(wanted.name);
  const now = context.now();
  const secret = createSecret("link");
  const link: Credential = {
    hash: await hashSecret(secret),
    id: createId("l"),
    kind: "link",
    parent: null,
    name: wanted.name,
    role: wanted.role,
    collection: (await boundCollection(context, actor, wanted.collection)) ?? null,
    created: now.toISOString(),
    createdBy: actor.name,
    expires: after(now, LINK_LIFETIME),
    revoked: null,
    used: null,
  };
  await write(context.storage, [deleteExpired(now.toISOString()), insertCredential(link)]);
  return { secret, expires: link.expires ?? "" };
}

const after = (now: Date, milliseconds: number) => new Date(now.getTime() + milliseconds).toISOString();
