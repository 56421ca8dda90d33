import { Problem } from "../../domain/problem.ts";
import { traitsOf } from "../../formats/traits.ts";
import { type Change, changesOfUnits, renamedSince } from "../../storage/rows/changes.ts";
import { findCollection, isStillReferred } from "../../storage/rows/collections.ts";
import { findDeletedDocument, insertDeletedDocument } from "../../storage/rows/deleted-documents.ts";
import { deleteDocument, type Document, documentByNumber, takenName } from "../../storage/rows/documents.ts";
import { type ReportEntry, reportParts, RESULTS, UNIT_PARTS } from "../../storage/rows/import-reports.ts";
import { type Import, isUndoneAlready, markUndone } from "../../storage/rows/imports.ts";
import { concernsSuggestions } from "../../storage/rows/suggestions.ts";
import { unitId, unitNumber, unitsByNumber, unitsNamed } from "../../storage/rows/units.ts";
import type { Actor, Context } from "../context.ts";
import { commitParts, PART, type WritePart } from "./commit.ts";
import { withDocumentLock } from "./document-lock.ts";
import {
  addCounts,
  countResults,
  type ImportReport,
  listedEntries,
  nothingRestored,
  reportOf,
} from "./import-report.ts";
import { type LeftParts, leftParts, nameInReport } from "./left-parts.ts";
import { type ChangedUnit, reverseChange } from "./internal/reverse-change.ts";
import { reverseDecisions } from "./internal/reverse-decisions.ts";
import type { Progress } from "./progress.ts";
import { retryOnStaleDocument } from "./retry-on-stale-document.ts";
import { visibleImport } from "./visible-import.ts";

export interface UndoFacts {
  /** Number of the undo that this one continues; it is written even if it restores nothing. */
  readonly partOf?: number | undefined;
  /** Number of the proposal that a program takes back by it. */
  readonly proposal?: number | undefined;
}

/** The facts as an import has them. */
export const undoFacts = ({ partOf, proposal }: UndoFacts): Pick<Import, "partOf" | "proposal"> => ({
  ...(partOf === undefined ? {} : { partOf }),
  ...(proposal === undefined ? {} : { proposal }),
});

/**
 * Undoes an import, as a new import that can be undone too. Parts of units that somebody has changed since stay, and
 * the report names them. An undo that left parts can be asked for again: it restores those that are free by then. One
 * that can restore nothing writes nothing, and the import is not undone.
 *
 * @throws {Problem} `not-found`, `already-undone`; for a deleted document also `already-exists` (its id or namespace
 *   is in use again) and `collection-gone`
 */
export async function undoImport(
  context: Context,
  actor: Actor,
  id: string,
  { progress, ...facts }: UndoFacts & { readonly progress?: Progress | undefined } = {},
): Promise<ImportReport> {
  const { documentId } = await visibleImport(context, actor, id);
  return withDocumentLock(context, documentId, () =>
    retryOnStaleDocument(() => attempt(context, actor, id, facts, progress)),
  );
}

async function attempt(
  context: Context,
  actor: Actor,
  id: string,
  facts: UndoFacts,
  progress?: Progress,
): Promise<ImportReport> {
  const entry = await visibleImport(context, actor, id);
  const left = await leftParts(context, entry);
  const there = await documentByNumber(context.storage, entry.document);
  if (there === undefined && left !== undefined) throw new Problem("not-found", { what: entry.documentId });
  const document = there ?? (await deletedDocument(context, entry));
  const places = await placesAfter(context, document, entry);
  const listed = listedEntries();
  let counts = countResults([]);
  const parts = async function* (): AsyncGenerator<WritePart> {
    listed.clear();
    counts = countResults([]);
    let isFree = false;
    const total = countOf(entry);
    let done = 0;
    for await (const numbers of touchedBy(context, entry.n)) {
      const part = await reversalsOf(context, actor, entry, there, numbers, { places, left });
      listed.add(part.report);
      counts = addCounts(counts, countResults(part.report));
      isFree ||= part.changes.length > 0 || (part.decisions?.length ?? 0) > 0;
      yield part;
      done += numbers.length;
      progress?.(Math.min(done, total), total);
    }
    if (counts.conflict > 0 && !isFree && !isForced) throw new NothingFree();
  };
  // A first undo takes suggestions back too, and a later part of an undo ends it.
  const isForced =
    left === undefined &&
    (facts.partOf !== undefined || (await concernsSuggestions(context.storage, entry.n)));
  try {
    const undoing = await commitParts(context, actor, {
      kind: "undo",
      document,
      parts,
      about: {
        undoes: entry.n,
        ...undoFacts(facts),
        ...(entry.decision === undefined ? {} : { decision: entry.decision }),
      },
      isNew: there === undefined,
      after: (n, { counts }) => [
        ...(left === undefined ? [markUndone(entry.n, n)] : []),
        ...(entry.kind !== "push" && there !== undefined && counts.units === 0
          ? [insertDeletedDocument(n, document), deleteDocument(document)]
          : []),
      ],
    });
    return reportOf(undoing.entry, listed.entries());
  } catch (error) {
    if (error instanceof NothingFree) return nothingRestored(counts, listed.entries());
    if (isUndoneAlready(error)) throw new Problem("already-undone", { what: id });
    if (there === undefined && isStillReferred(error)) throw collectionGone(document);
    const taken = takenName(error);
    if (taken !== undefined) throw new Problem("already-exists", { what: document[taken] ?? "" });
    throw error;
  }
}

