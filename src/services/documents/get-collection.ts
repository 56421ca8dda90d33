import { Problem } from "../../domain/problem.ts";
import { type Collection, findCollection } from "../../storage/rows/collections.ts";
import { assertVisible } from "../access/visibility.ts";
import type { Actor, Context } from "../context.ts";

/** One collection. @throws {Problem} `not-found` */
export async function getCollection(context: Context, actor: Actor, id: string): Promise<Collection> {
  assertVisible(actor, id, id);
  const found = await findCollection(context.storage, id);
  if (found === undefined) throw new Problem("not-found", { what: id });
  return found;
}
