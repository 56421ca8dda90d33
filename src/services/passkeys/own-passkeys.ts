import { Problem } from "../../domain/problem.ts";
import { deletePasskey, type Passkey, passkeysOf, renamePasskey } from "../../storage/rows/passkeys.ts";
import type { Principal } from "../access/principal.ts";
import { assertOtherWayIn, isOnlyWayIn } from "../access/ways-in.ts";
import type { Context } from "../context.ts";

/** A passkey, as its owner sees it. */
export interface PasskeyView extends Pick<Passkey, "id" | "name" | "host" | "synced" | "created" | "used"> {
  /** Whether there is no other way to sign in without an administrator. */
  readonly onlyWay: boolean;
}

export const viewOf = (
  { id, name, host, synced, created, used }: Passkey,
  onlyWay: boolean,
): PasskeyView => ({ id, name, host, synced, created, used, onlyWay });

/** The passkeys of the person who asks, oldest first. */
export async function listOwnPasskeys(context: Context, { person }: Principal): Promise<PasskeyView[]> {
  if (person === undefined) return [];
  const found = await passkeysOf(context.storage, person);
  const onlyWay = found.length === 1 && (await isOnlyWayIn(context, person));
  return found.map((passkey) => viewOf(passkey, onlyWay));
}

/** Gives a passkey of whoever asks another name. @throws {Problem} `not-found` */
export async function renameOwnPasskey(
  context: Context,
  { person }: Principal,
  id: string,
  name: string,
): Promise<PasskeyView> {
  const isRenamed = person !== undefined && (await renamePasskey(context.storage, { person, id, name }));
  if (!isRenamed) throw new Problem("not-found", { what: id });
  const [found] = await passkeysOf(context.storage, person).then((all) => all.filter((one) => one.id === id));
  if (found === undefined) throw new Problem("not-found", { what: id });
  return viewOf(found, await isOnlyWayIn(context, person));
}

/**
 * Takes a passkey from the person who asks: it signs them in no more, and its sessions end but for the one that asks.
 *
 * @param evenLast whether it may be the only way in
 * @throws {Problem} `not-found`, `last-way-in`
 */
export async function removeOwnPasskey(
  context: Context,
  { person, id: session }: Principal,
  id: string,
  evenLast: boolean,
): Promise<void> {
  if (person === undefined) throw new Problem("not-found", { what: id });
  const own = await passkeysOf(context.storage, person);
  if (!own.some((passkey) => passkey.id === id)) throw new Problem("not-found", { what: id });
  if (!evenLast) await assertOtherWayIn(context, person);
  if (!(await deletePasskey(context.storage, { person, id, session })))
    throw new Problem("not-found", { what: id });
}
