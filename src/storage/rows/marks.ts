import type { Language } from "../../domain/language.ts";
import type { MarkCategory, MarkSeverity } from "../../domain/mark.ts";
import type { Statement, Storage } from "../port.ts";
import { conditionsOf } from "./conditions.ts";
import { jsonParts } from "./json-parts.ts";

/** An error that a reviewer has marked in a text. */
export interface StoredMark {
  readonly n: number;
  /** Number of the unit. */
  readonly unit: number;
  readonly language: Language;
  /** Version of the text that was marked. */
  readonly version: number;
  /** Hash of that text without codes. */
  readonly textHash: string;
  /** UTF-16 offsets into that text; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  /** The text between them. */
  readonly stretch: string;
  readonly category: MarkCategory;
  readonly severity: MarkSeverity;
  readonly comment: string;
  readonly author: string;
  readonly time: string;
  /** When and by whom it was taken away. */
  readonly removed: string | null;
  readonly removedBy: string | null;
}

/** Selects marks. A unit is given by number, documents and collections by id. */
export interface MarkFilter {
  readonly unit?: number | undefined;
  readonly document?: string | undefined;
  readonly collections?: readonly string[] | undefined;
  readonly language?: Language | undefined;
  readonly category?: MarkCategory | undefined;
  readonly severity?: MarkSeverity | undefined;
  /** True to include marks that were taken away. */
  readonly removed?: boolean | undefined;
}

const COLUMNS = `mark.n, mark.unit, mark.language, mark.version, mark.text_hash AS "textHash", range_start AS start,
  range_end AS "end", stretch, category, severity, comment, mark.author, mark.time, removed, removed_by AS "removedBy"`;

/** Marks of stored units in the order in which they were made: with numbers above `after`, at most `limit`. */
export async function listStoredMarks(
  storage: Storage,
  filter: MarkFilter,
  after: number,
  limit: number,
): Promise<StoredMark[]> {
  const { conditions, params } = conditionsOf([
    ["mark.unit = ?", filter.unit],
    ["document.id = ?", filter.document],
    [
      "document.collection IN (SELECT atom FROM json_each(?))",
      filter.collections === undefined ? undefined : JSON.stringify(filter.collections),
    ],
    ["mark.language = ?", filter.language],
    ["mark.category = ?", filter.category],
    ["mark.severity = ?", filter.severity],
    ["mark.n > ?", after],
  ]);
  const standing = filter.removed === true ? [] : ["mark.removed IS NULL"];
  return storage.all<StoredMark>(
    `SELECT ${COLUMNS} FROM mark JOIN unit ON unit.n = mark.unit JOIN document ON document.n = unit.document
     WHERE ${[...standing, ...conditions].join(" AND ")} ORDER BY mark.n LIMIT ?${params.length + 1}`,
    ...params,
    limit,
  );
}

/** Marks with these numbers, in order. Unknown numbers are left out. */
export async function marksByNumber(storage: Storage, numbers: readonly number[]): Promise<StoredMark[]> {
  const found: StoredMark[] = [];
  for (const json of jsonParts(numbers)) {
    const rows = await storage.all<StoredMark>(
      `SELECT ${COLUMNS} FROM mark WHERE n IN (SELECT CAST(atom AS BIGINT) FROM json_each(?1))`,
      json,
    );
    found.push(...rows);
  }
  return found.toSorted((a, b) => a.n - b.n);
}

/**
 * How many marks each of these units has, by its number. Marks that were taken away do not count; units without marks are
 * left out.
 */
export async function countMarks(storage: Storage, units: readonly number[]): Promise<Map<number, number>> {
  const counts = new Map<number, number>();
  for (const json of jsonParts(units)) {
    const rows = await storage.all<{ unit: number; count: number }>(
      `SELECT unit, count(*) AS count FROM mark
       WHERE unit IN (SELECT CAST(atom AS BIGINT) FROM json_each(?1)) AND removed IS NULL GROUP BY unit`,
      json,
    );
    for (const { unit, count } of rows) counts.set(unit, count);
  }
  return counts;
}

export const insertMark = (mark: StoredMark): Statement => ({
  sql: `INSERT INTO mark (n, unit, language, version, text_hash, range_start, range_end, stretch, category, severity,
                          comment, author, time, removed, removed_by)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)`,
  params: [
    mark.n,
    mark.unit,
    mark.language,
    mark.version,
    mark.textHash,
    mark.start,
    mark.end,
    mark.stretch,
    mark.category,
    mark.severity,
    mark.comment,
    mark.author,
    mark.time,
    mark.removed,
    mark.removedBy,
  ],
});

/** Takes marks away, or puts them back where `removed` is `null`. Marks that are so already stay as they are. */
export const setRemoved = (
  numbers: readonly number[],
  removed: string | null,
  by: string | null,
): Statement[] =>
  jsonParts(numbers).map((json) => ({
    sql: `UPDATE mark SET removed = ?2, removed_by = ?3
          WHERE n IN (SELECT CAST(atom AS BIGINT) FROM json_each(?1))
            AND (removed IS NULL) = (CAST(?2 AS TEXT) IS NOT NULL)`,
    params: [json, removed, by],
  }));
