import { Problem } from "../../domain/problem.ts";
import type { UnitChange } from "../../storage/index/match-index.ts";
import { changesOfUnits } from "../../storage/rows/changes.ts";
import { findCollection, isStillReferred } from "../../storage/rows/collections.ts";
import { findDeletedDocument, insertDeletedDocument } from "../../storage/rows/deleted-documents.ts";
import { deleteDocument, type Document, documentByNumber, takenName } from "../../storage/rows/documents.ts";
import { readReport } from "../../storage/rows/import-reports.ts";
import { type Import, importId, isUndoneAlready, markUndone } from "../../storage/rows/imports.ts";
import { unitNumber, unitsByNumber, unitsNamed } from "../../storage/rows/units.ts";
import type { Actor, Context } from "../context.ts";
import { countsAfter } from "../units/unit-counts.ts";
import { commit } from "./commit.ts";
import { withDocumentLock } from "./document-lock.ts";
import { type ImportReport, reportOf } from "./import-report.ts";
import { reverseChange } from "./internal/reverse-change.ts";
import { retryOnStaleDocument } from "./retry-on-stale-document.ts";
import { visibleImport } from "./visible-import.ts";

/**
 * Undoes an import, as a new import that can be undone too. Parts of units that somebody has changed since stay, and
 * the report names them.
 *
 * @param partOf number of the undo that this one continues
 * @throws {Problem} `not-found`, `already-undone`; for a deleted document also `already-exists` (its id or namespace
 *   is in use again) and `collection-gone`
 */
export async function undoImport(
  context: Context,
  actor: Actor,
  id: string,
  partOf?: number,
): Promise<ImportReport> {
  const { documentId } = await visibleImport(context, actor, id);
  return withDocumentLock(context, documentId, () =>
    retryOnStaleDocument(() => attempt(context, actor, id, partOf)),
  );
}

async function attempt(context: Context, actor: Actor, id: string, partOf?: number): Promise<ImportReport> {
  const entry = await visibleImport(context, actor, id);
  if (entry.undoneBy !== undefined)
    throw new Problem("already-undone", { what: id, by: importId(entry.undoneBy) });
  const touched = (await readReport(context.storage, entry.n)).flatMap(({ unit, result }) => {
    const n = unit !== undefined && result !== "same" ? unitNumber(unit) : undefined;
    return n === undefined ? [] : [n];
  });
  const changes = await changesOfUnits(context.storage, touched, entry.n - 1);
  const later = Map.groupBy(
    changes.filter((change) => change.import > entry.n),
    (change) => change.unit,
  );
  const current = new Map((await unitsByNumber(context.storage, touched)).map((unit) => [unit.n, unit]));
  const undone = changes.filter((change) => change.import === entry.n);
  const there = await documentByNumber(context.storage, entry.document);
  // Deleted units cannot be restored if new units have their keys.
  const gone = undone.flatMap(({ unit, whole }) => (whole && !current.has(unit) ? [whole.key] : []));
  const holders = there && gone.length > 0 ? await unitsNamed(context.storage, there, gone, []) : [];
  const taken = new Set(holders.map(({ key }) => key));
  const reversals = undone.map((change) =>
    reverseChange(
      {
        change,
        later: later.get(change.unit) ?? [],
        current: current.get(change.unit),
        document: entry.documentId,
      },
      taken,
    ),
  );
  const unitChanges = reversals.flatMap(({ change }) => change ?? []);
  const report = reversals.map(({ entry: said }) => said);

  const document = there ?? (await deletedDocument(context, entry));
  const emptied = entry.kind !== "push" && there && leavesNothing(there, unitChanges);
  try {
    const undoing = await commit(context, actor, {
      kind: "undo",
      document,
      changes: unitChanges,
      report,
      about: { undoes: entry.n, ...(partOf === undefined ? {} : { partOf }) },
      isNew: there === undefined,
      after: (n) => [
        markUndone(entry.n, n),
        ...(emptied ? [insertDeletedDocument(n, document), deleteDocument(document)] : []),
      ],
    });
    return reportOf(undoing, report);
  } catch (error) {
    if (isUndoneAlready(error)) throw new Problem("already-undone", { what: id, by: "" });
    if (there === undefined && isStillReferred(error)) throw collectionGone(document);
    const taken = takenName(error);
    if (taken !== undefined) throw new Problem("already-exists", { what: document[taken] ?? "" });
    throw error;
  }
}

const leavesNothing = (document: Document, changes: readonly UnitChange[]): boolean =>
  countsAfter(document.counts, changes).units === 0;

async function deletedDocument(context: Context, entry: Import): Promise<Document> {
  const document = await findDeletedDocument(context.storage, entry.n);
  if (document === undefined) throw new Problem("not-found", { what: entry.documentId });
  if ((await findCollection(context.storage, entry.collection)) === undefined) throw collectionGone(document);
  return { ...document, revision: document.revision + 1 };
}

const collectionGone = ({ id, collection }: Document): Problem =>
  new Problem("collection-gone", { what: id, collection });
