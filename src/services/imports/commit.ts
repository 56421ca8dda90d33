import type { ImportKind } from "../../domain/import.ts";
import type { UnitChange } from "../../storage/index/match-index.ts";
import type { Statement } from "../../storage/port.ts";
import { asProblem } from "../../storage/problems.ts";
import { changeBetween, insertChanges } from "../../storage/rows/changes.ts";
import { reserve } from "../../storage/rows/counter.ts";
import {
  type Document,
  insertDocument,
  isStaleRevision,
  NO_UNITS,
  updateDocument,
} from "../../storage/rows/documents.ts";
import { isGlossaryMoved } from "../../storage/rows/findings.ts";
import { insertReport, type ReportEntry } from "../../storage/rows/import-reports.ts";
import { type Import, insertImport } from "../../storage/rows/imports.ts";
import { deleteUnits, insertUnits, moveUnits, updateUnits } from "../../storage/rows/units.ts";
import type { Actor, Context } from "../context.ts";
import { findingStatements } from "../quality/finding-statements.ts";
import { coverageStatements } from "../reports/coverage-statements.ts";
import { countsAfter } from "../units/unit-counts.ts";
import { countResults } from "./import-report.ts";
import { assertFits } from "./internal/unit-size.ts";
import { languagesAfter } from "./languages-after.ts";
import { retryOn } from "./retry.ts";
import { StaleDocument } from "./retry-on-stale-document.ts";

/** One atomic write to the units of one document. */
export interface Commit {
  readonly kind: ImportKind;
  /** The document as read; the write fails if the stored document has a newer revision. */
  readonly document: Document;
  /** True when this write makes the document. */
  readonly isNew?: boolean;
  /** Other changes of the document. */
  readonly amend?: Partial<Pick<Document, "title" | "namespace" | "tags">>;
  readonly changes: readonly UnitChange[];
  readonly report: readonly ReportEntry[];
  readonly about?: Pick<
    Import,
    "file" | "filename" | "format" | "formatVersion" | "source" | "target" | "undoes" | "partOf" | "proposal"
  >;
  /** Makes the last statements of the batch from the number of the import. */
  readonly after?: (n: number) => readonly Statement[];
}

/**
 * Writes units, their history, the import with its report and the match index in one batch.
 *
 * @returns the stored import
 * @throws {StaleDocument} when somebody has written to the document since it was read
 * @throws {Problem} `disk-full`, `overloaded`, `read-only`, `too-long`
 */
export async function commit(context: Context, actor: Actor, write: Commit): Promise<Import> {
  const n = await reserve(context.storage, "import").catch(rethrow);
  const { document, changes } = write;
  const entry: Import = {
    n,
    kind: write.kind,
    document: document.n,
    documentId: document.id,
    collection: document.collection,
    author: actor.name,
    time: context.now().toISOString(),
    ...write.about,
    counts: countResults(write.report),
  };
  const created = changes.flatMap(({ before, after }) => (before === undefined && after ? [after] : []));
  const changed = changes.flatMap(({ before, after }) => (before && after ? [after] : []));
  const moved = changes.flatMap(({ before, after }) =>
    before && after && before.order !== after.order ? [after] : [],
  );
  const removed = changes.flatMap(({ before, after }) => (before && after === undefined ? [before] : []));
  for (const unit of [...created, ...changed]) assertFits(unit);
  const countsBefore = write.isNew ? NO_UNITS : document.counts;
  const after: Document = {
    ...document,
    ...write.amend,
    languages: languagesAfter(document, changes),
    counts: countsAfter(countsBefore, changes),
  };
  const coverage = await coverageStatements(context, document, {
    before: countsBefore,
    after: after.counts,
    changes,
    time: entry.time,
  }).catch(rethrow);
  await context.index.ready?.().catch(rethrow);
  const statements = function* (findings: readonly Statement[]): Generator<Statement> {
    yield write.isNew ? insertDocument(after) : updateDocument(after);
    yield insertImport(entry);
    yield* insertReport(n, write.report);
    yield* inParts(removed, deleteUnits);
    yield* inParts(created, (part) => insertUnits(document.n, part));
    yield* inParts(changed, updateUnits);
    yield* inParts(moved, moveUnits);
    yield* inParts(changes, (part) =>
      insertChanges(part.map(({ before, after }) => changeBetween(n, before, after))),
    );
    yield* coverage;
    yield* findings;
    yield* context.index.write(changes);
    yield* write.after?.(n) ?? [];
  };
  // If the glossary changes meanwhile, only the findings must be made again.
  await retryOn(isGlossaryMoved, async () => {
    const findings = await findingStatements(context, document, changes);
    await context.storage.batch(statements(findings));
  }).catch((error: unknown) => {
    throw isStaleRevision(error) ? new StaleDocument() : asProblem(error);
  });
  await context.index.committed?.(changes, n);
  return entry;
}

/** Units per part. Memory may be too small for the units of a large import and all of its statements. */
const PART = 2000;

function* inParts<Item>(
  items: readonly Item[],
  statementsOf: (part: readonly Item[]) => readonly Statement[],
): Generator<Statement> {
  for (let at = 0; at < items.length; at += PART) yield* statementsOf(items.slice(at, at + PART));
}

function rethrow(error: unknown): never {
  throw asProblem(error);
}
