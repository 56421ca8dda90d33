import { readReport } from "../../storage/rows/import-reports.ts";
import type { Actor, Context } from "../context.ts";
import { type ImportReport, reportOf } from "./import-report.ts";
import { importSummary } from "./internal/import-summary.ts";
import type { ImportSummary } from "./list-imports.ts";
import { visibleImport } from "./visible-import.ts";

/** One import with its report. @throws {Problem} `not-found` */
export async function getImport(
  context: Context,
  actor: Actor,
  id: string,
): Promise<{ import: ImportSummary; report: ImportReport }> {
  const entry = await visibleImport(context, actor, id);
  const report = reportOf(entry, await readReport(context.storage, entry.n));
  return { import: importSummary(entry), report };
}
