import type { Language } from "../../domain/language.ts";
import type { Candidates, Probe, UnitText } from "../../matching/candidates.ts";
import type { Statement } from "../port.ts";
import type { StoredUnit } from "../rows/units.ts";

/** What a write does to one unit: it is made (`before` absent), changed, or deleted (`after` absent). */
export interface UnitChange {
  readonly before?: StoredUnit;
  readonly after?: StoredUnit;
}

/** Pieces of text, of which a unit must contain one; in comparable form. */
export interface Needle {
  readonly language: Language;
  readonly anyOf: readonly string[];
}

/** Finds units whose text is like a query's. What it stores is written in the batch that writes the units. */
export interface MatchIndex {
  /** Called before `write`, to load what `write` needs. */
  ready?(): Promise<void>;
  /** Statements that bring the index from `before` to `after`, for the batch that writes the units. */
  write(changes: readonly UnitChange[]): Statement[];
  /**
   * Called once that batch is done, for an index in memory.
   *
   * @param number of the import to which the changes belong
   */
  committed?(changes: readonly UnitChange[], number?: number): void;
  /** One answer per probe, in a constant number of round trips for all of them. */
  candidates(probes: readonly Probe[]): Promise<Candidates[]>;
  /**
   * Units that may contain all needles, newest first: none is missing, some may be wrong. `complete` is false when
   * the bound was reached and there may be more.
   */
  containing(needles: readonly Needle[], bound: number): Promise<{ units: number[]; complete: boolean }>;
  /**
   * Texts of one language that may contain one of the pieces of each needle (comparable form): none is missing, some
   * may be wrong. `complete` is false when only the newest texts were looked at.
   */
  textsWith(
    language: Language,
    needles: readonly (readonly string[])[],
  ): Promise<{ texts: Iterable<UnitText>; complete: boolean }>;
  /** Compares the index with the units, and makes it anew from them. */
  rebuild(progress?: (done: number) => void): Promise<Rebuilt>;
}

export interface Rebuilt {
  readonly units: number;
  /** Units that the old index lacked, had in another form, or had although they are gone. */
  readonly differing: number;
}
