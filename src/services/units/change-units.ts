import type { EventKind } from "../../domain/event.ts";
import { Problem, type ProblemData } from "../../domain/problem.ts";
import type { UnitChange } from "../../storage/index/match-index.ts";
import type { Statement } from "../../storage/port.ts";
import type { Document } from "../../storage/rows/documents.ts";
import { insertEvent } from "../../storage/rows/events.ts";
import type { ReportEntry } from "../../storage/rows/import-reports.ts";
import { importId } from "../../storage/rows/imports.ts";
import { type StoredUnit, unitsByNumber } from "../../storage/rows/units.ts";
import { authorship } from "../access/ownership.ts";
import type { Actor, Context } from "../context.ts";
import { visibleDocument } from "../documents/visible-document.ts";
import { commit } from "../imports/commit.ts";
import { withDocumentLock } from "../imports/document-lock.ts";
import { countResults, type ImportReport } from "../imports/import-report.ts";
import { retryOnStaleDocument } from "../imports/retry-on-stale-document.ts";
import { selectUnits, type UnitSelection } from "./select-units.ts";

/** What becomes of one unit. */
export interface UnitOutcome {
  /** The unit after the change: the same unit if nothing changes, `undefined` if it is removed. */
  readonly after: StoredUnit | undefined;
  readonly entry: ReportEntry;
}

export interface ChangeUnits {
  /** Decides about one unit, from the unit alone; `undefined` leaves it out of the report. */
  readonly decide: (unit: StoredUnit) => UnitOutcome | undefined;
  /** Is told each outcome once, before anything is written. */
  readonly onOutcome?: (unit: StoredUnit, document: Document, outcome: UnitOutcome) => void;
  readonly dryRun?: boolean;
  /** What the import of each document is told as besides `import.edit`. */
  readonly event?: Extract<EventKind, "units.returned">;
}

/** Most units that one call changes. */
const MOST_CHANGED = 20_000;
/** Most units listed in the report; its counts include all units. */
const LISTED = 10_000;

/**
 * Changes the units of a selection as one import. The write is atomic for each document; the imports of further
 * documents are parts of the first, so that the journal lists one import and one undo takes all of them back.
 *
 * @throws {Problem} `not-found`, `invalid-fields`, `selection-too-large`
 */
export async function changeUnits(
  context: Context,
  actor: Actor,
  selection: UnitSelection,
  { onOutcome, dryRun = false, ...how }: ChangeUnits,
): Promise<ImportReport> {
  const planned = new Map<string, number[]>();
  const report: ReportEntry[] = [];
  let changed = 0;
  for await (const { document, units } of selectUnits(context, actor, selection)) {
    for (const unit of units) {
      const outcome = how.decide(unit);
      if (outcome === undefined) continue;
      onOutcome?.(unit, document, outcome);
      report.push(outcome.entry);
      if (outcome.after === unit) continue;
      changed += 1;
      if (changed > MOST_CHANGED) throw new Problem("selection-too-large", { most: MOST_CHANGED });
      const numbers = planned.get(document.id);
      if (numbers === undefined) planned.set(document.id, [unit.n]);
      else numbers.push(unit.n);
    }
  }
  if (dryRun || changed === 0) return summary(undefined, report);
  const untouched = report.filter(({ result }) => result === "conflict" || result === "same");
  return summary(...(await write(context, actor, planned, how, untouched)));
}

/** Writes one document after the other. A document that refuses the write is reported; the others are written. */
async function write(
  context: Context,
  actor: Actor,
  planned: ReadonlyMap<string, readonly number[]>,
  how: Pick<ChangeUnits, "decide" | "event">,
  untouched: readonly ReportEntry[],
): Promise<[head: number | undefined, report: ReportEntry[]]> {
  const report: ReportEntry[] = [];
  let head: number | undefined;
  for (const [id, numbers] of planned) {
    try {
      const written = await writeDocument(context, actor, id, numbers, how, {
        partOf: head,
        untouched: head === undefined ? untouched : [],
      });
      head ??= written.import;
      report.push(...written.report);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const { code, params, place } = error;
      report.push(...(await rejected(context, numbers, { code, params, place })));
    }
  }
  return [head, [...untouched, ...report]];
}

async function writeDocument(
  context: Context,
  actor: Actor,
  id: string,
  numbers: readonly number[],
  { decide, event }: Pick<ChangeUnits, "decide" | "event">,
  { partOf, untouched }: { readonly partOf: number | undefined; readonly untouched: readonly ReportEntry[] },
): Promise<{ readonly import: number | undefined; readonly report: readonly ReportEntry[] }> {
  return withDocumentLock(context, id, () =>
    retryOnStaleDocument(async () => {
      const document = await visibleDocument(context, actor, id);
      const changes: UnitChange[] = [];
      const report: ReportEntry[] = [];
      for (const { collection: _, ...unit } of await unitsByNumber(context.storage, numbers)) {
        // Somebody may have changed the unit meanwhile.
        const outcome = decide(unit);
        if (outcome === undefined) continue;
        report.push(outcome.entry);
        if (outcome.after !== unit)
          changes.push({ before: unit, ...(outcome.after === undefined ? {} : { after: outcome.after }) });
      }
      if (changes.length === 0) return { import: undefined, report };
      const about = partOf === undefined ? {} : { partOf };
      const { n } = await commit(context, actor, {
        kind: "edit",
        document,
        changes,
        report: [...untouched, ...report],
        about,
        ...(event === undefined ? {} : { after: (made) => [told(context, actor, event, document, made)] }),
      });
      return { import: n, report };
    }),
  );
}

const told = (
  { now }: Context,
  actor: Actor,
  kind: EventKind,
  { collection }: Document,
  made: number,
): Statement =>
  insertEvent({
    kind,
    collection,
    ...authorship(actor),
    time: now().toISOString(),
    about: String(made),
  });

async function rejected(
  { storage }: Context,
  numbers: readonly number[],
  problem: ProblemData,
): Promise<ReportEntry[]> {
  const units = await unitsByNumber(storage, numbers);
  return units.map(({ id, key }) => ({ unit: id, key, result: "rejected", problem }));
}

function summary(head: number | undefined, report: readonly ReportEntry[]): ImportReport {
  const urgent = report.filter(({ result }) => result === "conflict" || result === "rejected");
  const others = report.filter(({ result }) => result !== "conflict" && result !== "rejected");
  return {
    import: head === undefined ? null : importId(head),
    undone: false,
    counts: countResults(report),
    units: [...urgent, ...others].slice(0, LISTED),
    warnings: [],
    skippedLanguages: {},
  };
}
