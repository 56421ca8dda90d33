import { Problem } from "../../domain/problem.ts";
import { deleteIdentity, identitiesOf, type Identity } from "../../storage/rows/identities.ts";
import type { Principal } from "../access/principal.ts";
import { assertOtherWayIn, isOnlyWayIn } from "../access/ways-in.ts";
import type { Context } from "../context.ts";

/** An account at a provider, as its owner sees it. */
export interface IdentityView extends Omit<Identity, "issuer" | "subject" | "person"> {
  /** Whether there is no other way to sign in without an administrator. */
  readonly onlyWay: boolean;
}

/** The accounts by which the person who asks signs in, oldest first. */
export async function listOwnIdentities(context: Context, { person }: Principal): Promise<IdentityView[]> {
  if (person === undefined) return [];
  const found = await identitiesOf(context.storage, person);
  const onlyWay = found.length === 1 && (await isOnlyWayIn(context, person));
  return found.map(({ id, provider, account, roles, until, created, used }) => ({
    ...{ id, provider, account, roles, until, created, used, onlyWay },
  }));
}

/**
 * Takes an account from the person who asks: it signs them in no more, its sessions end but for the one that asks, and the
 * roles of its groups end.
 *
 * @param evenLast whether it may be the only way in
 * @throws {Problem} `not-found`, `last-way-in`
 */
export async function unlinkOwnIdentity(
  context: Context,
  { person, id: session }: Principal,
  id: string,
  evenLast: boolean,
): Promise<void> {
  const own = person === undefined ? [] : await identitiesOf(context.storage, person);
  if (person === undefined || !own.some((identity) => identity.id === id))
    throw new Problem("not-found", { what: id });
  if (!evenLast) await assertOtherWayIn(context, person);
  if (!(await deleteIdentity(context.storage, { person, id, session })))
    throw new Problem("not-found", { what: id });
}
