import { Problem } from "../../domain/problem.ts";
import {
  type Credential,
  deleteCredential,
  deleteExpired,
  insertCredential,
  nobodyYet,
  redeemLink,
} from "../../storage/rows/credentials.ts";
import { type Actor, asProblem, type Context } from "../context.ts";
import { authenticate } from "./authenticate.ts";
import type { Role } from "./roles.ts";
import { createId, createSecret, hashSecret, secretKind } from "./secret.ts";
import { boundCollection } from "./tokens.ts";

const HOUR = 3_600_000;
/** A link is for now; a session is for a project's month. */
export const LINK_LIFETIME = HOUR;
export const SESSION_LIFETIME = 30 * 24 * HOUR;

export interface NewLink {
  /** Of the person who will sign in; the author of their changes. */
  readonly name: string;
  readonly role: Role;
  readonly collection?: string;
}

/**
 * Makes a one-time sign-in link for a person.
 *
 * @returns the link's secret, for the path `/sign-in/SECRET`, and when it ends
 */
export async function createLink(
  context: Context,
  actor: Actor,
  wanted: NewLink,
): Promise<{ secret: string; expires: string }> {
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
  await write(context, [deleteExpired(now.toISOString()), insertCredential(link)]);
  return { secret, expires: link.expires ?? "" };
}

/** The sign-in link of a new installation, or `undefined` once somebody has been let in. */
export async function firstLink(context: Context): Promise<string | undefined> {
  if (!(await nobodyYet(context.storage))) return undefined;
  const { secret } = await createLink(context, { name: "polynya" }, { name: "admin", role: "admin" });
  return secret;
}

export interface Session {
  /** For the cookie. */
  readonly secret: string;
  readonly expires: Date;
}

/**
 * Opens a browser session with a sign-in link or a token. A link is used up by it; a session opened
 * with a token ends with the token.
 *
 * @throws {Problem} `not-signed-in`
 */
export async function signIn(
  context: Context,
  presented: string,
  environmentToken: string | undefined,
): Promise<Session> {
  const now = context.now();
  const secret = createSecret("session");
  const hash = await hashSecret(secret);
  const expires = new Date(now.getTime() + SESSION_LIFETIME);
  const session = { hash, id: createId("s"), created: now.toISOString(), expires: expires.toISOString() };
  if (secretKind(presented) === "link") {
    const opened = await redeemLink(context.storage, await hashSecret(presented), session).catch(rethrow);
    if (!opened) throw new Problem("not-signed-in");
    return { secret, expires };
  }
  const principal = await authenticate(context, presented, environmentToken);
  if (principal === undefined || principal.kind === "session") throw new Problem("not-signed-in");
  const ends = principal.expires === undefined ? expires : new Date(Math.min(+expires, +principal.expires));
  await write(context, [
    deleteExpired(now.toISOString()),
    insertCredential({
      ...session,
      expires: ends.toISOString(),
      kind: "session",
      parent: principal.id,
      name: principal.name,
      role: principal.role,
      collection: principal.collection ?? null,
      createdBy: principal.name,
      revoked: null,
      used: null,
    }),
  ]);
  return { secret, expires: ends };
}

export async function signOut(context: Context, secret: string): Promise<void> {
  await deleteCredential(context.storage, await hashSecret(secret));
}

const after = (now: Date, milliseconds: number) => new Date(now.getTime() + milliseconds).toISOString();

async function write(
  context: Context,
  statements: Parameters<Context["storage"]["batch"]>[0],
): Promise<void> {
  await context.storage.batch(statements).catch(rethrow);
}

function rethrow(error: unknown): never {
  throw asProblem(error);
}
