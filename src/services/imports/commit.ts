import type { ImportKind } from "../../domain/import.ts";
import { yieldToEventLoop } from "../../domain/event-loop.ts";
import { type Language, LANGUAGES } from "../../domain/language.ts";
import { keepReturns } from "../../domain/unit.ts";
import { traitsOf } from "../../formats/traits.ts";
import type { UnitChange } from "../../storage/index/match-index.ts";
import type { Statement } from "../../storage/port.ts";
import { asProblem } from "../../storage/problems.ts";
import { changeBetween, insertChanges } from "../../storage/rows/changes.ts";
import { reserve } from "../../storage/rows/counter.ts";
import {
  type Document,
  type DocumentCounts,
  insertDocument,
  isStaleRevision,
  NO_UNITS,
  updateDocument,
} from "../../storage/rows/documents.ts";
import { decisionStatements, type NewDecision } from "../../storage/rows/decisions.ts";
import { insertEvent } from "../../storage/rows/events.ts";
import { isGlossaryMoved } from "../../storage/rows/findings.ts";
import { type Counts, insertReport, type ReportEntry } from "../../storage/rows/import-reports.ts";
import { type Import, insertImport } from "../../storage/rows/imports.ts";
import { insertSuggestions, type NewSuggestion } from "../../storage/rows/suggestions.ts";
import {
  deleteUnits,
  freeKeys,
  insertUnits,
  moveUnits,
  renameUnits,
  updateUnits,
} from "../../storage/rows/units.ts";
import { stageStatements, type StagedStatements } from "../../storage/staged-statements.ts";
import { authorship } from "../access/ownership.ts";
import type { Actor, Context } from "../context.ts";
import { assertWritable } from "../documents/assert-writable.ts";
import { findingStatements } from "../quality/finding-statements.ts";
import { coverageStatements } from "../reports/coverage-statements.ts";
import { countsAfter } from "../units/unit-counts.ts";
import { addCounts, countResults } from "./import-report.ts";
import { assertFits } from "./internal/unit-size.ts";
import { languagesAfter } from "./languages-after.ts";
import type { Progress } from "./progress.ts";
import { retryOn } from "./retry.ts";
import { StaleDocument } from "./retry-on-stale-document.ts";

/** Facts about one atomic write to the units of one document. */
interface Write {
  readonly kind: ImportKind;
  /** The document as read; the write fails if the stored document has a newer revision. */
  readonly document: Document;
  /** True when this write makes the document. */
  readonly isNew?: boolean;
  /** Other changes of the document. */
  readonly amend?: Partial<Pick<Document, "title" | "namespace" | "tags">>;
  readonly about?: Pick<
    Import,
    | "file"
    | "filename"
    | "format"
    | "formatVersion"
    | "source"
    | "target"
    | "undoes"
    | "partOf"
    | "proposal"
    | "decision"
  >;
  /** Makes the last statements of the batch from the number of the import and the document after it. */
  readonly after?: (n: number, document: Document) => readonly Statement[];
}

/** A part of a write: its changes, the lines of the report about them, and texts that are only kept to be chosen. */
export interface WritePart {
  readonly changes: readonly UnitChange[];
  readonly report: readonly ReportEntry[];
  readonly suggestions?: readonly NewSuggestion[];
  readonly decisions?: readonly NewDecision[];
}

/** A write whose changes are all in memory. */
export interface Commit extends Write, WritePart {
  readonly progress?: Progress;
}

/** A write of any size. */
export interface LargeCommit extends Write {
  /** Makes the parts, from the first one on. It is called again when the glossary changes meanwhile. */
  readonly parts: () => Iterable<WritePart> | AsyncIterable<WritePart>;
}

/** Units of a part. A large write is made, checked and kept for its batch part by part. */
export const PART = 2000;

