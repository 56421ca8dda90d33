import { type Language, LANGUAGES } from "./language.ts";
import { type Content, sameContent } from "./segment.ts";

/** XLIFF 2.1 §4.7.2.3 `state`, in order of maturity. */
export const STATES = ["initial", "translated", "reviewed", "final"] as const;
export type State = (typeof STATES)[number];

export const isState = (value: unknown): value is State => STATES.some((state) => state === value);
/** Negative when `a` is less mature than `b`. */
export const compareStates = (a: State, b: State): number => STATES.indexOf(a) - STATES.indexOf(b);

/** Why a reviewer gave a translation back to its translator. */
export interface Return {
  readonly reason: string;
  /** Who returned it. */
  readonly author: string;
  /** ISO 8601, UTC. */
  readonly time: string;
}

/** Sub-state of a translation that was returned: a draft that somebody has to work on again. */
export const RETURNED = "polynya:returned";

/** How a variant was made. `agent`: a program proposed it. */
export const ORIGINS = ["typed", "push", "import", "alignment", "match", "agent"] as const;
export type Origin = (typeof ORIGINS)[number];

/** Text of a variant before it is stored, from a file, a form or an aligner. */
export interface Draft {
  readonly content: Content;
  readonly state: State;
  /** `prefix:value` (XLIFF 2.1 §4.7.2.4), or `xlf12:…` for an XLIFF 1.2 state without an equal in `State`. */
  readonly subState?: string;
  /** Confidence of an alignment or a match, 0 … 1. */
  readonly confidence?: number;
  /**
   * For a text that was aligned from a file: where each of its segments stands there, as keys of the file's sentences
   * with blanks between them.
   */
  readonly places?: readonly string[];
}

/** One language of a unit, as stored. */
export interface Variant extends Draft {
  /** Version of the unit that this text was written with; from 1, grows with each change. */
  readonly version: number;
  readonly author: string;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly origin: Origin;
  /** Language and version of the source of this translation. It is stale when the source has a newer version. */
  readonly from?: { readonly language: Language; readonly version: number };
  /** Set where a version brings no new text: the version at which the text was written. An undo sets it, and `followStates`. */
  readonly restores?: number;
  /** Set while a reviewer has given it back and nobody has confirmed it since. Its state is `initial`. */
  readonly returned?: Return;
}

/** True for a text that an agent proposed and no person has confirmed. It is no part of the translation memory. */
export const isUnconfirmed = ({ origin, state }: Pick<Variant, "origin" | "state">): boolean =>
  origin === "agent" && state === "initial";

/** Version at which the text was written. */
export const writtenAt = ({ version, restores }: Pick<Variant, "version" | "restores">): number =>
  restores ?? version;

/** True when the variant is at this version, or an undo has brought this version back. */
export const isAtVersion = (variant: Variant, version: number): boolean =>
  variant.version === version || variant.restores === version;

export type Variants<V = Variant> = { readonly [language in Language]?: V };

export interface Note {
  readonly text: string;
  readonly category?: string;
  readonly author?: string;
  readonly appliesTo?: "source" | "target";
}

/** One text in up to three languages. */
export interface Unit<V = Variant> {
  /** Opaque and stable; an XML NMTOKEN. */
  readonly id: string;
  /** Id of its document. */
  readonly document: string;
  /** Place in the document, from 0. */
  readonly order: number;
  /** Id from the file (XLIFF unit id, resname, i18next key); unique in its document. */
  readonly key: string;
  readonly notes: readonly Note[];
  /** Where the text is used; helps to tell equal texts apart and to match in context. */
  readonly context?: string;
  readonly variants: Variants<V>;
}

/** True when the text that a variant was translated from has changed since. */
export function isBehind(variant: Variant, variants: Variants): boolean {
  const { from } = variant;
  if (from === undefined) return false;
  const source = variants[from.language];
  return source !== undefined && source.version > from.version && !isAtVersion(source, from.version);
}

/** True when the source of this variant of a unit has changed since it was translated. */
export function isStale({ variants }: Unit, language: Language): boolean {
  const variant = variants[language];
  return variant !== undefined && isBehind(variant, variants);
}

/**
 * The unit after a change, with translations kept fresh over new states: where a text got a new version but not a new
 * content, what was made from it follows to that version, and so does what was made from that.
 *
 * @param after the same unit after a change; its changed variants have its `version`
 */
export function followStates<U extends Unit & { readonly version: number }>(before: U, after: U): U {
  const variants: { [language in Language]?: Variant } = { ...after.variants };
  const hasNewStateOnly = (language: Language): boolean => {
    const [was, is] = [before.variants[language], variants[language]];
    return (
      was !== undefined &&
      is !== undefined &&
      is.version === after.version &&
      sameContent(was.content, is.content)
    );
  };
  const isLeftBehind = (language: Language): boolean => {
    const [was, is] = [before.variants[language]?.from, variants[language]?.from];
    return (
      is !== undefined &&
      is.version !== after.version &&
      is.language === was?.language &&
      is.version === was.version &&
      hasNewStateOnly(is.language) &&
      !isStale(before, language)
    );
  };
  // Each round may put further translations behind: a chain has at most as many links as there are languages.
  for (const _ of LANGUAGES)
    for (const language of LANGUAGES) {
      const variant = variants[language];
      if (variant?.from === undefined || !isLeftBehind(language)) continue;
      const { version } = after;
      const from = { ...variant.from, version };
      variants[language] = { ...variant, from, version, restores: writtenAt(variant) };
    }
  return { ...after, variants };
}

/** Conditions of the text of a unit in one language, for filters: its state, or what else is to be done with it. */
export const TEXT_CONDITIONS = [...STATES, "stale", "returned"] as const;
export type TextCondition = (typeof TEXT_CONDITIONS)[number];

export const isTextCondition = (value: unknown): value is TextCondition =>
  TEXT_CONDITIONS.some((condition) => condition === value);

/** Whether a unit has a text in this language that meets a condition. */
export function meets(unit: Unit, language: Language, condition: TextCondition): boolean {
  const variant = unit.variants[language];
  if (variant === undefined) return false;
  if (condition === "stale") return isStale(unit, language);
  return condition === "returned" ? variant.returned !== undefined : variant.state === condition;
}

/**
 * The unit after a change, where a text that was returned stays so while it is a draft, whatever is written meanwhile,
 * and is returned no more when it is confirmed.
 */
export function keepReturns<U extends Unit>(before: Unit, after: U): U {
  const variants: { [language in Language]?: Variant } = { ...after.variants };
  for (const language of LANGUAGES) {
    const [was, is] = [before.variants[language], variants[language]];
    if (is === undefined || is.version === was?.version) continue;
    const { returned, subState, ...rest } = is;
    const isDraft = is.state === "initial";
    const kept = isDraft ? (returned ?? was?.returned) : undefined;
    if (kept !== undefined) variants[language] = { ...rest, subState: RETURNED, returned: kept };
    else if (!isDraft && (returned !== undefined || subState === RETURNED))
      variants[language] = subState === undefined || subState === RETURNED ? rest : { ...rest, subState };
  }
  return { ...after, variants };
}
