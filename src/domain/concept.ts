import type { Language } from "./language.ts";

/** ISO 12620 / TBX-Basic `administrativeStatus`, from best to worst; `forbidden` on a term makes a deprecated one an error. */
export const ADMINISTRATIVE_STATUSES = ["preferred", "admitted", "deprecated", "superseded"] as const;
export type AdministrativeStatus = (typeof ADMINISTRATIVE_STATUSES)[number];

/** TBX-Basic `termType`. */
export const TERM_TYPES = ["fullForm", "acronym", "abbreviation", "shortForm", "variant", "phrase"] as const;
export type TermType = (typeof TERM_TYPES)[number];

export const PARTS_OF_SPEECH = ["noun", "properNoun", "adjective", "verb", "adverb", "other"] as const;
export type PartOfSpeech = (typeof PARTS_OF_SPEECH)[number];

/** Where a concept stands in its workflow; only `approved` ones are checked against. */
export const CONCEPT_STATUSES = ["proposed", "approved", "rejected"] as const;
export type ConceptStatus = (typeof CONCEPT_STATUSES)[number];

export interface Concept {
  /** Opaque, stable, an NMTOKEN; unique in the glossary. */
  readonly id: string;
  /** Subject field: `law`, `sea ice` … */
  readonly domain?: string;
  readonly status: ConceptStatus;
  /** A unit that does not render this concept is in error, not merely doubtful. */
  readonly mandatory?: boolean;
  /** Find its terms also inside longer terms of other concepts. */
  readonly nested?: boolean;
  readonly definitions?: { readonly [language in Language]?: Definition };
  /** The document where the concept is at home. */
  readonly source?: string;
  readonly notes?: readonly string[];
  readonly terms: readonly Term[];
  /** What its checks must say, as its terminologist sees it. */
  readonly examples?: readonly Example[];
  /** What an imported TBX entry holds beyond this model, kept for its export. */
  readonly foreign?: Foreign;
}

export interface Definition {
  readonly text: string;
  readonly source?: string;
}

export interface Term {
  readonly language: Language;
  /** The language tag of the file that it came in, where it is not simply the language: `en-GB`, `zh-Hant`. */
  readonly tag?: string;
  /**
   * As cited: nominative, singular as a rule. In a Russian term that does not inflect from that alone, the
   * words that do stand in braces: `{проливы}, {используемые} для международного судоходства`.
   */
  readonly text: string;
  readonly administrativeStatus: AdministrativeStatus;
  /** Using it is an error, and not only discouraged. */
  readonly forbidden?: boolean;
  readonly partOfSpeech?: PartOfSpeech;
  readonly type?: TermType;
  /** Acronyms are case-sensitive without it. */
  readonly caseSensitive?: boolean;
  /** Longer expressions in which it means something else: `北极熊` for `北极`. */
  readonly notInside?: readonly string[];
  /** Who uses or demands it. */
  readonly institution?: string;
  /** Where this very term was seen. */
  readonly citation?: string;
  readonly notes?: readonly string[];
  /** ISO 8601 dates, inclusive. */
  readonly validFrom?: string;
  readonly validUntil?: string;
  /** Its forms in running text; made by `generateForms`, corrected by editors. */
  readonly forms?: readonly Form[];
  readonly foreign?: Foreign;
}

export interface Form {
  readonly text: string;
  /**
   * Which forms of the paradigm it is, separated by spaces: number and case for Russian (`sg.nom pl.acc`),
   * `sg`, `pl` for English; empty where nothing inflects.
   */
  readonly tags?: string;
  /** It is a form of another, commoner word as well. */
  readonly homograph?: boolean;
  /** What an editor did to the generated list: such forms outlive the next generation. */
  readonly edited?: "added" | "removed";
}

/** A pair (or three) of sentences and what the terminology check must make of it. */
export interface Example {
  readonly texts: { readonly [language in Language]?: string };
  /** `pass`, or the case that the check must report for this concept: `missing`, `forbidden` … */
  readonly expect: "pass" | ExampleFailure;
  readonly note?: string;
}

export const EXAMPLE_FAILURES = ["missing", "forbidden", "deprecated", "discontinuous", "fewer"] as const;
export type ExampleFailure = (typeof EXAMPLE_FAILURES)[number];

/** Parts of an XML element that have no place in the model: whole child elements as markup. */
export interface Foreign {
  readonly children?: readonly string[];
  /** Of a concept: children of its language sections, by language tag; a section of no term of ours as well. */
  readonly sections?: Readonly<Record<string, readonly string[]>>;
}

/** A term that may be used: preferred or admitted. */
export const isAllowed = (term: Term): boolean =>
  !term.forbidden && (term.administrativeStatus === "preferred" || term.administrativeStatus === "admitted");

/** True when the term holds on the given day (ISO 8601 date). */
export function isValidOn(term: Term, date: string): boolean {
  return (term.validFrom ?? "") <= date && date <= (term.validUntil ?? "9999");
}
