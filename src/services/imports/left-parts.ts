import { Problem } from "../../domain/problem.ts";
import { type ReportEntry, reportParts } from "../../storage/rows/import-reports.ts";
import { type Import, importId, latestUndo } from "../../storage/rows/imports.ts";
import type { Context } from "../context.ts";

/** What an undo left, by unit or concept (`nameInReport`): the entries of its report with parts that stayed. */
export type LeftParts = ReadonlyMap<string, ReportEntry>;

/** Name of the unit or concept of an entry. An entry about something that the store does not have has only its key. */
export const nameInReport = ({ unit, concept, key }: Pick<ReportEntry, "unit" | "concept" | "key">): string =>
  unit ?? concept ?? `key ${key}`;

/**
 * What the newest undo of an import has left, so that the next one restores only that; `undefined` when the import was
 * not undone yet.
 *
 * @throws {Problem} `already-undone` when nothing was left
 */
export async function leftParts({ storage }: Context, entry: Import): Promise<LeftParts | undefined> {
  if (entry.undoneBy === undefined) return undefined;
  const left = new Map<string, ReportEntry>();
  const undo = await latestUndo(storage, entry);
  if (undo !== undefined && undo.counts.conflict > 0) {
    for await (const entries of reportParts(storage, undo.n)) {
      for (const one of entries) if (one.result === "conflict") left.set(nameInReport(one), one);
    }
  }
  if (left.size === 0)
    throw new Problem("already-undone", { what: importId(entry.n), by: importId(entry.undoneBy) });
  return left;
}