/**
 * Writes units, their history, the import with its report and the match index in one batch.
 *
 * @returns the stored import
 * @throws {StaleDocument} when somebody has written to the document since it was read
 * @throws {Problem} `disk-full`, `overloaded`, `read-only`, `too-long`, `collection-read-only`
 */
export async function commit(
  context: Context,
  actor: Actor,
  { changes, report, suggestions = [], decisions = [], progress, ...write }: Commit,
): Promise<Import> {
  const size = Math.max(changes.length, report.length);
  const parts = function* (): Generator<WritePart> {
    let done = 0;
    for (const part of partsOf({ changes, report, suggestions, decisions })) {
      yield part;
      done += PART;
      progress?.(Math.min(done, size), size);
    }
  };
  return (await commitParts(context, actor, { ...write, parts })).entry;
}

/** A write in parts of `PART` units, with what a changed unit keeps: see `withPlaces` and `withReturns`. */
export function* partsOf({
  changes,
  report,
  suggestions = [],
  decisions = [],
}: WritePart): Generator<WritePart> {
  const size = Math.max(changes.length, report.length);
  for (let at = 0; at < size; at += PART)
    yield {
      changes: changes.slice(at, at + PART).map((change) => withReturns(withPlaces(change))),
      report: report.slice(at, at + PART),
      suggestions: at === 0 ? suggestions : [],
      decisions: at === 0 ? decisions : [],
    };
}

/** A text that is written anew stays where it stood in the file that it was aligned from. */
function withPlaces(change: UnitChange): UnitChange {
  const { before, after } = change;
  if (before === undefined || after === undefined) return change;
  const kept = LANGUAGES.flatMap((language) => {
    const [was, is] = [before.variants[language], after.variants[language]];
    if (was?.places === undefined || is === undefined || is.places !== undefined) return [];
    return [[language, { ...is, places: was.places }] as const];
  });
  if (kept.length === 0) return change;
  return { before, after: { ...after, variants: { ...after.variants, ...Object.fromEntries(kept) } } };
}

/** A text that was returned stays so until it is confirmed: see `keepReturns`. An undo restores what it restores. */
function withReturns(change: UnitChange): UnitChange {
  const { before, after } = change;
  return before === undefined || after === undefined ? change : { before, after: keepReturns(before, after) };
}

/**
 * The same for a write that does not fit into memory at once. It is still one batch. Statements wait outside memory
 * until all parts are made, so the lock of the store is held only while they run.
 *
 * @returns the stored import, and the document after it
 */
export async function commitParts(
  context: Context,
  actor: Actor,
  write: LargeCommit,
): Promise<{ readonly entry: Import; readonly document: Document }> {
  await assertWritable(context, write.document.collection);
  const n = await reserve(context.storage, "import").catch(rethrow);
  await context.index.ready?.().catch(rethrow);
  // If the glossary changes meanwhile, the findings must be made again.
  return retryOn(isGlossaryMoved, () => attempt(context, actor, write, n)).catch((error: unknown) => {
    throw isStaleRevision(error) ? new StaleDocument() : asProblem(error);
  });
}

/** Phases of a batch, in the order in which their statements run. */
const PHASES = [
  "report",
  "removed",
  "freed",
  "created",
  "changed",
  "moved",
  "renamed",
  "history",
  "suggestions",
  "decisions",
  "findings",
  "index",
] as const;
type Phase = (typeof PHASES)[number];

