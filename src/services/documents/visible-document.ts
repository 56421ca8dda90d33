import { Problem } from "../../domain/problem.ts";
import { type Document, findDocument } from "../../storage/rows/documents.ts";
import { assertVisible } from "../access/visibility.ts";
import type { Actor, Context } from "../context.ts";

/** Finds a document by id. @throws {Problem} `not-found`, also in a collection that the actor may not see */
export async function visibleDocument(context: Context, actor: Actor, id: string): Promise<Document> {
  const document = await findDocument(context.storage, id);
  if (document === undefined) throw new Problem("not-found", { what: id });
  assertVisible(actor, document.collection, id);
  return document;
}
