import { serviceKey } from "../../storage/rows/service-keys.ts";
import { base64url, fromBase64url } from "../access/secret.ts";
import type { Context } from "../context.ts";

/**
 * Challenges that authenticators sign. The service recognises its own by a code (HMAC), so whoever is not signed in makes
 * it store nothing. That each is used once is seen at the passkey: see `Passkey.challenged`.
 */

/** Time in which a challenge has to be signed, in milliseconds. */
export const CHALLENGE_LIFETIME = 5 * 60_000;

/** What a challenge is for: to sign in, or to add a passkey to the person who has this session. */
export type ChallengePurpose = "sign-in" | `register ${string}`;

const TIME_BYTES = 8;
const RANDOM_BYTES = 16;
const BODY_BYTES = TIME_BYTES + RANDOM_BYTES;
const KEY_BYTES = 32;

/** @returns base64url */
export async function createChallenge(context: Context, purpose: ChallengePurpose): Promise<string> {
  const body = crypto.getRandomValues(new Uint8Array(BODY_BYTES));
  new DataView(body.buffer).setBigUint64(0, BigInt(context.now().getTime()));
  const code = await crypto.subtle.sign("HMAC", await keyOf(context), signedBytes(purpose, body));
  return base64url(new Uint8Array([...body, ...new Uint8Array(code)]));
}

/**
 * When a challenge was made, in milliseconds since 1970.
 *
 * @returns `undefined`: it is not ours, was for something else, or has ended
 */
export async function challengeTime(
  context: Context,
  purpose: ChallengePurpose,
  challenge: string,
): Promise<number | undefined> {
  const bytes = fromBase64url(challenge);
  if (bytes === undefined) return undefined;
  const body = bytes.slice(0, BODY_BYTES);
  if (body.length < BODY_BYTES) return undefined;
  const signed = signedBytes(purpose, body);
  const isOurs = await crypto.subtle.verify("HMAC", await keyOf(context), bytes.slice(BODY_BYTES), signed);
  const made = Number(new DataView(body.buffer).getBigUint64(0));
  const age = context.now().getTime() - made;
  return isOurs && age < CHALLENGE_LIFETIME ? made : undefined;
}

const signedBytes = (purpose: ChallengePurpose, body: Uint8Array): Uint8Array<ArrayBuffer> =>
  new Uint8Array([...body, ...new TextEncoder().encode(purpose)]);

async function keyOf({ storage }: Context): Promise<CryptoKey> {
  const fresh = () => base64url(crypto.getRandomValues(new Uint8Array(KEY_BYTES)));
  const secret = await serviceKey(storage, "passkey challenges", fresh);
  const bytes = fromBase64url(secret) ?? new Uint8Array();
  return crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign", "verify"]);
}
