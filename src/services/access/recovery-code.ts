import { hashSecret } from "./secret.ts";

/** Digits of Crockford's base 32: none of them is taken for another. */
const DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/** 80 bits, which nobody can guess, so that a fast hash is safe. */
const LENGTH = 16;
const GROUP = 4;
const CODE = new RegExp(`^[${DIGITS}]{${LENGTH}}$`, "u");

/** A new code, in groups that can be read and typed: `7KQF-03XM-9ZTA-PC4E`. */
export function createRecoveryCode(): string {
  const digits = [...crypto.getRandomValues(new Uint8Array(LENGTH))].map(
    (byte) => DIGITS[byte % DIGITS.length],
  );
  const groups = Array.from({ length: LENGTH / GROUP }, (_, at) =>
    digits.slice(at * GROUP, (at + 1) * GROUP),
  );
  return groups.map((group) => group.join("")).join("-");
}

/**
 * Hash of a typed code. Case, spaces, hyphens and full width do not count, and letters that look like digits are those.
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
