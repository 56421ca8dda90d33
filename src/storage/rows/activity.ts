import type { Storage } from "../port.ts";
import type { ImportKind } from "../../domain/import.ts";

/** What one author wrote on one day in one way. */
export interface DayOfWrites {
  /** ISO 8601 date, UTC. */
  readonly day: string;
  readonly author: string;
  readonly kind: ImportKind;
  readonly writes: number;
  /** Units. */
  readonly created: number;
  readonly changed: number;
  readonly removed: number;
}

/** Writes from one day up to before another; what was undone, and undoing, is left out. */
export async function writesByDay(
  storage: Storage,
  scope: { readonly collection?: string; readonly document?: number },
  from: string,
  before: string,
): Promise<DayOfWrites[]> {
  return storage.all<DayOfWrites>(
    `SELECT substr(time, 1, 10) AS day, author, kind, count(*) FILTER (WHERE part_of IS NULL) AS writes, sum(counts->>'$.created') AS created,
            sum(counts->>'$.changed') AS changed, sum(counts->>'$.removed') AS removed
     FROM import
     WHERE time >= ?1 AND time < ?2 AND (?3 IS NULL OR collection = ?3) AND (?4 IS NULL OR document = ?4)
       AND undone_by IS NULL AND kind <> 'undo'
     GROUP BY 1, author, kind ORDER BY 1, author, kind`,
    from,
    before,
    scope.collection ?? null,
    scope.document ?? null,
  );
}
