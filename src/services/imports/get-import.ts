import { readReport } from "../../storage/rows/import-reports.ts";
import { allPartsOf } from "../../storage/rows/imports.ts";
import type { Actor, Context } from "../context.ts";
import { type ImportReport, LISTED, reportOf } from "./import-report.ts";
import { importSummary } from "./internal/import-summary.ts";
import type { ImportSummary } from "./list-imports.ts";
import { visibleImport } from "./visible-import.ts";

/**
 * One import with its report. The report of a large import lists only the units of its first parts.
 *
 * @throws {Problem} `not-found`
 */
export async function getImport(
  context: Context,
  actor: Actor,
  id: string,
): Promise<{ import: ImportSummary; report: ImportReport }> {
  const entry = await visibleImport(context, actor, id);
  const units = await readReport(context.storage, entry.n, LISTED);
  for (const part of await allPartsOf(context.storage, entry.n)) {
    if (units.length >= LISTED) break;
    units.push(...(await readReport(context.storage, part, LISTED - units.length)));
  }
  return { import: importSummary(entry), report: reportOf(entry, units) };
}
