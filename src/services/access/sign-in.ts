import { Problem } from "../../domain/problem.ts";
import type { Statement } from "../../storage/port.ts";
import { asProblem, write } from "../../storage/problems.ts";
import {
  deleteExpired,
  insertCredential,
  type NewSession,
  redeemLink,
} from "../../storage/rows/credentials.ts";
import type { Language } from "../../domain/language.ts";
import { forgetSignIns, recordSignIn } from "../../storage/rows/sign-ins.ts";
import { redeemRecoveryCode } from "../../storage/rows/recovery-codes.ts";
import { assertNameOfPerson } from "./reserved-names.ts";
import type { Context } from "../context.ts";
import { authenticate } from "./authenticate.ts";
import { hashRecoveryCode } from "./recovery-code.ts";
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
 * Opens a browser session with a sign-in link, a recovery code or a token. A link and a code work only once. A session
 * opened with a token ends when the token ends.
 *
 * @throws {Problem} `not-signed-in`, `invalid-fields` (a reserved name)
 */
export async function signIn(
  context: Context,
  presented: string,
  environmentToken: string | undefined,
  about: AboutSession = {},
): Promise<Session> {
  const { session, secret, expires } = await newSession(context, SESSION_LIFETIME, about);
  const { hash } = session;
  if (secretKind(presented) === "link") {
    const { name, languages = [] } = about.account ?? {};
    if (name !== undefined) assertNameOfPerson(name);
    const account = { id: createId("p"), name: name ?? null, languages };
    const link = await hashSecret(presented);
    await assertOpened(redeemLink(context.storage, link, session, account, [recordSignIn(hash, "link")]));
    return { secret, expires };
  }
  const code = await hashRecoveryCode(presented);
  if (code !== undefined) {
    await assertOpened(redeemRecoveryCode(context.storage, code, session));
    return { secret, expires };
  }
  const principal = await authenticate(context, presented, environmentToken);
  if (principal === undefined || principal.kind === "session") throw new Problem("not-signed-in");
  const ends = principal.expires === undefined ? expires : new Date(Math.min(+expires, +principal.expires));
  await write(context.storage, [
    ...cleared(context),
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
    recordSignIn(hash, "token"),
  ]);
  return { secret, expires: ends };
}

/** A session that is about to be opened, with its secret. @param lifetime in milliseconds */
export async function newSession(
  { now }: Context,
  lifetime: number,
  { device, place }: AboutSession,
): Promise<Session & { readonly session: NewSession }> {
  const created = now();
  const secret = createSecret("session");
  const expires = new Date(created.getTime() + lifetime);
  const session = {
    ...{ hash: await hashSecret(secret), id: createId("s") },
    ...{ created: created.toISOString(), expires: expires.toISOString() },
    ...{ device: device ?? null, place: place ?? null },
  };
  return { secret, expires, session };
}

/** Sign-ins are remembered for 400 days; in milliseconds. */
const REMEMBERED = 400 * 24 * 3_600_000;

/** Clears what has ended; written with a sign-in. */
export const cleared = ({ now }: Context): Statement[] => [
  deleteExpired(now().toISOString()),
  forgetSignIns(new Date(now().getTime() - REMEMBERED).toISOString()),
];

/** @throws {Problem} `not-signed-in` when nothing was opened */
async function assertOpened(opening: Promise<boolean>): Promise<void> {
  const isOpened = await opening.catch((error: unknown) => {
    throw asProblem(error);
  });
  if (!isOpened) throw new Problem("not-signed-in");
}
