import type { ImportKind } from "../../domain/import.ts";
import { type Language, LANGUAGES } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import {
  type Document,
  insertDocument,
  isStaleRevision,
  NO_UNITS,
  updateDocument,
} from "../../storage/rows/documents.ts";
import { isGlossaryMoved } from "../../storage/rows/findings.ts";
import {
  changeBetween,
  type Counts,
  type Import,
  insertChanges,
  insertImport,
  insertReport,
  type ReportEntry,
  RESULTS,
} from "../../storage/rows/imports.ts";
import type { UnitChange } from "../../storage/index/match-index.ts";
import type { Statement } from "../../storage/port.ts";
import {
  deleteUnits,
  insertUnits,
  moveUnits,
  type StoredUnit,
  updateUnits,
} from "../../storage/rows/units.ts";
import { reserve } from "../../storage/rows/counter.ts";
import { type Actor, asProblem, type Context } from "../context.ts";
import { coverageStatements } from "../reports/coverage-upkeep.ts";
import { findingStatements } from "../quality/findings-upkeep.ts";
import { countsAfter } from "../units/unit-counts.ts";

/** One write to the units of one document, whole or not at all. */
export interface Commit {
  readonly kind: ImportKind;
  /** As it was read: the write is refused when its revision has moved on. */
  readonly document: Document;
  /** The document is made by this write. */
  readonly isNew?: boolean;
  /** What else of the document changes. */
  readonly amend?: Partial<Pick<Document, "title" | "namespace" | "tags">>;
  readonly changes: readonly UnitChange[];
  readonly report: readonly ReportEntry[];
  readonly about?: Pick<
    Import,
    "file" | "filename" | "format" | "formatVersion" | "source" | "target" | "undoes"
  >;
  /** Goes last, once the import's number is known. */
  readonly after?: (n: number) => readonly Statement[];
}

/** Somebody else wrote to the document since it was read: read it again, decide again. */
export class StaleDocument extends Error {}

/**
 * Writes units, their history, the import with its report and the match index in one batch.
 *
 * @returns the import as stored
 * @throws {StaleDocument} when the document has moved on since it was read
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
  for (let tries = 0; ; tries += 1) {
    try {
      const findings = await findingStatements(context, document, changes);
      await context.storage.batch(statements(findings));
      break;
    } catch (error) {
      // Only the findings have to be made anew.
      if (isGlossaryMoved(error) && tries < 12) continue;
      if (isStaleRevision(error)) throw new StaleDocument();
      throw asProblem(error);
    }
  }
  context.index.committed?.(changes, n);
  return entry;
}

/** Rows of so many units are put into words at once: those of a large import would not fit beside its units. */
const PART = 2000;

function* inParts<Item>(
  items: readonly Item[],
  statementsOf: (part: readonly Item[]) => readonly Statement[],
): Generator<Statement> {
  for (let at = 0; at < items.length; at += PART) yield* statementsOf(items.slice(at, at + PART));
}

/** Tries a read–decide–write again for as long as others come in between, up to a bound. */
export async function retrying<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (let tries = 0; tries < 12; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof StaleDocument)) throw error;
      // Jitter: writers that met once should not meet again.
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * (tries + 1)));
    }
  }
  throw new Problem("overloaded");
}

export function countResults(report: readonly ReportEntry[]): Counts {
  const counts = Object.fromEntries(RESULTS.map((result) => [result, 0])) as Record<
    (typeof RESULTS)[number],
    number
  >;
  for (const { result } of report) counts[result] += 1;
  return counts;
}

/** Languages of a document after a write: those that it had, and those that the write brought. */
export function languagesAfter(
  document: Pick<Document, "languages">,
  changes: readonly UnitChange[],
): Language[] {
  const brought = new Set(document.languages);
  for (const { after } of changes) {
    for (const language of LANGUAGES) if (after?.variants[language]) brought.add(language);
  }
  return LANGUAGES.filter((language) => brought.has(language));
}

/** D1 holds no row over 2 MB; a UTF-16 unit may take three bytes. */
const ROW_LIMIT = 600_000;

function assertFits(unit: StoredUnit): void {
  // Few units come near it, and what JSON adds to a text is at most six characters for one.
  if (roughSize(unit) < ROW_LIMIT / 10) return;
  const size = JSON.stringify(unit.variants).length + JSON.stringify(unit.notes).length;
  if (size > ROW_LIMIT) throw new Problem("too-long", { size, limit: ROW_LIMIT }, { unit: unit.key });
}

/** Characters of texts and notes; a code counts for more than any that people write. */
function roughSize({ variants, notes }: StoredUnit): number {
  let size = 0;
  for (const language of LANGUAGES)
    for (const part of variants[language]?.content ?? [])
      size += typeof part === "string" ? part.length : CODE_SIZE;
  for (const { text } of notes) size += text.length;
  return size;
}

const CODE_SIZE = 2000;

function rethrow(error: unknown): never {
  throw asProblem(error);
}
