import { Problem } from "../../domain/problem.ts";
import { write } from "../../storage/problems.ts";
import {
  countRecoveryCodes,
  type RecoveryCodeCount,
  replaceRecoveryCodes,
} from "../../storage/rows/recovery-codes.ts";
import type { Context } from "../context.ts";
import type { Principal } from "./principal.ts";
import { createRecoveryCode, hashRecoveryCode } from "./recovery-code.ts";

/** Codes that are made at a time. */
const CODES = 10;

/** How many recovery codes whoever asks has left. Who is no person has none. */
export async function countOwnRecoveryCodes(
  { storage }: Context,
  { person }: Principal,
): Promise<RecoveryCodeCount> {
  return person === undefined ? { left: 0, all: 0, created: null } : countRecoveryCodes(storage, person);
}

/**
 * Makes new recovery codes for whoever asks; the former ones end. Only this answer contains them.
 *
 * @throws {Problem} `forbidden` (no person)
 */
export async function createOwnRecoveryCodes(
  { storage, now }: Context,
  { person }: Principal,
): Promise<readonly string[]> {
  if (person === undefined) throw new Problem("forbidden");
  const codes = Array.from({ length: CODES }, createRecoveryCode);
  const hashes = await Promise.all(codes.map(hashRecoveryCode));
  await write(
    storage,
    replaceRecoveryCodes(
      person,
      hashes.filter((hash) => hash !== undefined),
      now().toISOString(),
    ),
  );
  return codes;
}
