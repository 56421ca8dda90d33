import { Problem } from "../../domain/problem.ts";
import type { Actor, Context } from "../context.ts";
import { type MadeLink, storeLink } from "./create-sign-in-link.ts";
import { assertCollections } from "./internal/access-wanted.ts";
import { assertNameOfPerson } from "./reserved-names.ts";
import type { Role } from "./roles.ts";

const DAY = 86_400_000;
/** Days for which an invitation may be open. */
export const INVITATION_DAYS = { usual: 7, most: 30 };

export interface NewInvitation {
  readonly name: string;
  /** In all collections. */
  readonly role?: Role;
  /** By id of the collection. */
  readonly roles?: Readonly<Record<string, Role>>;
  /** Days for which it is open. */
  readonly days?: number;
}

/**
 * Makes an invitation: a link that makes the account of whoever opens it, once.
 *
 * @throws {Problem} `not-found` (collection), `invalid-fields` (a reserved name, no role at all)
 */
export async function createInvitation(
  context: Context,
  actor: Actor,
  { name, role, roles = {}, days = INVITATION_DAYS.usual }: NewInvitation,
): Promise<MadeLink> {
  assertNameOfPerson(name);
  if (role === undefined && Object.keys(roles).length === 0)
    throw new Problem("invalid-fields", {}, { field: "role" });
  await assertCollections(context, actor, Object.keys(roles));
  return storeLink(context, actor, { name, role: role ?? null, roles: Object.entries(roles) }, days * DAY);
}
