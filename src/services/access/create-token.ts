import { Problem } from "../../domain/problem.ts";
import { write } from "../../storage/problems.ts";
import { type Credential, insertCredential } from "../../storage/rows/credentials.ts";
import type { Actor, Context } from "../context.ts";
import { boundCollection } from "./internal/bound-collection.ts";
import { summaryOf, type TokenSummary } from "./list-tokens.ts";
import { assertNameOfPerson } from "./reserved-names.ts";
import type { Role } from "./roles.ts";
import { createId, createSecret, hashSecret } from "./secret.ts";

export interface NewToken {
  readonly name: string;
  readonly role: Role;
  /** The only collection that the token will see. */
  readonly collection?: string;
  /** ISO 8601; without it the token is valid until it is revoked. */
  readonly expires?: string;
}

/**
 * Makes a token. Only this answer contains its secret.
 *
 * @throws {Problem} `not-found` (collection), `invalid-fields` (a reserved name, an expiry in the past)
 */
export async function createToken(
  context: Context,
  actor: Actor,
  wanted: NewToken,
): Promise<TokenSummary & { readonly token: string }> {
  assertNameOfPerson(wanted.name);
  const now = context.now();
  const collection = await boundCollection(context, actor, wanted.collection);
  const expires = wanted.expires === undefined ? null : new Date(wanted.expires).toISOString();
  if (expires !== null && expires <= now.toISOString()) {
    throw new Problem("invalid-fields", {}, { field: "expires" });
  }
  const token = createSecret("token");
  const credential: Credential = {
    hash: await hashSecret(token),
    id: createId("t"),
    kind: "token",
    parent: null,
    name: wanted.name,
    role: wanted.role,
    collection: collection ?? null,
    created: now.toISOString(),
    createdBy: actor.name,
    expires,
    revoked: null,
    used: null,
  };
  await write(context.storage, [insertCredential(credential)]);
  return { ...summaryOf(credential), token };
}
