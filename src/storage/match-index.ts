import type { Statement } from "./storage.ts";
import type { StoredUnit } from "./units.ts";

/** What a write does to one unit: made (`before` absent), changed, or deleted (`after` absent). */
export interface UnitChange {
  readonly before?: StoredUnit;
  readonly after?: StoredUnit;
}

/** Finds units whose text is like a query's. Its data is written in the same batch as the units. */
export interface MatchIndex {
  /** Statements that take the index from `before` to `after`, for the batch that writes the units. */
  write(changes: readonly UnitChange[]): Statement[];
  /** Called once that batch is done, for what an index holds in memory. */
  committed?(changes: readonly UnitChange[]): void;
}
