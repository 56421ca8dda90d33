import type { ProblemData } from "../../domain/problem.ts";
import type { ExchangeFile } from "../../formats/contract.ts";
import { type Counts, type ReportEntry, RESULTS } from "../../storage/rows/import-reports.ts";
import { type Import, importId } from "../../storage/rows/imports.ts";
import type { Skipped } from "./skip-units.ts";

/** Number of units per result. */
export function countResults(report: readonly ReportEntry[]): Counts {
  const counts = Object.fromEntries(RESULTS.map((result) => [result, 0])) as Record<
    (typeof RESULTS)[number],
    number
  >;
  for (const { result } of report) counts[result] += 1;
  return counts;
}

/** Sums by result. */
export const addCounts = (a: Counts, b: Counts): Counts =>
  Object.fromEntries(RESULTS.map((result) => [result, a[result] + b[result]])) as Counts;

/** The answer to every write: the result of each unit. */
export interface ImportReport {
  /** `null` when nothing was written: a dry run, or an aborted push. */
  readonly import: string | null;
  readonly undone: boolean;
  /** For an undo of a very large import: number of parts left for the next call. */
  readonly remaining?: number;
  readonly counts: Counts;
  readonly units: readonly ReportEntry[];
  /** Warnings about the whole file. */
  readonly warnings: readonly ProblemData[];
  /** Number of entries in unsupported languages, by tag. */
  readonly skippedLanguages: Readonly<Record<string, number>>;
  /** Units that were left out because they add nothing, where somebody asked for that. */
  readonly skipped?: readonly Skipped[];
}

/** Makes the answer to a write; `entry` is `undefined` when nothing was written. */
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

/** The answer to an undo that wrote nothing, because everything was changed since. */
export const nothingRestored = (counts: Counts, units: readonly ReportEntry[]): ImportReport => ({
  ...reportOf(undefined, units),
  counts,
  warnings: [{ code: "nothing-restored", params: {} }],
});

/** Greatest number of listed units in the answer to a large write. Its counts include all units. */
export const LISTED = 10_000;

/** True for an entry that needs somebody's attention. */
const isUrgent = ({ result, warnings = [] }: ReportEntry): boolean =>
  result === "conflict" || result === "rejected" || warnings.length > 0;

/** Gathers the entries of an answer: the first `LISTED` ones, and after them only those that need somebody's attention. */
export function listedEntries() {
  let entries: ReportEntry[] = [];
  return {
    add(more: readonly ReportEntry[]): void {
      for (const entry of more) if (entries.length < LISTED || isUrgent(entry)) entries.push(entry);
    },
    clear: () => void (entries = []),
    entries: (): readonly ReportEntry[] => entries,
  };
}
