import { Problem } from "../../domain/problem.ts";
import { deleteIdentity, identitiesOf, type Identity } from "../../storage/rows/identities.ts";
import type { Principal } from "../access/principal.ts";
import type { Context } from "../context.ts";

/** An account at a provider, as its owner sees it. */
export type IdentityView = Omit<Identity, "issuer" | "subject" | "person">;

/** The accounts by which the person who asks signs in, oldest first. */
export async function listOwnIdentities(
  { storage }: Context,
  { person }: Principal,
): Promise<IdentityView[]> {
  if (person === undefined) return [];
  const found = await identitiesOf(storage, person);
  return found.map(({ id, provider, account, roles, until, created, used }) => ({
    ...{ id, provider, account, roles, until, created, used },
  }));
}

/**
 * Takes an account from the person who asks: it signs them in no more, its sessions end but for the one that asks, and the
 * roles of its groups end.
 *
 * @throws {Problem} `not-found`
 */
export async function unlinkOwnIdentity(
  { storage }: Context,
  principal: Principal,
  id: string,
): Promise<void> {
  const { person, id: session } = principal;
  if (person === undefined || !(await deleteIdentity(storage, { person, id, session })))
    throw new Problem("not-found", { what: id });
}
