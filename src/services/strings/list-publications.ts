import { publicationsOf } from "../../storage/rows/publications.ts";
import type { Actor, Context } from "../context.ts";
import { visibleNamespace } from "./internal/visible-namespace.ts";

/** Published versions of a namespace, newest first. @throws {Problem} `not-found` */
export async function listPublications(context: Context, actor: Actor, namespace: string) {
  const { collection } = await visibleNamespace(context, actor, namespace);
  return publicationsOf(context.storage, namespace, collection);
}
