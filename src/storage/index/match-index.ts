import type { Language } from "../../domain/language.ts";
import { ftsMatchIndex } from "./match-index-fts.ts";
import { residentMatchIndex } from "./match-index-resident.ts";
import type { Statement, Storage } from "../port.ts";
import type { StoredUnit } from "../rows/units.ts";

/** What a write does to one unit: made (`before` absent), changed, or deleted (`after` absent). */
export interface UnitChange {
  readonly before?: StoredUnit;
  readonly after?: StoredUnit;
}

/** A text whose like is wanted. */
export interface Probe {
  readonly language: Language;
  /** In comparable form (matching/comparable). */
  readonly text: string;
  /** Units below this similarity (0 … 1) are of no use. */
  readonly least: number;
  /** Languages that are of use, one at least; not `language`. */
  readonly targets: readonly Language[];
  /** About so many units are wanted. */
  readonly limit: number;
  /** So many units with the very text, where an index can give them; 64 when absent. */
  readonly equal?: number;
}

export interface Candidate {
  readonly n: number;
  /** The text is the probe's own, in comparable form. */
  readonly exact: boolean;
}

/** Units that may be like a probe, most promising first; the caller compares them itself. */
export interface Candidates {
  /** With at least one of the targets. */
  readonly direct: readonly Candidate[];
  /** Without one of the targets, but with a third language through which it may be reached. */
  readonly partial: readonly Candidate[];
}

/** A piece of text that must be contained, in comparable form. */
export interface Needle {
  readonly language: Language;
  /** At least one of them. */
  readonly anyOf: readonly string[];
}

/** A text of a unit, in comparable form. */
export interface UnitText {
  readonly n: number;
  readonly text: string;
}

/** Finds units whose text is like a query's. Its data is written in the same batch as the units. */
export interface MatchIndex {
  /** Called before `write`, for what an index has to know to do it well. */
  ready?(): Promise<void>;
  /** Statements that take the index from `before` to `after`, for the batch that writes the units. */
  write(changes: readonly UnitChange[]): Statement[];
  /**
   * Called once that batch is done, for what an index holds in memory.
   *
   * @param number of the import that they belong to
   */
  committed?(changes: readonly UnitChange[], number?: number): void;
  /** One answer per probe, in a constant number of round trips for all of them. */
  candidates(probes: readonly Probe[]): Promise<Candidates[]>;
  /**
   * Units in one of whose languages all needles of that language may be contained, newest first: none is
   * missing, some may be wrong. `complete` is false when the bound was reached and there may be more.
   */
  containing(needles: readonly Needle[], bound: number): Promise<{ units: number[]; complete: boolean }>;
  /**
   * Texts of one language that may hold of each needle one of the pieces (comparable form): none is missing, some
   * may be wrong. `complete` is false when there may be more than were looked at; those are the newest ones then.
   */
  textsWith(
    language: Language,
    needles: readonly (readonly string[])[],
  ): Promise<{ texts: Iterable<UnitText>; complete: boolean }>;
  /** Compares the index with the units and makes it anew from them. */
  rebuild(progress?: (done: number) => void): Promise<Rebuilt>;
}

export interface Rebuilt {
  readonly units: number;
  /** Units that the old index had in another form or not at all, or had although they are gone. */
  readonly differing: number;
}

/** The index that suits the engine: in memory where a process lives long, in tables where it does not. */
export const matchIndex = (storage: Storage): MatchIndex =>
  storage.engine === "d1" ? ftsMatchIndex(storage) : residentMatchIndex(storage);
