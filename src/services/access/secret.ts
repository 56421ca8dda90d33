import { sha256 } from "../../domain/bytes.ts";

/** Prefix of each kind of secret, so that people and scanners recognise it. */
export const PREFIXES = { token: "pln_", session: "pls_", link: "pll_" } as const;
export type SecretKind = keyof typeof PREFIXES;

const SECRET_BYTES = 32;

/** A new secret: prefix and 32 random bytes as base64url (RFC 4648 §5). */
export function createSecret(kind: SecretKind): string {
  return PREFIXES[kind] + base64url(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)));
}

/** Kind of a secret by its form; `undefined` for any other text. */
export function secretKind(text: string): SecretKind | undefined {
  const match = /^(pln|pls|pll)_[\w-]{43}$/u.exec(text);
  return match ? KINDS[match[1] ?? ""] : undefined;
}

const KINDS: Readonly<Record<string, SecretKind>> = { pln: "token", pls: "session", pll: "link" };

/**
 * SHA-256 of a secret in hexadecimal; the store keeps only this hash. A fast hash is safe because a secret has 256
 * random bits.
 */
export const hashSecret = (secret: string): Promise<string> => sha256(secret);

/** Compares two hashes of the same length in a time that does not depend on where they differ. */
export function equalHashes(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let at = 0; at < a.length; at++) difference |= a.charCodeAt(at) ^ b.charCodeAt(at);
  return difference === 0;
}

/** Makes a short random id that is not secret: the prefix and 9 random bytes as base64url. */
export function createId(prefix: string): string {
  return prefix + base64url(crypto.getRandomValues(new Uint8Array(9)));
}

/** Bytes as base64url without padding (RFC 4648 §5). */
export function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/u, "");
}

/** Bytes of a base64url text; `undefined` for any other text. */
export function fromBase64url(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[\w-]*$/u.test(text) || text.length % 4 === 1) return undefined;
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
