import { hashSecret } from "./secret.ts";

/** Digits of Crockford's base 32: none of them looks like another. */
const DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/** 80 bits, which nobody can guess, so that a fast hash is safe. */
const LENGTH = 16;
const CODE = new RegExp(`^[${DIGITS}]{${LENGTH}}$`, "u");

/** A new code, in groups of four that can be read and typed: `7KQF-03XM-9ZTA-PC4E`; and its hash. */
export async function createRecoveryCode(): Promise<{ readonly code: string; readonly hash: string }> {
  const bytes = crypto.getRandomValues(new Uint8Array(LENGTH));
  const digits = Array.from(bytes, (byte) => DIGITS[byte % DIGITS.length]).join("");
  return { code: digits.replaceAll(/.{4}(?!$)/gu, "$&-"), hash: await hashSecret(digits) };
}

/**
 * Hash of a typed code. Case, spaces, hyphens and full width do not count. The letters O, I and L, which no code has, are
 * taken for the digits that they look like.
 *
 * @returns `undefined` for what cannot be a code
 */
export async function hashRecoveryCode(typed: string): Promise<string | undefined> {
  // No other secret is so short, and a long one need not be read.
  if (typed.length > 4 * LENGTH) return undefined;
  const code = typed
    .normalize("NFKC")
    .replaceAll(/[\s\p{Dash}]/gu, "")
    .toUpperCase()
    .replaceAll("O", "0")
    .replaceAll(/[IL]/gu, "1");
  return CODE.test(code) ? hashSecret(code) : undefined;
}
