import { findCredential, touchCredential } from "../../storage/rows/credentials.ts";
import type { Context } from "../context.ts";
import { isRole, type Principal } from "./roles.ts";
import { equalHashes, hashSecret, secretKind } from "./secret.ts";

/** Shorter ones could be guessed. */
export const SHORTEST_ENVIRONMENT_TOKEN = 24;
/** Last use is kept to within an hour: it is not worth a write for every request. */
const TOUCH_EVERY = 3_600_000;

/**
 * Whom a secret stands for: a token, a session, or the token of the server's environment. A sign-in
 * link stands for nobody: it is traded for a session.
 *
 * @returns `undefined` for a secret that is unknown, revoked or expired
 */
export async function authenticate(
  context: Context,
  secret: string,
  environmentToken: string | undefined,
): Promise<(Principal & { readonly expires?: Date }) | undefined> {
  const hash = await hashSecret(secret);
  const environmentId = await idOfEnvironment(environmentToken);
  if (environmentToken !== undefined && equalHashes(hash, await hashSecret(environmentToken))) {
    return { id: environmentId, kind: "environment", name: "environment", role: "admin" };
  }
  const kind = secretKind(secret);
  if (kind !== "token" && kind !== "session") return undefined;
  const found = await findCredential(context.storage, hash);
  const now = context.now();
  if (found?.kind !== kind || found.revoked !== null || !isRole(found.role)) return undefined;
  const expires = found.expires === null ? undefined : new Date(found.expires);
  if (expires !== undefined && expires <= now) return undefined;
  // A session that the environment's token opened ends when that token is changed.
  if (found.parent?.startsWith("environment-") && found.parent !== environmentId) return undefined;
  if (kind === "token" && (found.used === null || +now - Date.parse(found.used) > TOUCH_EVERY)) {
    // The service may be read-only or full: whoever may read should go on reading.
    await touchCredential(context.storage, hash, now.toISOString()).catch(() => undefined);
  }
  return {
    id: found.id,
    kind,
    name: found.name,
    role: found.role,
    ...(found.collection === null ? {} : { collection: found.collection }),
    ...(expires === undefined ? {} : { expires }),
  };
}

async function idOfEnvironment(token: string | undefined): Promise<string> {
  return token === undefined ? "environment" : `environment-${(await hashSecret(token)).slice(0, 16)}`;
}
