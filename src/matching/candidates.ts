import type { Language } from "../domain/language.ts";

/** A text to find similar units for. */
export interface Probe {
  readonly language: Language;
  /** In comparable form (matching/comparable-text). */
  readonly text: string;
  /** Least similarity of a unit that is of use, 0 … 1. */
  readonly least: number;
  /** Languages of which a unit must have one to be of use; not `language`. None: every unit is of use. */
  readonly targets: readonly Language[];
  /** About so many units are wanted. */
  readonly limit: number;
  /**
   * So many units with the very text are wanted, the newest, where an index can give them; 64 when absent. Beyond
   * them, units with other targets.
   */
  readonly equal?: number;
}

/** A unit that may match. */
export interface Candidate {
  readonly n: number;
  /** Its text is the probe's own, in comparable form. */
  readonly exact: boolean;
}

/** Units that may be like a probe, most promising first; the caller compares them itself. */
export interface Candidates {
  /** With at least one of the targets. */
  readonly direct: readonly Candidate[];
  /** Without one of the targets, but with a third language through which it may be reached. */
  readonly partial: readonly Candidate[];
}
