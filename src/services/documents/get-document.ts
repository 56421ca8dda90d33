import type { Actor, Context } from "../context.ts";
import { type DocumentView, documentView } from "./document-view.ts";
import { visibleDocument } from "./visible-document.ts";

/** One document with its counts. @throws {Problem} `not-found` */
export async function getDocument(context: Context, actor: Actor, id: string): Promise<DocumentView> {
  return documentView(context, await visibleDocument(context, actor, id));
}
