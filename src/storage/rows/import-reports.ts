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

/** What is decided about a unit, as parts that an undo may leave. */
export const DECISION_PARTS = ["marks", "duplicates"] as const;
type DecisionPart = (typeof DECISION_PARTS)[number];

/**
 * Parts of a concept that can change on their own; `concept` means the whole concept, `order` the order of its terms,
 * and `about` what the header of a file says of the whole glossary.
 */
export const CONCEPT_PARTS = [
  "concept",
  "status",
  "domain",
  "mandatory",
  "nested",
  "definitions",
  "source",
  "notes",
  "terms",
  "order",
  "relations",
  "links",
  "picture",
  "doNotTranslate",
  "examples",
  "foreign",
  "about",
] as const;
export type ConceptPart = (typeof CONCEPT_PARTS)[number];

/** Result of an import for one unit, or for one concept. */
export interface ReportEntry {
  /** Id of the unit; absent when the store does not have the unit. */
  readonly unit?: string;
  /** Id of the concept, in a write to the glossary. */
  readonly concept?: string;
  /** Key of the unit, or terms of the concept. */
  readonly key: string;
  readonly result: Result;
  readonly language?: Language;
  /** Parts that an undo did not restore, because somebody changed them later. */
  readonly unrestored?: readonly (UnitPart | DecisionPart | ConceptPart)[];
  /** Texts of the terms that an undo did not restore. */
  readonly unrestoredTerms?: readonly string[];
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

/**
 * The report of import `n`, in the order in which it was written.
 *
 * @param enough number of entries after which no further part is read
 */
export async function readReport(
  storage: Storage,
  n: number,
  enough = Number.POSITIVE_INFINITY,
): Promise<ReportEntry[]> {
  const entries: ReportEntry[] = [];
  for await (const part of reportParts(storage, n)) {
    for (const entry of part) entries.push(entry);
    if (entries.length >= enough) break;
  }
  return entries;
}

/** The same report part by part. A part has at most a few thousand entries. */
export async function* reportParts(storage: Storage, n: number): AsyncGenerator<ReportEntry[]> {
  for (let after = -1; ;) {
    const [row] = await storage.all<{ part: number; units: string }>(
      "SELECT part, units FROM import_report WHERE import = ?1 AND part > ?2 ORDER BY part LIMIT 1",
      n,
      after,
    );
    if (row === undefined) return;
    yield JSON.parse(row.units) as ReportEntry[];
    after = row.part;
  }
}

/** Appends to the report of import `n`. */
export const insertReport = (n: number, report: readonly ReportEntry[]): Statement[] =>
  jsonParts(report).map((units) => ({
    sql: `INSERT INTO import_report (import, part, units)
          SELECT ?1, 1 + coalesce(max(part), -1), ?2 FROM import_report WHERE import = ?1`,
    params: [n, units],
  }));
