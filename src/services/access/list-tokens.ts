import { type Credential, listCredentials } from "../../storage/rows/credentials.ts";
import type { Actor, Context } from "../context.ts";

/** A token or a browser session in lists, without its secret. */
export interface TokenSummary {
  readonly id: string;
  readonly kind: "token" | "session";
  readonly name: string;
  readonly role: string;
  readonly collection: string | null;
  readonly created: string;
  readonly createdBy: string;
  readonly expires: string | null;
  /** Time of last use; may be up to an hour too early. */
  readonly used: string | null;
}

/** Tokens, also expired ones, and open sessions that the actor may see; without revoked ones. */
export async function listTokens(context: Context, actor: Actor): Promise<TokenSummary[]> {
  return (await listCredentials(context.storage, actor.collection)).map(summaryOf);
}

export function summaryOf(credential: Credential): TokenSummary {
  const { id, name, role, collection, created, createdBy, expires, used } = credential;
  const kind = credential.kind === "session" ? "session" : "token";
  return { id, kind, name, role, collection, created, createdBy, expires, used };
}
