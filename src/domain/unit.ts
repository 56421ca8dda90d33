import type { Language } from "./language.ts";
import type { Content } from "./segment.ts";

/** XLIFF 2.1 §4.7.2.3 `state`, in order of maturity. */
export const STATES = ["initial", "translated", "reviewed", "final"] as const;
export type State = (typeof STATES)[number];

export const isState = (value: unknown): value is State => STATES.some((state) => state === value);
/** Negative when `a` is less mature than `b`. */
export const compareStates = (a: State, b: State): number => STATES.indexOf(a) - STATES.indexOf(b);

export const ORIGINS = ["typed", "push", "import", "alignment", "match"] as const;
/** How a variant came to be. */
export type Origin = (typeof ORIGINS)[number];

/** A variant's text before it is stored: what a file, a form or an aligner brings. */
export interface Draft {
  readonly content: Content;
  readonly state: State;
  /** `prefix:value` (XLIFF 2.1 §4.7.2.4), or an XLIFF 1.2 state that has no equal, as `xlf12:…`. */
  readonly subState?: string;
  /** Of an alignment or match: 0 … 1. */
  readonly confidence?: number;
}

/** One language of a unit, as stored. */
export interface Variant extends Draft {
  /** Grows by one with every change of this variant; 1 at first. */
  readonly version: number;
  readonly author: string;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly origin: Origin;
  /** The peer that it was translated from, and that peer's version then: the leg is stale when it has moved on. */
  readonly from?: { readonly language: Language; readonly version: number };
  /** Set by an undo: the earlier version that this one is again. */
  readonly restores?: number;
}

/** The version at which a text was written: an undo that brings it back does not make it another one. */
export const writtenAt = ({ version, restores }: Pick<Variant, "version" | "restores">): number =>
  restores ?? version;

/** True when a variant is that version, or again what it was: nobody's work lies between. */
export const isAtVersion = (variant: Variant, version: number): boolean =>
  variant.version === version || variant.restores === version;

export type Variants<V = Variant> = { readonly [language in Language]?: V };

export interface Note {
  readonly text: string;
  readonly category?: string;
  readonly author?: string;
  readonly appliesTo?: "source" | "target";
}

/** One thought in up to three languages. */
export interface Unit<V = Variant> {
  /** Opaque, stable, an NMTOKEN. */
  readonly id: string;
  /** Id of its document. */
  readonly document: string;
  /** Its place in the document, from 0. */
  readonly order: number;
  /** The file's own id (XLIFF unit id, resname, i18next key); unique in its document. */
  readonly key: string;
  readonly notes: readonly Note[];
  /** Where it is used, for disambiguation and in-context matching across documents. */
  readonly context?: string;
  readonly variants: Variants<V>;
}

/** True when the variant was translated from a version of its peer that is no longer current. */
export function isStale(unit: Unit, language: Language): boolean {
  const from = unit.variants[language]?.from;
  return from !== undefined && (unit.variants[from.language]?.version ?? 0) > from.version;
}
