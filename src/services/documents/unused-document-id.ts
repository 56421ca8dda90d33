import { Problem } from "../../domain/problem.ts";
import { findCollection } from "../../storage/rows/collections.ts";
import { findDocument } from "../../storage/rows/documents.ts";
import { assertVisible } from "../access/visibility.ts";
import type { Actor, Context } from "../context.ts";
import type { NewDocument } from "./store-document.ts";

/**
 * The id for a new document: the wanted id, or one made from the title or the file name.
 *
 * @throws {Problem} `not-found` (collection), `already-exists`
 */
export async function unusedDocumentId(
  context: Context,
  actor: Actor,
  wanted: Pick<NewDocument, "collection" | "id" | "filename"> & { readonly title?: string | undefined },
): Promise<string> {
  assertVisible(actor, wanted.collection, wanted.collection);
  if ((await findCollection(context.storage, wanted.collection)) === undefined) {
    throw new Problem("not-found", { what: wanted.collection });
  }
  const id = wanted.id ?? freshId(wanted.title ?? wanted.filename ?? "document");
  if (await findDocument(context.storage, id)) throw new Problem("already-exists", { what: id });
  return id;
}

/** A readable id with a random end: `arctic-report-7f2qa0`. */
function freshId(title: string): string {
  const slug = title
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/\.[a-z]{2,8}$/gu, "")
    .replaceAll(/[^a-z0-9]+/gu, "-")
    .replaceAll(/^-+|-+$/gu, "")
    .slice(0, 40);
  const random = [...crypto.getRandomValues(new Uint8Array(6))]
    .map((byte) => (byte % 32).toString(32))
    .join("");
  return `${slug === "" ? "document" : slug}-${random}`;
}
