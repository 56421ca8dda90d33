import type { ProblemData } from "../../domain/problem.ts";
import type { ExchangeFile } from "../../formats/contract.ts";
import { type Counts, type ReportEntry, RESULTS } from "../../storage/rows/import-reports.ts";
import { type Import, importId } from "../../storage/rows/imports.ts";

export function countResults(report: readonly ReportEntry[]): Counts {
  const counts = Object.fromEntries(RESULTS.map((result) => [result, 0])) as Record<
    (typeof RESULTS)[number],
    number
  >;
  for (const { result } of report) counts[result] += 1;
  return counts;
}

/** The answer to every write: what became of each unit. The counts add up to the units listed. */
export interface ImportReport {
  /** `null` when nothing was written: a dry run, or an aborted push. */
  readonly import: string | null;
  readonly undone: boolean;
  /** Of an undo: parts of a very large import that are left to a further call. */
  readonly remaining?: number;
  readonly counts: Counts;
  readonly units: readonly ReportEntry[];
  /** What is odd about the file as a whole. */
  readonly warnings: readonly ProblemData[];
  /** Entries in languages that are not ours, by tag. */
  readonly skippedLanguages: Readonly<Record<string, number>>;
}

export function reportOf(
  entry: Import | undefined,
  units: readonly ReportEntry[],
  file?: Pick<ExchangeFile, "warnings" | "skippedLanguages">,
): ImportReport {
  return {
    import: entry === undefined ? null : importId(entry.n),
    undone: entry?.undoneBy !== undefined,
    counts: entry?.counts ?? countResults(units),
    units,
    warnings: file?.warnings ?? [],
    skippedLanguages: file?.skippedLanguages ?? {},
  };
}
