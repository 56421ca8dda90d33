import { Problem } from "../../domain/problem.ts";
import { findCollection } from "../../storage/rows/collections.ts";
import {
  type Credential,
  insertCredential,
  listCredentials,
  revokeCredential,
} from "../../storage/rows/credentials.ts";
import { type Actor, asProblem, type Context } from "../context.ts";
import type { Role } from "./roles.ts";
import { createId, createSecret, hashSecret } from "./secret.ts";

export interface NewToken {
  readonly name: string;
  readonly role: Role;
  /** The only collection that the token will see. */
  readonly collection?: string;
  /** ISO 8601; without it the token holds until it is revoked. */
  readonly expires?: string;
}

/** A token or a browser session as lists show it: never with its secret. */
export interface TokenSummary {
  readonly id: string;
  readonly kind: "token" | "session";
  readonly name: string;
  readonly role: string;
  readonly collection: string | null;
  readonly created: string;
  readonly createdBy: string;
  readonly expires: string | null;
  /** When it was last used, to within an hour. */
  readonly used: string | null;
}

/**
 * Makes a token. Its secret is in this answer and never again anywhere.
 *
 * @throws {Problem} `not-found` (collection), `invalid-fields` (expiry in the past)
 */
export async function createToken(
  context: Context,
  actor: Actor,
  wanted: NewToken,
): Promise<TokenSummary & { readonly token: string }> {
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
  try {
    await context.storage.batch([insertCredential(credential)]);
  } catch (error) {
    throw asProblem(error);
  }
  return { ...summaryOf(credential), token };
}

/** Who may come in: tokens, expired ones too, and open sessions; revoked ones are gone from the list. */
export async function getTokens(context: Context, actor: Actor): Promise<TokenSummary[]> {
  return (await listCredentials(context.storage, actor.collection)).map(summaryOf);
}

/** @throws {Problem} `not-found` */
export async function dropToken(context: Context, actor: Actor, id: string): Promise<void> {
  const revoked = await revokeCredential(context.storage, id, actor.collection, context.now().toISOString());
  if (!revoked) throw new Problem("not-found", { what: id });
}

/** The collection that a new credential is bound to: one's own binding can't be shaken off. */
export async function boundCollection(
  context: Context,
  actor: Actor,
  wanted: string | undefined,
): Promise<string | undefined> {
  const collection = wanted ?? actor.collection;
  if (collection === undefined) return undefined;
  const visible = actor.collection === undefined || actor.collection === collection;
  if (!visible || (await findCollection(context.storage, collection)) === undefined) {
    throw new Problem("not-found", { what: collection });
  }
  return collection;
}

function summaryOf(credential: Credential): TokenSummary {
  const { id, name, role, collection, created, createdBy, expires, used } = credential;
  const kind = credential.kind === "session" ? "session" : "token";
  return { id, kind, name, role, collection, created, createdBy, expires, used };
}
