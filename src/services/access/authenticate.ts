import { findCredential, touchCredential } from "../../storage/rows/credentials.ts";
import type { Context } from "../context.ts";
import { isRole, type Principal } from "./roles.ts";
import { equalHashes, hashSecret, secretKind } from "./secret.ts";

/** Shortest token in the environment, in characters: shorter tokens could be guessed. */
export const SHORTEST_ENVIRONMENT_TOKEN = 24;
/** Last use of a token is stored at most once per hour, to save writes; in milliseconds. */
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
    return { id: environmentId, kind: "environment", name: "environment", role: "admin" };
  }
  const kind = secretKind(secret);
  if (kind !== "token" && kind !== "session") return undefined;
  const found = await findCredential(context.storage, hash);
  const now = context.now();
  if (found?.kind !== kind || found.revoked !== null || !isRole(found.role)) return undefined;
  const expires = found.expires === null ? undefined : new Date(found.expires);
  if (expires !== undefined && expires <= now) return undefined;
  // A session opened with the environment's token ends when that token changes.
  if (found.parent?.startsWith("environment-") && found.parent !== environmentId) return undefined;
  if (kind === "token" && (found.used === null || +now - Date.parse(found.used) > TOUCH_EVERY)) {
    // Reading must also work when the store is read-only or full. It must not wait for a writer of another thread; on
    // Workers only what is awaited is done.
    const touched = touchCredential(context.storage, hash, now.toISOString()).catch(() => undefined);
    if (context.storage.engine === "d1") await touched;
  }
  rememberHash(context, secret, hash);
  return {
    id: found.id,
    kind,
    name: found.name,
    role: found.role,
    ...(found.collection === null ? {} : { collection: found.collection }),
    ...(expires === undefined ? {} : { expires }),
  };
}

/** Number of secrets with a remembered hash. */
const REMEMBERED = 1000;

/**
 * Web Crypto hashes on another thread, which takes longer than a lookup. Only hashes of valid secrets are
 * remembered, so that guesses do not fill the memory. Each request still checks in the store that the secret is
 * valid now.
 */
function rememberHash({ memory: { secretHashes } }: Context, secret: string, hash: string): void {
  if (secretHashes.has(secret)) return;
  const [oldest] = secretHashes.keys();
  if (secretHashes.size >= REMEMBERED && oldest !== undefined) secretHashes.delete(oldest);
  secretHashes.set(secret, hash);
}

async function hashOfEnvironment(context: Context, token: string | undefined): Promise<string | undefined> {
  if (token === undefined) return undefined;
  const hash = context.memory.secretHashes.get(token) ?? (await hashSecret(token));
  rememberHash(context, token, hash);
  return hash;
}
