import { Problem } from "../../domain/problem.ts";
import { asProblem, write } from "../../storage/problems.ts";
import { deleteExpired, insertCredential, redeemLink } from "../../storage/rows/credentials.ts";
import type { Context } from "../context.ts";
import { authenticate } from "./authenticate.ts";
import { createId, createSecret, hashSecret, secretKind } from "./secret.ts";

/** A session lasts 30 days; in milliseconds. */
export const SESSION_LIFETIME = 30 * 24 * 3_600_000;

export interface Session {
  /** Value for the cookie. */
  readonly secret: string;
  readonly expires: Date;
}

/**
 * Opens a browser session with a sign-in link or a token. A link works only once. A session opened with a token ends
 * when the token ends.
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
    const opened = await redeemLink(context.storage, await hashSecret(presented), session).catch(
      (error: unknown) => {
        throw asProblem(error);
      },
    );
    if (!opened) throw new Problem("not-signed-in");
    return { secret, expires };
  }
  const principal = await authenticate(context, presented, environmentToken);
  if (principal === undefined || principal.kind === "session") throw new Problem("not-signed-in");
  const ends = principal.expires === undefined ? expires : new Date(Math.min(+expires, +principal.expires));
  await write(context.storage, [
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
