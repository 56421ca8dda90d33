import { Problem } from "../../domain/problem.ts";
import { write } from "../../storage/problems.ts";
import {
  countRecoveryCodes,
  type RecoveryCodeCount,
  replaceRecoveryCodes,
} from "../../storage/rows/recovery-codes.ts";
import type { Context } from "../context.ts";
import type { Principal } from "./principal.ts";
import { createRecoveryCode } from "./recovery-code.ts";

/** Codes that are made at a time. */
const CODES = 10;

/** How many recovery codes the person who asks has left. A caller that is no person has none. */
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
  const made = await Promise.all(Array.from({ length: CODES }, createRecoveryCode));
  const hashes = made.map(({ hash }) => hash);
  await write(storage, replaceRecoveryCodes(person, hashes, now().toISOString()));
  return made.map(({ code }) => code);
}
