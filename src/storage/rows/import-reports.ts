import { type Language, LANGUAGES } from "../../domain/language.ts";
import type { ProblemData } from "../../domain/problem.ts";
import type { Draft, Variant } from "../../domain/unit.ts";
import type { Statement, Storage } from "../port.ts";
import { jsonParts } from "./json-parts.ts";

export const RESULTS = ["created", "changed", "same", "conflict", "rejected", "removed"] as const;

export type Result = (typeof RESULTS)[number];

export type Counts = Readonly<Record<Result, number>>;

/** What can be changed of a unit by itself; `unit` is the whole of it. */
export const UNIT_PARTS = [...LANGUAGES, "notes", "context", "order", "unit"] as const;
export type UnitPart = (typeof UNIT_PARTS)[number];

/** What became of one unit. */
export interface ReportEntry {
  /** Absent when the unit does not exist here. */
  readonly unit?: string;
  readonly key: string;
  readonly result: Result;
  readonly language?: Language;
  /** Parts of the unit that an undo left as they are, because somebody changed them since. */
  readonly unrestored?: readonly UnitPart[];
  /** Line of the unit in the file that was sent. */
  readonly line?: number;
  /** Why it was rejected or is a conflict. */
  readonly problem?: ProblemData;
  /** What deserves a look though it was taken. */
  readonly warnings?: readonly ProblemData[];
  /** Of a conflict: the common ancestor, what was sent, what is stored. */
  readonly base?: Draft;
  readonly mine?: Draft;
  readonly theirs?: Variant;
}

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
