import { Problem } from "../../domain/problem.ts";
import { findCollection } from "../../storage/rows/collections.ts";
import { documentsAfter, findDocument } from "../../storage/rows/documents.ts";
import { assertVisible } from "../access/visibility.ts";
import { type Actor, type Context, wrongCursor } from "../context.ts";
import { type DocumentView, documentViews } from "./document-view.ts";

/**
 * Documents of a collection, in order of creation.
 *
 * @returns one page; `next` is the `after` of the next page, `null` on the last page
 * @throws {Problem} `not-found`, `invalid-fields` (`after`)
 */
export async function listDocuments(
  context: Context,
  actor: Actor,
  collection: string,
  page: { readonly after?: string; readonly limit: number },
): Promise<{ items: DocumentView[]; next: string | null }> {
  assertVisible(actor, collection, collection);
  if ((await findCollection(context.storage, collection)) === undefined) {
    throw new Problem("not-found", { what: collection });
  }
  const after = page.after === undefined ? undefined : await findDocument(context.storage, page.after);
  if (page.after !== undefined && after?.collection !== collection) throw wrongCursor("after");
  const found = await documentsAfter(context.storage, collection, after?.n ?? 0, page.limit + 1);
  const items = await documentViews(context, found.slice(0, page.limit));
  return { items, next: found.length > page.limit ? (items.at(-1)?.id ?? null) : null };
}
