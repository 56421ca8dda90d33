import { type Credential, listCredentials } from "../../storage/rows/credentials.ts";
import type { Actor, Context } from "../context.ts";

/** A token or a browser session as lists show it: never with its secret. */
export interface TokenSummary {
  readonly id: string;
  readonly kind: "token" | "session";
  readonly name: string;
  readonly role: string;
  readonly collection: string | null;
  readonly created: string;
  readonly createdBy: string;
  readonly expires: string | null;
  /** When it was last used, to within an hour. */
  readonly used: string | null;
}

/** Who may come in: tokens, expired ones too, and open sessions; revoked ones are gone from the list. */
export async function listTokens(context: Context, actor: Actor): Promise<TokenSummary[]> {
  return (await listCredentials(context.storage, actor.collection)).map(summaryOf);
}

export function summaryOf(credential: Credential): TokenSummary {
  const { id, name, role, collection, created, createdBy, expires, used } = credential;
  const kind = credential.kind === "session" ? "session" : "token";
  return { id, kind, name, role, collection, created, createdBy, expires, used };
}
