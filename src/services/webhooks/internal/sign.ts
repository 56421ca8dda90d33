/**
 * Signs a delivery: HMAC-SHA256 over id, time and body, in Base64 (Standard Webhooks 1.0.0, “Signature scheme”).
 *
 * @param secret `whsec_` and the key in Base64
 * @param seconds time of the attempt, seconds since 1970
 * @returns the three headers
 */
export async function signedHeaders(
  secret: string,
  id: string,
  seconds: number,
  body: string,
): Promise<Record<string, string>> {
  const bytes = Uint8Array.from(atob(secret.slice(PREFIX.length)), (letter) => letter.charCodeAt(0));
  const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const signed = new TextEncoder().encode(`${id}.${seconds}.${body}`);
  const signature = new Uint8Array(await crypto.subtle.sign("HMAC", key, signed));
  return {
    "webhook-id": id,
    "webhook-timestamp": String(seconds),
    "webhook-signature": `v1,${btoa(String.fromCharCode(...signature))}`,
  };
}

const PREFIX = "whsec_";

/** A new secret with a key of 32 random bytes. */
export const createWebhookSecret = (): string =>
  PREFIX + btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))));
