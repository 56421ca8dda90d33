import { Problem } from "../../domain/problem.ts";
import { countWaysIn } from "../../storage/rows/passkeys.ts";
import type { Context } from "../context.ts";

/** Whether the one passkey or account that a person has is their only way in: they have no recovery codes either. */
export async function isOnlyWayIn({ storage }: Context, person: string): Promise<boolean> {
  const { passkeys, identities, codes } = await countWaysIn(storage, person);
  return passkeys + identities === 1 && codes === 0;
}

/** Refuses to take away the only way in. @throws {Problem} `last-way-in` */
export async function assertOtherWayIn(context: Context, person: string): Promise<void> {
  if (await isOnlyWayIn(context, person)) throw new Problem("last-way-in");
}
