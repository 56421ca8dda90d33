import { remember } from "../../domain/remember.ts";
import { findCredential, touchCredential } from "../../storage/rows/credentials.ts";
import type { Context } from "../context.ts";
import { accessOf, environmentPrincipal, type Principal } from "./principal.ts";
import { equalHashes, hashSecret, secretKind } from "./secret.ts";

/** Shortest token in the environment, in characters: shorter tokens could be guessed. */
export const SHORTEST_ENVIRONMENT_TOKEN = 24;
/** Last use is stored at most once per hour, to save writes; in milliseconds. */
const TOUCH_EVERY = 3_600_000;

/**
 * Finds the principal of a secret: a token, a session, or the token in the server's environment. A sign-in link
 * has no principal; `signIn` exchanges it for a session.
 *
 * @returns `undefined` for a secret that is unknown, revoked or expired
 */
export async function authenticate(
  context: Context,
  secret: string,
  environmentToken: string | undefined,
): Promise<(Principal & { readonly expires?: Date }) | undefined> {
  const hash = context.memory.secretHashes.get(secret) ?? (await hashSecret(secret));
  const environmentHash = await hashOfEnvironment(context, environmentToken);
  const environmentId =
    environmentHash === undefined ? "environment" : `environment-${environmentHash.slice(0, 16)}`;
  if (environmentHash !== undefined && equalHashes(hash, environmentHash)) {
    return environmentPrincipal(environmentId);
  }
  const kind = secretKind(secret);
  if (kind !== "token" && kind !== "session") return undefined;
  const found = await findCredential(context.storage, hash);
  const now = context.now();
  if (found?.credential.kind !== kind || found.credential.revoked !== null) return undefined;
  const { credential, person } = found;
  if (person !== undefined && person.disabled !== null) return undefined;
  const expires = credential.expires === null ? undefined : new Date(credential.expires);
  if (expires !== undefined && expires <= now) return undefined;
  // A session opened with the environment's token ends when that token changes.
  const isOfEnvironment = credential.parent?.startsWith("environment-") === true;
  if (isOfEnvironment && credential.parent !== environmentId) return undefined;
  if (credential.used === null || +now - Date.parse(credential.used) > TOUCH_EVERY) {
    // Reading must also work when the store is read-only or full. It must not wait for a writer of another thread; on
    // Workers only what is awaited is done.
    const touched = touchCredential(context.storage, hash, now.toISOString()).catch(() => undefined);
    if (context.storage.engine === "d1") await touched;
  }
  rememberHash(context, secret, hash);
  const ends = expires === undefined ? {} : { expires };
  if (isOfEnvironment) return { ...environmentPrincipal(credential.id, kind), ...ends };
  if (person === undefined) return undefined;
  const { id, name, languages } = person;
  const bounds = { role: credential.role, collection: credential.collection };
  const access = accessOf(person, bounds, now);
  return { id: credential.id, kind, person: id, name, languages, access, bounds, ...ends };
}

/** Number of secrets with a remembered hash. */
const REMEMBERED = 1000;

/**
 * Web Crypto hashes on another thread, which takes longer than a lookup. Only hashes of valid secrets are
 * remembered, so that guesses do not fill the memory. Each request still checks in the store that the secret is
 * valid now.
 */
function rememberHash({ memory: { secretHashes } }: Context, secret: string, hash: string): void {
  if (!secretHashes.has(secret)) remember(secretHashes, secret, hash, REMEMBERED);
}

async function hashOfEnvironment(context: Context, token: string | undefined): Promise<string | undefined> {
  if (token === undefined) return undefined;
  const hash = context.memory.secretHashes.get(token) ?? (await hashSecret(token));
  rememberHash(context, token, hash);
  return hash;
}
