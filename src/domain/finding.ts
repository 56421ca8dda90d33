import type { Language } from "./language.ts";
import type { Params } from "./problem.ts";

/** All checks, in the order in which lists show them. */
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
  "reading-speed",
  "subtitle-lines",
  "inconsistent-target",
  "inconsistent-source",
  "names",
  "acronyms",
  "spelling",
  // markup
  "codes",
  "segments",
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

/** How likely a person is to agree with the finding. */
export const CERTAINTIES = ["certain", "likely", "possible"] as const;
export type Certainty = (typeof CERTAINTIES)[number];

/** UTF-16 offsets into `plainText` of the variant's content; `end` is exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export type Ranges = { readonly [language in Language]?: readonly Range[] };

/** A text to put in place of a range. Without a range it is a hint to read, not to apply. */
export interface Suggestion {
  readonly language: Language;
  readonly range?: Range;
  readonly text: string;
}

/** One result of a check for a unit, as data; `locales/{en,ru,zh}/checks.json` has its text. */
export interface Finding {
  readonly check: CheckId;
  readonly severity: Severity;
  readonly certainty: Certainty;
  /** Id of the unit. */
  readonly unit: string;
  /** The languages concerned, in the order of `LANGUAGES`. */
  readonly languages: readonly Language[];
  /** Places per language. A language without a place is possible: something is missing there. */
  readonly ranges: Ranges;
  /** Key in `locales/{en,ru,zh}/checks.json`: `<check>.<case>`, e.g. `numbers.missing`. */
  readonly message: string;
  /** Values for the message. `source`, `target`, `language` and `suspect` hold language codes. */
  readonly params: Params;
  readonly suggestion?: Suggestion;
}

/**
 * True if a reader who sees the texts in these languages alone can understand a finding: it is about one of these texts,
 * and what that text is compared with is one of them too.
 */
export function isAboutLanguages(
  { languages, ranges, params }: Pick<Finding, "languages" | "ranges" | "params">,
  shown: readonly Language[],
): boolean {
  const isShown = (language: unknown): boolean => shown.some((one) => one === language);
  const { source, ...named } = params;
  const blamed = [named["target"], named["language"], named["suspect"]].filter((one) => one !== undefined);
  if (blamed.length === 0 && source === undefined) return languages.every(isShown);
  if (!blamed.every(isShown)) return false;
  if (source === undefined || isShown(source)) return true;
  // Of two texts that say the same against a third one, the message names the first.
  return languages.some((one) => isShown(one) && !blamed.includes(one) && (ranges[one]?.length ?? 0) > 0);
}
