import { Problem } from "../../domain/problem.ts";
import { revokeCredential } from "../../storage/rows/credentials.ts";
import type { Actor, Context } from "../context.ts";

/** Ends a token or a session. @throws {Problem} `not-found` */
export async function revokeToken(context: Context, actor: Actor, id: string): Promise<void> {
  const revoked = await revokeCredential(
    context.storage,
    id,
    { collections: actor.collections },
    context.now().toISOString(),
  );
  if (!revoked) throw new Problem("not-found", { what: id });
}
