import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/server";
import { Problem } from "../../domain/problem.ts";
import { findPasskey, openWithPasskey, type Passkey } from "../../storage/rows/passkeys.ts";
import { recordSignIn } from "../../storage/rows/sign-ins.ts";
import { asProblem } from "../../storage/problems.ts";
import { fromBase64url } from "../access/secret.ts";
import { type AboutSession, cleared, newSession, type Session, SESSION_LIFETIME } from "../access/sign-in.ts";
import type { Context } from "../context.ts";
import { CHALLENGE_LIFETIME, challengeTime, createChallenge } from "./challenge.ts";
import type { Site } from "./site.ts";

/** Options for signing in; no extension is asked for. */
export type PasskeyRequest = Omit<PublicKeyCredentialRequestOptionsJSON, "extensions">;

/** What a browser needs to sign somebody in by any passkey that it has for this host. */
export async function passkeySignInOptions(context: Context, { host }: Site): Promise<PasskeyRequest> {
  const challenge = await createChallenge(context, "sign-in");
  return { challenge, rpId: host, timeout: CHALLENGE_LIFETIME, userVerification: "required" };
}

/**
 * Opens a session for the person whose passkey has signed a challenge of ours. What was signed opens one session alone.
 *
 * @returns `undefined` where it proves nothing: an unknown passkey, another's, another site's, a challenge that is not
 *   ours, has ended or was used, a counter that went back
 * @throws {Problem} `account-ended`
 */
export async function passkeySignIn(
  context: Context,
  site: Site,
  response: AuthenticationResponseJSON,
  about: AboutSession = {},
): Promise<Session | undefined> {
  const known = await findPasskey(context.storage, response.id);
  if (known === undefined || known.host !== site.host || !isOfOwner(response, known)) return undefined;
  const signed = await verified(context, site, response, known);
  if (signed === undefined || signed.challenged <= known.challenged) return undefined;
  const made = await newSession(context, SESSION_LIFETIME, about);
  const statements = [
    ...openWithPasskey(signed, made.session),
    recordSignIn(made.session.hash, "passkey"),
    ...cleared(context),
  ];
  const [opened] = await context.storage.batch(statements).catch((error: unknown) => {
    throw asProblem(error);
  });
  if (opened !== undefined && opened.length > 0) return made;
  // What was signed is good: either another request was first, or its owner may not sign in.
  const now = await findPasskey(context.storage, response.id);
  if (now !== undefined && now.challenged < signed.challenged) throw new Problem("account-ended");
  return undefined;
}

/** Whether the authenticator names the owner that the store knows, if it names one. */
function isOfOwner({ response: { userHandle } }: AuthenticationResponseJSON, { person }: Passkey): boolean {
  if (userHandle === undefined) return true;
  const bytes = fromBase64url(userHandle);
  return bytes !== undefined && new TextDecoder().decode(bytes) === person;
}

/** The passkey as it is after it has signed; `undefined` where what was signed does not fit. */
async function verified(
  context: Context,
  { origin, host }: Site,
  response: AuthenticationResponseJSON,
  known: Passkey,
): Promise<Passkey | undefined> {
  const { verifyAuthenticationResponse } = await import("@simplewebauthn/server");
  let challenged: number | undefined;
  // It throws for all that does not fit.
  const done = await verifyAuthenticationResponse({
    response,
    expectedChallenge: async (challenge) => {
      challenged = await challengeTime(context, "sign-in", challenge);
      return challenged !== undefined;
    },
    expectedOrigin: origin,
    expectedRPID: host,
    requireUserVerification: true,
    credential: {
      id: known.credential,
      publicKey: fromBase64url(known.publicKey) ?? new Uint8Array(),
      counter: known.counter,
    },
  }).catch(() => undefined);
  if (done?.verified !== true || challenged === undefined) return undefined;
  const { newCounter: counter, credentialBackedUp: synced } = done.authenticationInfo;
  return { ...known, counter, synced, challenged };
}