async function attempt(context: Context, actor: Actor, write: LargeCommit, n: number) {
  const staged = stageStatements(context.storage);
  try {
    const { document } = write;
    const before = write.isNew ? NO_UNITS : document.counts;
    const sums = await stageParts(context, write, n, staged, before);
    const after: Document = {
      ...document,
      ...write.amend,
      languages: sums.languages,
      counts: sums.counts,
    };
    const entry: Import = {
      n,
      kind: write.kind,
      document: document.n,
      documentId: document.id,
      collection: document.collection,
      ...authorship(actor),
      time: context.now().toISOString(),
      ...write.about,
      counts: sums.results,
    };
    const { gone, come } = sums;
    const counted = { before, after: after.counts, gone, come, time: entry.time };
    const coverage = await coverageStatements(context, document, counted);
    const statements = function* (): Generator<Statement> {
      yield write.isNew ? insertDocument(after) : updateDocument(after);
      yield insertImport(entry);
      yield insertEvent({ ...entry, kind: `import.${entry.kind}`, about: String(n) });
      for (const phase of PHASES) yield* staged.of(PHASES.indexOf(phase));
      yield* coverage;
      yield* write.after?.(n, after) ?? [];
    };
    await context.storage.batch(statements());
    await context.index.committed?.(sums.fewChanges, n);
    return { entry, document: after };
  } finally {
    staged.close();
  }
}

/** Sums over the parts of a write. */
interface Sums {
  counts: DocumentCounts;
  languages: Language[];
  /** Lines of the report by result. */
  results: Counts;
  /** Keys of units that the write deletes and creates, where the coverage depends on keys. */
  readonly gone: string[];
  readonly come: string[];
  /** All changes, if they are few. */
  fewChanges: UnitChange[] | undefined;
}

async function stageParts(
  context: Context,
  { document, parts }: LargeCommit,
  n: number,
  staged: StagedStatements,
  counts: DocumentCounts,
): Promise<Sums> {
  const hasPlurals = traitsOf(document.format).pluralKeys === true;
  const sums: Sums = {
    counts,
    languages: LANGUAGES.filter((language) => document.languages.includes(language)),
    results: countResults([]),
    gone: [],
    come: [],
    fewChanges: [],
  };
  let at = 0;
  for await (const part of parts()) {
    const { changes, report } = part;
    if (at > 0) await yieldToEventLoop();
    at += 1;
    sums.counts = countsAfter(sums.counts, changes);
    sums.languages = languagesAfter(sums, changes);
    sums.results = addCounts(sums.results, countResults(report));
    if (hasPlurals) {
      for (const { before, after } of changes) {
        if (before && !after) sums.gone.push(before.key);
        if (after && !before) sums.come.push(after.key);
      }
    }
    if (sums.fewChanges !== undefined)
      sums.fewChanges = at === 1 ? [...changes] : changes.length === 0 ? sums.fewChanges : undefined;
    await stagePart(context, document, n, staged, part);
  }
  return sums;
}

async function stagePart(
  context: Context,
  document: Document,
  n: number,
  staged: StagedStatements,
  { changes, report, suggestions = [], decisions = [] }: WritePart,
): Promise<void> {
  const created = changes.flatMap(({ before, after }) => (before === undefined && after ? [after] : []));
  const changed = changes.flatMap(({ before, after }) => (before && after ? [after] : []));
  const moved = changes.flatMap(({ before, after }) =>
    before && after && before.order !== after.order ? [after] : [],
  );
  const renamed = changes.flatMap(({ before, after }) =>
    before && after && before.key !== after.key ? [after] : [],
  );
  const removed = changes.flatMap(({ before, after }) => (before && after === undefined ? [before] : []));
  for (const unit of [...created, ...changed]) assertFits(unit);
  const add = (phase: Phase, statements: readonly Statement[]) =>
    staged.add(PHASES.indexOf(phase), statements);
  add("report", insertReport(n, report));
  add("removed", deleteUnits(removed));
  add("freed", freeKeys(renamed));
  add("created", insertUnits(document.n, created));
  add("changed", updateUnits(changed));
  add("moved", moveUnits(moved));
  add("renamed", renameUnits(renamed));
  add("history", insertChanges(changes.map(({ before, after }) => changeBetween(n, before, after))));
  add("suggestions", insertSuggestions(n, suggestions));
  add("decisions", decisionStatements(n, decisions));
  add("findings", await findingStatements(context, document, changes));
  add("index", context.index.write(changes));
}

function rethrow(error: unknown): never {
  throw asProblem(error);
}