/** Ends a write without a change: all that it would restore was changed since. */
class NothingFree extends Error {}

/** Number of units that the import touched. */
const countOf = ({ counts }: Import): number =>
  RESULTS.reduce((sum, result) => sum + (result === "same" ? 0 : counts[result]), 0);

/** Numbers of the units that an import touched, each once, part by part. */
async function* touchedBy({ storage }: Context, n: number): AsyncGenerator<number[]> {
  const seen = new Set<number>();
  for await (const entries of reportParts(storage, n)) {
    const touched: number[] = [];
    for (const { unit, result } of entries) {
      const number = unit !== undefined && result !== "same" ? unitNumber(unit) : undefined;
      if (number === undefined || seen.has(number)) continue;
      seen.add(number);
      touched.push(number);
    }
    for (let at = 0; at < touched.length; at += PART) yield touched.slice(at, at + PART);
  }
}

/** What the undo of an import does with these units. */
async function reversalsOf(
  context: Context,
  actor: Actor,
  entry: Import,
  there: Document | undefined,
  touched: readonly number[],
  { places, left }: { readonly places: ChangedUnit["places"]; readonly left: LeftParts | undefined },
): Promise<WritePart> {
  const { storage } = context;
  if (entry.decision !== undefined) {
    const open = touched.filter((n) => left?.has(unitId(n)) ?? true);
    return { changes: [], ...(await reverseDecisions(context, actor, entry, open)) };
  }
  const changes = await changesOfUnits(storage, touched, entry.n - 1);
  const later = Map.groupBy(
    changes.filter((change) => change.import > entry.n),
    (change) => change.unit,
  );
  const current = new Map((await unitsByNumber(storage, touched)).map((unit) => [unit.n, unit]));
  const nameOf = ({ unit, whole }: Change): string =>
    left?.has(unitId(unit)) || whole === undefined ? unitId(unit) : nameInReport({ key: whole.key });
  const undone = changes.filter(
    (change) => change.import === entry.n && (left === undefined || left.has(nameOf(change))),
  );
  // Deleted units cannot be restored if new units have their keys.
  const gone = undone.flatMap(({ unit, whole }) => (whole && !current.has(unit) ? [whole.key] : []));
  const holders = there && gone.length > 0 ? await unitsNamed(storage, there, gone, []) : [];
  // A unit that gets another key by this undo is no holder.
  const leaving =
    places === "restored" ? await keysBefore(storage, entry.n, holders) : new Map<number, string>();
  const taken = new Set(
    holders.filter(({ n, key }) => (leaving.get(n) ?? key) === key).map(({ key }) => key),
  );
  const reversals = undone.map((change) =>
    reverseChange(
      {
        change,
        later: later.get(change.unit) ?? [],
        current: current.get(change.unit),
        document: entry.documentId,
        ...(places === undefined ? {} : { places }),
        ...openParts(left?.get(nameOf(change))),
      },
      taken,
    ),
  );
  return {
    changes: reversals.flatMap(({ change }) => change ?? []),
    report: reversals.map((reversal) => reversal.entry),
  };
}

/** What an undo does with the places of sentences. */
async function placesAfter(
  { storage }: Context,
  document: Document,
  { n }: Import,
): Promise<ChangedUnit["places"]> {
  if (traitsOf(document.format).runningText !== true) return undefined;
  const isRenamed = await renamedSince(storage, document.n);
  return isRenamed(n) ? "kept" : "restored";
}

/** Keys that units had before an import, for those whose keys it has changed. */
async function keysBefore(
  storage: Context["storage"],
  n: number,
  units: readonly { readonly n: number }[],
): Promise<Map<number, string>> {
  const numbers = units.map((unit) => unit.n);
  const changes = await changesOfUnits(storage, numbers, n - 1);
  return new Map(
    changes.flatMap((change) =>
      change.import === n && change.whole !== undefined ? [[change.unit, change.whole.key] as const] : [],
    ),
  );
}

/** The parts of a unit that an undo left, unless it left the unit as a whole. */
function openParts(left: ReportEntry | undefined): Pick<ChangedUnit, "open"> {
  const parts = UNIT_PARTS.filter((part) => left?.unrestored?.includes(part));
  return parts.length === 0 || parts.includes("unit") ? {} : { open: new Set(parts) };
}

async function deletedDocument(context: Context, entry: Import): Promise<Document> {
  const document = await findDeletedDocument(context.storage, entry.n);
  if (document === undefined) throw new Problem("not-found", { what: entry.documentId });
  if ((await findCollection(context.storage, entry.collection)) === undefined) throw collectionGone(document);
  return { ...document, revision: document.revision + 1 };
}

const collectionGone = ({ id, collection }: Document): Problem =>
  new Problem("collection-gone", { what: id, collection });
