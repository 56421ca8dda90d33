import type { Storage } from "../port.ts";
import type { ImportKind } from "../../domain/import.ts";
import { idList, isAmong } from "./among.ts";
import { OF_GLOSSARY } from "./imports.ts";

/** Writes of one kind by one author on one day. */
export interface DayOfWrites {
  /** ISO 8601 date, UTC. */
  readonly day: string;
  readonly author: string;
  readonly kind: ImportKind;
  readonly writes: number;
  /** `created`, `changed` and `removed` count units. */
  readonly created: number;
  readonly changed: number;
  readonly removed: number;
}

/**
 * Counts of writes to units by day, author and kind, in this order. Undone imports, undos and decisions about units
 * are left out.
 *
 * @param scope ids of collections and number of a document
 * @param from first day, ISO 8601 date, UTC
 * @param before day after the last one
 */
export async function writesByDay(
  storage: Storage,
  scope: { readonly collections?: readonly string[]; readonly document?: number },
  from: string,
  before: string,
): Promise<DayOfWrites[]> {
  return storage.all<DayOfWrites>(
    `SELECT substr(time, 1, 10) AS day, author, kind, count(*) FILTER (WHERE part_of IS NULL) AS writes,
            sum(CAST(json_extract(counts, '$.created') AS BIGINT)) AS created,
            sum(CAST(json_extract(counts, '$.changed') AS BIGINT)) AS changed,
            sum(CAST(json_extract(counts, '$.removed') AS BIGINT)) AS removed
     FROM import
     WHERE time >= ?1 AND time < ?2 AND ${isAmong("collection", 3)} AND (CAST(?4 AS BIGINT) IS NULL OR document = ?4)
       AND document <> ${OF_GLOSSARY.document} AND undone_by IS NULL AND kind <> 'undo' AND decision IS NULL
     GROUP BY 1, author, kind ORDER BY 1, author, kind`,
    from,
    before,
    idList(scope.collections),
    scope.document ?? null,
  );
}
