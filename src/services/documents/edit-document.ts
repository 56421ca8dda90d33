import type { Language } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import { write } from "../../storage/problems.ts";
import { type Document, isStaleRevision, takenName, updateDocument } from "../../storage/rows/documents.ts";
import type { Actor, Context } from "../context.ts";
import { retryOnStaleDocument } from "../imports/retry-on-stale-document.ts";
import type { DocumentView } from "./document-view.ts";
import { assertOwnNamespace } from "../strings/assert-own-namespace.ts";
import { assertWritable } from "./assert-writable.ts";
import { getDocument } from "./get-document.ts";
import { visibleDocument } from "./visible-document.ts";

/**
 * Changes title, namespace or tags; absent fields stay.
 *
 * @throws {Problem} `not-found`, `stale-version`; `already-exists` when another document has the namespace, or
 *   another collection has published under it; `collection-read-only`
 */
export async function editDocument(
  context: Context,
  actor: Actor,
  id: string,
  patch: {
    readonly title?: string;
    readonly namespace?: string | null;
    readonly tags?: { readonly [language in Language]?: string };
  },
  expectedRevision?: number,
): Promise<DocumentView> {
  await retryOnStaleDocument(async () => {
    const document = await visibleDocument(context, actor, id);
    if (expectedRevision !== undefined && expectedRevision !== document.revision) {
      throw new Problem("stale-version", { wanted: expectedRevision, found: document.revision });
    }
    await assertWritable(context, document.collection);
    const { namespace, ...rest } = document;
    const wanted = patch.namespace === undefined ? namespace : (patch.namespace ?? undefined);
    if (wanted !== undefined && wanted !== namespace) {
      await assertOwnNamespace(context, wanted, document.collection);
    }
    const amended: Document = {
      ...rest,
      title: patch.title ?? document.title,
      tags: { ...document.tags, ...patch.tags },
      ...(wanted === undefined ? {} : { namespace: wanted }),
    };
    try {
      await write(context.storage, [updateDocument(amended)]);
    } catch (error) {
      if (takenName(error) === "namespace") {
        throw new Problem("already-exists", { what: wanted ?? "" });
      }
      if (isStaleRevision(error)) {
        throw new Problem("stale-version", { wanted: document.revision, found: "?" });
      }
      throw error;
    }
  });
  return getDocument(context, actor, id);
}
