import type { ImportSummary } from "../../api/resources.ts";

type Entry = Pick<ImportSummary, "id" | "undoes" | "undone" | "counts">;

/**
 * The imports whose last undo left parts that somebody had changed.
 *
 * @param newestFirst imports from the newest on: an undo stands before what it undid
 */
export function partlyUndone(newestFirst: readonly Entry[]): ReadonlySet<string> {
  const last = new Map<string, Entry>();
  for (const entry of newestFirst)
    if (entry.undoes !== undefined && !entry.undone && !last.has(entry.undoes)) last.set(entry.undoes, entry);
  return new Set([...last].flatMap(([id, { counts }]) => (counts.conflict > 0 ? [id] : [])));
}
