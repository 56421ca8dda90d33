import { type Language, LANGUAGES } from "../../domain/language.ts";
import type { ProblemData } from "../../domain/problem.ts";
import type { Draft, Variant } from "../../domain/unit.ts";
import type { Statement, Storage } from "../port.ts";
import { jsonParts } from "./json-parts.ts";

export const RESULTS = ["created", "changed", "same", "conflict", "rejected", "removed"] as const;

export type Result = (typeof RESULTS)[number];

export type Counts = Readonly<Record<Result, number>>;

/** Parts of a unit that can change on their own; `unit` means the whole unit. */
export const UNIT_PARTS = [...LANGUAGES, "notes", "context", "order", "unit"] as const;
export type UnitPart = (typeof UNIT_PARTS)[number];

/** Result of an import for one unit. */
export interface ReportEntry {
  /** Id of the unit; absent when the store does not have the unit. */
  readonly unit?: string;
  readonly key: string;
  readonly result: Result;
  readonly language?: Language;
  /** Parts of the unit that an undo did not restore, because somebody changed them later. */
  readonly unrestored?: readonly UnitPart[];
  /** Line of the unit in the file that was sent. */
  readonly line?: number;
  /** Why the unit was rejected or is a conflict. */
  readonly problem?: ProblemData;
  /** Warnings about a unit that was imported. */
  readonly warnings?: readonly ProblemData[];
  /** For a conflict: `base` is the common ancestor, `mine` was sent, `theirs` is stored. */
  readonly base?: Draft;
  readonly mine?: Draft;
  readonly theirs?: Variant;
}

/** The report of import `n`, in the order in which it was written. */
export async function readReport(storage: Storage, n: number): Promise<ReportEntry[]> {
  const parts = await storage.all<{ units: string }>(
    "SELECT units FROM import_report WHERE import = ?1 ORDER BY part",
    n,
  );
  return parts.flatMap(({ units }) => JSON.parse(units) as ReportEntry[]);
}

export const insertReport = (n: number, report: readonly ReportEntry[]): Statement[] =>
  jsonParts(report).map((units, part) => ({
    sql: "INSERT INTO import_report (import, part, units) VALUES (?1, ?2, ?3)",
    params: [n, part, units],
  }));
