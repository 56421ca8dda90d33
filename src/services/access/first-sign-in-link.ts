import { nobodyYet } from "../../storage/rows/credentials.ts";
import type { Context } from "../context.ts";
import { createLink } from "./create-sign-in-link.ts";

/** The sign-in link of a new installation, or `undefined` once somebody has been let in. */
export async function firstLink(context: Context): Promise<string | undefined> {
  if (!(await nobodyYet(context.storage))) return undefined;
  const { secret } = await createLink(context, { name: "polynya" }, { name: "admin", role: "admin" });
  return secret;
}
