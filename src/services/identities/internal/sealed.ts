import { base64url, fromBase64url } from "../../access/secret.ts";

/**
 * Text that only this service can make and read (AES-GCM), for a cookie. Whoever holds it can neither change it nor learn
 * what is in it.
 */
const IV_BYTES = 12;

/** @param key any secret with at least 128 random bits */
export async function seal(text: string, key: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const sealed = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv },
    await cryptoKey(key),
    new TextEncoder().encode(text),
  );
  return `${base64url(iv)}.${base64url(new Uint8Array(sealed))}`;
}

/** The text; `undefined` when it was not sealed with this key, or was changed. */
export async function unseal(sealed: string, key: string): Promise<string | undefined> {
  const [iv, content, ...more] = sealed.split(".").map(fromBase64url);
  if (iv === undefined || iv.length !== IV_BYTES || content === undefined || more.length > 0)
    return undefined;
  try {
    const bytes = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, await cryptoKey(key), content);
    return new TextDecoder().decode(bytes);
  } catch {
    return undefined;
  }
}

/** A key of its own for this purpose (HKDF, RFC 5869). */
async function cryptoKey(secret: string): Promise<CryptoKey> {
  const bytes = new TextEncoder().encode(secret);
  const material = await crypto.subtle.importKey("raw", bytes, "HKDF", false, ["deriveKey"]);
  const info = new TextEncoder().encode("polynya sign-in flow");
  const derivation = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info };
  return crypto.subtle.deriveKey(derivation, material, { name: "AES-GCM", length: 256 }, false, [
    "encrypt",
    "decrypt",
  ]);
}
