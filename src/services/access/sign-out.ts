import { deleteCredential } from "../../storage/rows/credentials.ts";
import type { Context } from "../context.ts";
import { hashSecret } from "./secret.ts";

/** Ends the session with this secret, if there is one. */
export async function signOut(context: Context, secret: string): Promise<void> {
  await deleteCredential(context.storage, await hashSecret(secret));
}
