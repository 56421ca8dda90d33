import { Problem } from "../../../domain/problem.ts";
import { documentByNamespace } from "../../../storage/rows/documents.ts";
import { assertVisible } from "../../access/visibility.ts";
import type { Actor, Context } from "../../context.ts";

/** Finds the document with a namespace. @throws {Problem} `not-found`, also if the actor may not see it */
export async function visibleNamespace(context: Context, actor: Actor, namespace: string) {
  const document = await documentByNamespace(context.storage, namespace);
  if (document === undefined) throw new Problem("not-found", { what: namespace });
  assertVisible(actor, document.collection, namespace);
  return document;
}
