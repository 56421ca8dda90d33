import type { Language } from "../../domain/language.ts";
import type { Candidates, Probe } from "../../matching/candidates.ts";
import type { FoundTexts, Pattern } from "../../matching/concordance.ts";
import type { Statement } from "../port.ts";
import type { StoredUnit } from "../rows/units.ts";

/** What a write does to one unit: it creates the unit (`before` absent), changes it, or deletes it (`after` absent). */
export interface UnitChange {
  readonly before?: StoredUnit;
  readonly after?: StoredUnit;
}

/** A unit must contain one of these pieces of text. They are in comparable form. */
export interface Needle {
  readonly language: Language;
  readonly anyOf: readonly string[];
}

/** Finds units with a text similar to a query. Its rows are written in the same batch as the units. */
export interface MatchIndex {
  /** Loads what `write` needs. Call it before `write`. */
  ready?(): Promise<void>;
  /** Statements that change the index from `before` to `after`, for the batch that writes the units. */
  write(changes: readonly UnitChange[]): Statement[];
  /**
   * Updates an index in memory. Call it after the batch has succeeded; then queries find what was written.
   *
   * @param changes `undefined` when they are too many for memory: the index reads them from the store
   * @param number of the import that made the changes
   */
  committed?(changes: readonly UnitChange[] | undefined, number?: number): void | Promise<void>;
  /** One answer for each probe, in the order of the probes. The number of round trips does not grow with the probes. */
  candidates(probes: readonly Probe[]): Promise<Candidates[]>;
  /**
   * Numbers of units that may contain all needles, newest first, at most `bound`. No unit is missing; some may not
   * contain the needles. `complete` is false when there may be more than `bound` units.
   */
  containing(needles: readonly Needle[], bound: number): Promise<{ units: number[]; complete: boolean }>;
  /**
   * Texts in which a pattern is found, newest units first.
   *
   * @param bound most texts that are wanted. `complete` is false when there may be more of them.
   */
  find(pattern: Pattern, bound: number): Promise<{ texts: FoundTexts; complete: boolean }>;
  /** Memory of an index in memory; `undefined` while nobody has used it. An index in tables has no such method. */
  size?(): Promise<IndexSize | undefined>;
  /** Compares the index with the units, and builds it again from them. `done` counts units. */
  rebuild(progress?: (done: number) => void): Promise<Rebuilt>;
}

export interface IndexSize {
  readonly units: number;
  readonly bytes: number;
}

export interface Rebuilt {
  readonly units: number;
  /** Units that the old index did not have, had with another text, or still had after they were deleted. */
  readonly differing: number;
}
