import { Problem } from "../../domain/problem.ts";
import {
  type Credential,
  deleteInvitation,
  findCredential,
  listCredentials,
} from "../../storage/rows/credentials.ts";
import type { Context } from "../context.ts";
import { hashSecret, secretKind } from "./secret.ts";

/** An open invitation, without its secret. */
export interface InvitationView {
  readonly id: string;
  readonly name: string;
  readonly role: string | null;
  readonly roles: Readonly<Record<string, string>>;
  readonly created: string;
  readonly createdBy: string;
  readonly expires: string;
}

const viewOf = ({ id, name, role, roles, created, createdBy, expires }: Credential): InvitationView => ({
  ...{ id, name, role, created, createdBy },
  roles: Object.fromEntries(roles ?? []),
  expires: expires ?? "",
});

/** Open invitations, newest first. */
export async function listInvitations(context: Context): Promise<InvitationView[]> {
  const now = context.now().toISOString();
  const held = await listCredentials(context.storage, { links: true });
  return held.map(({ credential }) => viewOf(credential)).filter(({ expires }) => expires > now);
}

/** The invitation with this secret; `undefined` when it is no open invitation. */
export async function findInvitation(context: Context, secret: string): Promise<InvitationView | undefined> {
  if (secretKind(secret) !== "link") return undefined;
  const found = await findCredential(context.storage, await hashSecret(secret));
  if (found?.credential.kind !== "link" || found.credential.person !== null) return undefined;
  const view = viewOf(found.credential);
  return view.expires > context.now().toISOString() ? view : undefined;
}

/** Takes an invitation back. @throws {Problem} `not-found` */
export async function withdrawInvitation({ storage }: Context, id: string): Promise<void> {
  if (!(await deleteInvitation(storage, id))) throw new Problem("not-found", { what: id });
}
