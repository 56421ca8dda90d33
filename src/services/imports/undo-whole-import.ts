import { yieldToEventLoop } from "../../domain/event-loop.ts";
import { Problem } from "../../domain/problem.ts";
import { findImport, importId, importNumber, partsOf, undoOfParts } from "../../storage/rows/imports.ts";
import type { ReportEntry } from "../../storage/rows/import-reports.ts";
import type { Actor, Context } from "../context.ts";
import type { ImportReport } from "./import-report.ts";
import { undoImport } from "./undo-import.ts";
import { visibleImport } from "./visible-import.ts";

/** Units of a large undo that one answer lists; all of them are counted. */
const LISTED = 10_000;
/** Milliseconds after which one call ends and leaves the other parts to the next. */
const BUDGET = 20_000;

export interface WholeUndo extends ImportReport {
  /** Parts that are still to be taken back, by calling again; 0 when all is done. */
  readonly remaining: number;
}

/**
 * Takes an import back with all of its parts, the newest first, as one new import. Each part is taken back whole or
 * not at all. A very large import takes several calls: each goes on with the parts that are left, also after an
 * interruption.
 *
 * @param id of the import, or of one of its parts: a part is never taken back alone
 * @throws {Problem} as `undoImport` does
 */
export async function undoWholeImport(
  context: Context,
  actor: Actor,
  id: string,
  budget = BUDGET,
): Promise<WholeUndo> {
  const entry = await visibleImport(context, actor, id);
  const first = entry.partOf ?? entry.n;
  const parts = await partsOf(context.storage, first);
  let undo = await undoOfParts(context.storage, first);
  if (parts.length === 0 && undo === undefined)
    return { ...(await undoImport(context, actor, importId(first))), remaining: 0 };
  const end = Date.now() + budget;
  const units: ReportEntry[] = [];
  let remaining = parts.length + 1;
  let report: ImportReport | undefined;
  for (const n of [...parts, first]) {
    if (report !== undefined && Date.now() >= end) break;
    report = await undoImport(context, actor, importId(n), undo);
    remaining -= 1;
    undo ??= report.import === null ? undefined : importNumber(report.import);
    for (const unit of report.units)
      if (units.length < LISTED || unit.result === "conflict") units.push(unit);
    await yieldToEventLoop();
  }
  const whole = undo === undefined ? undefined : await findImport(context.storage, undo);
  if (report === undefined || whole === undefined) throw new Problem("not-found", { what: id });
  return { ...report, import: importId(whole.n), counts: whole.counts, units, remaining };
}
