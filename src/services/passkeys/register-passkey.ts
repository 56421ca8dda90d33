import type {
  PublicKeyCredentialCreationOptionsJSON,
  RegistrationResponseJSON,
} from "@simplewebauthn/server";
import { Problem } from "../../domain/problem.ts";
import { asProblem, write } from "../../storage/problems.ts";
import { insertPasskey, isKnownPasskey, type Passkey, passkeysOf } from "../../storage/rows/passkeys.ts";
import type { Principal } from "../access/principal.ts";
import { base64url, createId, fromBase64url } from "../access/secret.ts";
import type { Context } from "../context.ts";
import { challengeTime, CHALLENGE_LIFETIME, type ChallengePurpose, createChallenge } from "./challenge.ts";
import { type PasskeyView, viewOf } from "./own-passkeys.ts";
import type { Site } from "./site.ts";

/** Passkeys that a person may have. */
const MOST_PASSKEYS = 20;
/** Signatures that every runtime can check, by their numbers in COSE, best known first: ES256, EdDSA, RS256. */
const ALGORITHMS = [-7, -8, -257];

/** Options for making a passkey; no extension is asked for. */
export type PasskeyCreation = Omit<PublicKeyCredentialCreationOptionsJSON, "extensions">;

/** A challenge for one session cannot be used in another. */
const purposeOf = ({ id }: Principal): ChallengePurpose => `register ${id}`;

/**
 * What a browser needs to make a passkey for the person who asks.
 *
 * @throws {Problem} `forbidden` (no person), `too-many-passkeys`
 */
export async function passkeyOptions(
  context: Context,
  principal: Principal,
  { host }: Site,
): Promise<PasskeyCreation> {
  const { person, name } = principal;
  if (person === undefined) throw new Problem("forbidden");
  const own = await passkeysOf(context.storage, person);
  if (own.length >= MOST_PASSKEYS) throw new Problem("too-many-passkeys", { most: MOST_PASSKEYS });
  const { generateRegistrationOptions } = await import("@simplewebauthn/server");
  const { extensions: _, ...options } = await generateRegistrationOptions({
    ...{ rpName: "Polynya", rpID: host, userName: name, userDisplayName: name },
    userID: new TextEncoder().encode(person),
    challenge: fromBase64url(await createChallenge(context, purposeOf(principal))) ?? new Uint8Array(),
    timeout: CHALLENGE_LIFETIME,
    excludeCredentials: own.map(({ credential, transports }) => ({
      id: credential,
      transports: [...transports],
    })),
    // The key has to know its owner, because nobody types a name, and to ask who is there, because it stands alone.
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    supportedAlgorithmIDs: ALGORITHMS,
  });
  return options;
}

/**
 * Stores a passkey that a browser has made for the person who asks.
 *
 * @throws {Problem} `forbidden` (no person), `passkey-refused`, `passkey-taken`, `too-many-passkeys`
 */
export async function registerPasskey(
  context: Context,
  principal: Principal,
  site: Site,
  { name, response }: { readonly name: string; readonly response: RegistrationResponseJSON },
): Promise<PasskeyView> {
  const { person } = principal;
  if (person === undefined) throw new Problem("forbidden");
  const own = await passkeysOf(context.storage, person);
  if (own.length >= MOST_PASSKEYS) throw new Problem("too-many-passkeys", { most: MOST_PASSKEYS });
  const { credential, challenged, synced } = await verified(context, principal, site, response);
  const passkey: Passkey = {
    credential: credential.id,
    ...{ id: createId("k"), person, name, host: site.host, synced, challenged },
    publicKey: base64url(credential.publicKey),
    counter: credential.counter,
    transports: credential.transports ?? [],
    ...{ created: context.now().toISOString(), used: null },
  };
  await write(context.storage, [insertPasskey(passkey)]).catch((error: unknown) => {
    throw isKnownPasskey(error) ? new Problem("passkey-taken") : asProblem(error);
  });
  return viewOf(passkey, false);
}

/** What the browser's answer says of the new key. @throws {Problem} `passkey-refused` */
async function verified(
  context: Context,
  principal: Principal,
  site: Site,
  response: RegistrationResponseJSON,
) {
  const { verifyRegistrationResponse } = await import("@simplewebauthn/server");
  let challenged: number | undefined;
  const { registrationInfo } = await verifyRegistrationResponse({
    response,
    expectedChallenge: async (challenge) => {
      challenged = await challengeTime(context, purposeOf(principal), challenge);
      return challenged !== undefined;
    },
    expectedOrigin: site.origin,
    expectedRPID: site.host,
    requireUserVerification: true,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch(() => {
    throw new Problem("passkey-refused");
  });
  if (registrationInfo === undefined || challenged === undefined) throw new Problem("passkey-refused");
  const { credential, credentialBackedUp: synced } = registrationInfo;
  return { credential, challenged, synced };
}
