import { type Language, LANGUAGES } from "../domain/language.ts";
import { Problem } from "../domain/problem.ts";
import { type Document, updateDocument } from "../storage/documents.ts";
import {
  changeBetween,
  type Counts,
  type Import,
  type ImportKind,
  insertChanges,
  insertImport,
  insertReport,
  type ReportEntry,
  RESULTS,
} from "../storage/imports.ts";
import type { UnitChange } from "../storage/match-index.ts";
import { type Statement, StorageError } from "../storage/storage.ts";
import { deleteUnits, insertUnits, type StoredUnit, updateUnits } from "../storage/units.ts";
import { reserve } from "../storage/counter.ts";
import { type Actor, asProblem, type Context } from "./context.ts";
import { coverageStatements } from "./coverage-upkeep.ts";
import { findingStatements, isGlossaryMoved } from "./findings-upkeep.ts";

/** One write to the units of one document, whole or not at all. */
export interface Commit {
  readonly kind: ImportKind;
  /** As it was read: the write is refused when its revision has moved on. */
  readonly document: Document;
  /** What else of the document changes. */
  readonly amend?: Partial<Pick<Document, "title" | "namespace" | "tags">>;
  readonly changes: readonly UnitChange[];
  readonly report: readonly ReportEntry[];
  readonly about?: Pick<
    Import,
    "file" | "filename" | "format" | "formatVersion" | "source" | "target" | "undoes"
  >;
  /** Goes first: the document's own row when it is new, for which there is no revision to hold. */
  readonly before?: readonly Statement[];
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
  const removed = changes.flatMap(({ before, after }) => (before && after === undefined ? [before] : []));
  for (const unit of [...created, ...changed]) assertFits(unit);
  const isNew = write.before !== undefined;
  const coverage = await coverageStatements(context, document, changes, entry.time).catch(rethrow);
  const statements = async (): Promise<Statement[]> => [
    ...(write.before ?? []),
    ...(isNew
      ? []
      : [updateDocument({ ...document, ...write.amend, languages: languagesAfter(document, changes) })]),
    insertImport(entry),
    ...insertReport(n, write.report),
    ...deleteUnits(removed),
    ...insertUnits(document.n, created),
    ...updateUnits(changed),
    ...insertChanges(changes.map(({ before, after }) => changeBetween(n, before, after))),
    ...coverage,
    ...(await findingStatements(context, document, changes)),
    ...context.index.write(changes),
    ...(write.after?.(n) ?? []),
  ];
  for (let tries = 0; ; tries += 1) {
    try {
      await context.storage.batch(await statements());
      break;
    } catch (error) {
      // Only the findings have to be made anew.
      if (isGlossaryMoved(error) && tries < 12) continue;
      if (error instanceof StorageError && error.detail.includes("document.revision"))
        throw new StaleDocument();
      throw asProblem(error);
    }
  }
  context.index.committed?.(changes);
  return entry;
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
  const size = JSON.stringify(unit.variants).length + JSON.stringify(unit.notes).length;
  if (size > ROW_LIMIT) throw new Problem("too-long", { size, limit: ROW_LIMIT }, { unit: unit.key });
}

function rethrow(error: unknown): never {
  throw asProblem(error);
}
