import type { Language } from "./language.ts";
import type { Params } from "./problem.ts";

/** Every check there is, in the order in which they are listed. */
export const CHECK_IDS = [
  // content
  "terminology",
  "triangle",
  "numbers",
  "empty",
  "untranslated",
  "wrong-language",
  "length",
  "omission",
  "modality",
  "inconsistent-target",
  "inconsistent-source",
  "names",
  "acronyms",
  // markup
  "codes",
  "placeholders",
  "links",
  // typography
  "whitespace",
  "end-punctuation",
  "quotes",
  "brackets",
  "repeated-word",
  // script hygiene
  "mixed-script",
  "chinese-script",
  "full-width",
  "invisible",
] as const;
export type CheckId = (typeof CHECK_IDS)[number];

export const isCheckId = (value: unknown): value is CheckId => CHECK_IDS.some((id) => id === value);

/** From worst to mildest. */
export const SEVERITIES = ["error", "warning", "info"] as const;
export type Severity = (typeof SEVERITIES)[number];
/** Negative when `a` is worse than `b`. */
export const compareSeverities = (a: Severity, b: Severity): number =>
  SEVERITIES.indexOf(a) - SEVERITIES.indexOf(b);

/** How sure the check is that a person would agree. */
export const CERTAINTIES = ["certain", "likely", "possible"] as const;
export type Certainty = (typeof CERTAINTIES)[number];

/** UTF-16 offsets into `plainText` of the variant's content; `end` is exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export type Ranges = { readonly [language in Language]?: readonly Range[] };

/** What may be put in place of a range to mend it; without a range it is a hint to read, not to apply. */
export interface Suggestion {
  readonly language: Language;
  readonly range?: Range;
  readonly text: string;
}

/** Something that a check has to say about a unit. Data, not prose: `locales/{en,ru,zh}/checks.json` has the words. */
export interface Finding {
  readonly check: CheckId;
  readonly severity: Severity;
  readonly certainty: Certainty;
  /** Id of the unit. */
  readonly unit: string;
  /** The languages concerned, in the order of `LANGUAGES`. */
  readonly languages: readonly Language[];
  /** Where, per language; a language may be concerned without a place (something is missing there). */
  readonly ranges: Ranges;
  /** Key in `locales/{en,ru,zh}/checks.json`: `<check>.<case>`, e.g. `numbers.missing`. */
  readonly message: string;
  /** For the message. `source`, `target`, `language` and `suspect` hold language codes. */
  readonly params: Params;
  readonly suggestion?: Suggestion;
}
