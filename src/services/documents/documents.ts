import type { Language } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import { traitsOf } from "../../formats/traits.ts";
import { findCollection } from "../../storage/rows/collections.ts";
import {
  deleteDocument,
  type Document,
  type DocumentCounts,
  documentsAfter,
  findDocument,
  isStaleRevision,
  takenName,
  updateDocument,
} from "../../storage/rows/documents.ts";
import { insertDeletedDocument } from "../../storage/rows/deleted-documents.ts";
import { keysOf, unitsOf } from "../../storage/rows/units.ts";
import { commit, retrying } from "../imports/commit.ts";
import { type Actor, asProblem, assertVisible, type Context, inTurn } from "../context.ts";
import { expectedTexts } from "../reports/expected-texts.ts";
import { type ImportReport, reportOf } from "../imports/import-report.ts";

/** A document as it is shown, with what its units are like. */
export interface DocumentView extends Omit<Document, "n" | "counts">, DocumentCounts {
  /** How many units can have a text in a language: plural forms that it does not have are left out. */
  readonly expected: Readonly<Record<Language, number>>;
}

/** @throws {Problem} `not-found`, also for a document of a collection that the actor may not see */
export async function visibleDocument(context: Context, actor: Actor, id: string): Promise<Document> {
  const document = await findDocument(context.storage, id);
  if (document === undefined) throw new Problem("not-found", { what: id });
  assertVisible(actor, document.collection, id);
  return document;
}

export async function getDocument(context: Context, actor: Actor, id: string): Promise<DocumentView> {
  return view(context, await visibleDocument(context, actor, id));
}

/** In order of creation; `next` is what to give as `after` for more. */
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
  const after = page.after === undefined ? undefined : await visibleDocument(context, actor, page.after);
  const found = await documentsAfter(context.storage, collection, after?.n ?? 0, page.limit + 1);
  const items = await Promise.all(found.slice(0, page.limit).map((document) => view(context, document)));
  return { items, next: found.length > page.limit ? (items.at(-1)?.id ?? null) : null };
}

/** Changes title, namespace or tags; what is absent stays. @throws {Problem} `not-found`, `already-exists` (namespace), `stale-version` */
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
  await retrying(async () => {
    const document = await visibleDocument(context, actor, id);
    if (expectedRevision !== undefined && expectedRevision !== document.revision) {
      throw new Problem("stale-version", { wanted: expectedRevision, found: document.revision });
    }
    const { namespace, ...rest } = document;
    const wanted = patch.namespace === undefined ? namespace : (patch.namespace ?? undefined);
    const amended: Document = {
      ...rest,
      title: patch.title ?? document.title,
      tags: { ...document.tags, ...patch.tags },
      ...(wanted === undefined ? {} : { namespace: wanted }),
    };
    try {
      await context.storage.batch([updateDocument(amended)]);
    } catch (error) {
      if (takenName(error) === "namespace") {
        throw new Problem("already-exists", { what: wanted ?? "" });
      }
      if (isStaleRevision(error)) {
        throw new Problem("stale-version", { wanted: document.revision, found: "?" });
      }
      throw asProblem(error);
    }
  });
  return getDocument(context, actor, id);
}

/**
 * Takes a document away with its units. Their texts stay in the history, and the import that this
 * makes can be undone.
 */
export async function removeDocument(context: Context, actor: Actor, id: string): Promise<ImportReport> {
  return inTurn(context.storage, id, () =>
    retrying(async () => {
      const document = await visibleDocument(context, actor, id);
      const units = await unitsOf(context.storage, document);
      const report = units.map((unit) => ({ unit: unit.id, key: unit.key, result: "removed" as const }));
      const entry = await commit(context, actor, {
        kind: "delete",
        document,
        changes: units.map((before) => ({ before })),
        report,
        after: (n) => [insertDeletedDocument(n, document), deleteDocument(document)],
      });
      return reportOf(entry, report);
    }),
  );
}

async function view(context: Context, document: Document): Promise<DocumentView> {
  const { n, counts, ...shown } = document;
  // Only strings have units that a language may lack.
  const keys = traitsOf(document.format).pluralKeys ? await keysOf(context.storage, n) : undefined;
  const { units } = counts;
  const expected = keys ? expectedTexts(document.format, keys) : { en: units, ru: units, zh: units };
  return { ...shown, ...counts, expected };
}
