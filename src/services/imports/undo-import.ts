import { type Language, LANGUAGES } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import { isAtVersion, type Variant } from "../../domain/unit.ts";
import type { UnitChange } from "../../storage/index/match-index.ts";
import { type Change, changesOfUnits } from "../../storage/rows/changes.ts";
import { findDeletedDocument, insertDeletedDocument } from "../../storage/rows/deleted-documents.ts";
import { deleteDocument, type Document, documentByNumber, takenName } from "../../storage/rows/documents.ts";
import { readReport, type ReportEntry } from "../../storage/rows/import-reports.ts";
import { type Import, importId, isUndoneAlready, markUndone } from "../../storage/rows/imports.ts";
import { deleteSuggestionsOf } from "../../storage/rows/suggestions.ts";
import { type StoredUnit, toUnit, unitNumber, unitsByNumber, unitsNamed } from "../../storage/rows/units.ts";
import type { Actor, Context } from "../context.ts";
import { stateAfter } from "../units/past-variants.ts";
import { countsAfter } from "../units/unit-counts.ts";
import { commit } from "./commit.ts";
import { withDocumentLock } from "./document-lock.ts";
import { type ImportReport, reportOf } from "./import-report.ts";
import { retryOnStaleDocument } from "./retry-on-stale-document.ts";
import { visibleImport } from "./visible-import.ts";

/**
 * Takes a whole import back, as a new import. What others changed since stays as it is and is listed
 * as a conflict. An undo can be undone in its turn.
 *
 * @throws {Problem} `not-found`, `already-undone`, `already-exists` when a deleted document's id or
 *   namespace was taken since
 */
export async function undoImport(context: Context, actor: Actor, id: string): Promise<ImportReport> {
  const { documentId } = await visibleImport(context, actor, id);
  return withDocumentLock(context, documentId, () => retryOnStaleDocument(() => attempt(context, actor, id)));
}

async function attempt(context: Context, actor: Actor, id: string): Promise<ImportReport> {
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
  // Keys that units would be put back under, and that new units have since.
  const gone = undone.flatMap(({ unit, whole }) => (whole && !current.has(unit) ? [whole.key] : []));
  const holders = there && gone.length > 0 ? await unitsNamed(context.storage, there, gone, []) : [];
  const taken = new Set(holders.map(({ key }) => key));
  const steps = undone.map((change) =>
    reverse(change, later.get(change.unit) ?? [], current.get(change.unit), entry.documentId, taken),
  );
  const unitChanges = steps.flatMap((step) => (step.change ? [step.change] : []));
  const report = steps.map((step) => step.entry);

  const document = there ?? (await deletedDocument(context, entry));
  const emptied = entry.kind !== "push" && there && leavesNothing(there, unitChanges);
  try {
    const undoing = await commit(context, actor, {
      kind: "undo",
      document,
      changes: unitChanges,
      report,
      about: { undoes: entry.n },
      isNew: there === undefined,
      after: (n) => [
        markUndone(entry.n, n),
        ...(entry.kind === "push" ? [deleteSuggestionsOf(entry.n)] : []),
        ...(emptied ? [insertDeletedDocument(n, document), deleteDocument(document)] : []),
      ],
    });
    return reportOf(undoing, report);
  } catch (error) {
    if (isUndoneAlready(error)) throw new Problem("already-undone", { what: id, by: "" });
    const taken = takenName(error);
    if (taken !== undefined) throw new Problem("already-exists", { what: document[taken] ?? "" });
    throw error;
  }
}

interface Step {
  readonly entry: ReportEntry;
  readonly change?: UnitChange;
}

/** The change that takes one unit back to before an import, as far as nobody has changed it since. */
function reverse(
  change: Change,
  later: readonly Change[],
  current: StoredUnit | undefined,
  documentId: string,
  taken: ReadonlySet<string>,
): Step {
  if (current === undefined) {
    if (change.whole === undefined || taken.has(change.whole.key)) return kept(change.whole?.key ?? "");
    const put = { ...toUnit(change.whole, documentId), version: change.version + 1 };
    return { entry: { unit: put.id, key: put.key, result: "created" }, change: { after: put } };
  }
  if (change.creates) {
    // What others undid themselves is as if it had not been.
    const changedSince = Object.values(current.variants).some(
      ({ version, restores }) => (restores ?? version) > change.version,
    );
    if (changedSince) return kept(current.key, current.id);
    return { entry: { unit: current.id, key: current.key, result: "removed" }, change: { before: current } };
  }
  const version = current.version + 1;
  const variants: { [language in Language]?: Variant } = { ...current.variants };
  let restored = 0;
  let lost = 0;
  for (const language of LANGUAGES) {
    const before = change.before[language];
    if (before === undefined) continue;
    const is = current.variants[language];
    const asLeft =
      stateAfter(current, later, language) === null
        ? is === undefined
        : is && isAtVersion(is, change.version);
    if (!asLeft) lost += 1;
    else {
      restored += 1;
      if (before === null) delete variants[language];
      else variants[language] = { ...before, version, restores: before.restores ?? before.version };
    }
  }
  const frame =
    change.whole && current.version === change.version ? toUnit(change.whole, documentId) : undefined;
  if (restored === 0 && frame === undefined) return kept(current.key, current.id);
  const { context: _, ...rest } = current;
  const after: StoredUnit = {
    ...(frame ? { ...rest, ...pickFrame(frame) } : current),
    version,
    variants,
  };
  return {
    entry: { unit: current.id, key: current.key, result: lost > 0 ? "conflict" : "changed" },
    change: { before: current, after },
  };
}

const pickFrame = (unit: StoredUnit) => ({
  order: unit.order,
  notes: unit.notes,
  ...(unit.context === undefined ? {} : { context: unit.context }),
});

/** Somebody changed it later: it stays, and the report says so. */
function kept(key: string, id?: string): Step {
  const problem = { code: "unit-conflict", params: { key } } as const;
  return { entry: { ...(id === undefined ? {} : { unit: id }), key, result: "conflict", problem } };
}

const leavesNothing = (document: Document, changes: readonly UnitChange[]): boolean =>
  countsAfter(document.counts, changes).units === 0;

async function deletedDocument(context: Context, entry: Import): Promise<Document> {
  const document = await findDeletedDocument(context.storage, entry.n);
  if (document === undefined) throw new Problem("not-found", { what: entry.documentId });
  return { ...document, revision: document.revision + 1 };
}
