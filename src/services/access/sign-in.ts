import { Problem } from "../../domain/problem.ts";
import { asProblem, write } from "../../storage/problems.ts";
import { deleteExpired, insertCredential, redeemLink } from "../../storage/rows/credentials.ts";
import type { Language } from "../../domain/language.ts";
import { assertNameOfPerson } from "./reserved-names.ts";
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

/** What is known about a new session besides its secret. */
export interface AboutSession {
  readonly device?: string | undefined;
  readonly place?: string | undefined;
  /** What somebody new says of themselves; the link's name stays unless they give another. */
  readonly account?: { readonly name?: string; readonly languages?: readonly Language[] };
}

/**
 * Opens a browser session with a sign-in link or a token. A link works only once. A session opened with a token ends
 * when the token ends.
 *
 * @throws {Problem} `not-signed-in`, `invalid-fields` (a reserved name)
 */
export async function signIn(
  context: Context,
  presented: string,
  environmentToken: string | undefined,
  about: AboutSession = {},
): Promise<Session> {
  const now = context.now();
  const secret = createSecret("session");
  const hash = await hashSecret(secret);
  const expires = new Date(now.getTime() + SESSION_LIFETIME);
  const session = {
    ...{ hash, id: createId("s"), created: now.toISOString(), expires: expires.toISOString() },
    ...{ device: about.device ?? null, place: about.place ?? null },
  };
  if (secretKind(presented) === "link") {
    const { name, languages = [] } = about.account ?? {};
    if (name !== undefined) assertNameOfPerson(name);
    const account = { id: createId("p"), name: name ?? null, languages };
    const opened = await redeemLink(context.storage, await hashSecret(presented), session, account).catch(
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
      person: principal.person ?? null,
      name: principal.name,
      role: principal.bounds.role,
      collection: principal.bounds.collection,
      createdBy: principal.name,
    }),
  ]);
  return { secret, expires: ends };
}
