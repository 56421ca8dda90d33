import { nobodyYet } from "../../storage/rows/credentials.ts";
import type { Context } from "../context.ts";
import { createLink } from "./create-sign-in-link.ts";

/** Makes the sign-in link of a new installation; `undefined` when there are tokens or sessions already. */
export async function firstLink(context: Context): Promise<string | undefined> {
  if (!(await nobodyYet(context.storage))) return undefined;
  const { secret } = await createLink(context, { name: "polynya" }, { name: "admin", role: "admin" });
  return secret;
}
