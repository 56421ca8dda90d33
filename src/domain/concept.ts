import type { Language } from "./language.ts";

/** ISO 12620 / TBX-Basic `administrativeStatus`, from best to worst. See also `Term.forbidden`. */
export const ADMINISTRATIVE_STATUSES = ["preferred", "admitted", "deprecated", "superseded"] as const;
export type AdministrativeStatus = (typeof ADMINISTRATIVE_STATUSES)[number];

/** TBX-Basic `termType`. */
export const TERM_TYPES = ["fullForm", "acronym", "abbreviation", "shortForm", "variant", "phrase"] as const;
export type TermType = (typeof TERM_TYPES)[number];

export const PARTS_OF_SPEECH = ["noun", "properNoun", "adjective", "verb", "adverb", "other"] as const;
export type PartOfSpeech = (typeof PARTS_OF_SPEECH)[number];

export const GENDERS = ["masculine", "feminine", "neuter", "other"] as const;
export type Gender = (typeof GENDERS)[number];

/** Grammatical number that a term always has. `mass`: it has no plural. */
export const GRAMMATICAL_NUMBERS = ["singular", "plural", "dual", "mass", "other"] as const;
export type GrammaticalNumber = (typeof GRAMMATICAL_NUMBERS)[number];

/** TBX `register`. */
export const REGISTERS = [
  "neutral",
  "technical",
  "colloquial",
  "inHouse",
  "benchLevel",
  "slang",
  "vulgar",
] as const;
export type Register = (typeof REGISTERS)[number];

/** How a concept relates to another one: `broader` means that the other one is the broader of the two. */
export const RELATION_TYPES = ["broader", "narrower", "related", "see"] as const;
export type RelationType = (typeof RELATION_TYPES)[number];

/** Where a concept stands in its workflow. The checks use only `approved` concepts. */
export const CONCEPT_STATUSES = ["proposed", "approved", "rejected"] as const;
export type ConceptStatus = (typeof CONCEPT_STATUSES)[number];

export interface Concept {
  /** Opaque and stable; an XML NMTOKEN; unique in the glossary. */
  readonly id: string;
  /** Subject field: `law`, `sea ice` … A narrower one stands behind the broader one: `law > law of the sea`. */
  readonly domain?: string;
  readonly status: ConceptStatus;
  /** A translation without this concept is an error; without this flag it is a warning. */
  readonly mandatory?: boolean;
  /** Find the terms of this concept also inside longer terms of other concepts. */
  readonly nested?: boolean;
  readonly definitions?: { readonly [language in Language]?: Definition };
  /** The document that defines the concept. */
  readonly source?: string;
  readonly notes?: readonly string[];
  readonly relations?: readonly Relation[];
  /** References to pages elsewhere. */
  readonly links?: readonly Link[];
  /** Address of a picture that shows the concept. */
  readonly picture?: string;
  /** A name that stays as it is in every language. */
  readonly doNotTranslate?: boolean;
  readonly terms: readonly Term[];
  /** Sentences with the results that the checks must give for them; written by terminologists. */
  readonly examples?: readonly Example[];
  /** Parts of an imported TBX entry that this model has no field for; kept for the export. */
  readonly foreign?: Foreign;
}

export interface Relation {
  readonly type: RelationType;
  /** Id of the other concept. */
  readonly concept: string;
}

export interface Link {
  /** `http` or `https`. */
  readonly url: string;
  readonly text?: string;
}

export interface Definition {
  readonly text: string;
  readonly source?: string;
}

export interface Term {
  readonly language: Language;
  /** Language tag in the imported file, if it says more than the language: `en-GB`, `zh-Hant`. */
  readonly tag?: string;
  /**
   * Base form: nominative, usually singular. Braces mark the words that inflect in a Russian term when the
   * generator cannot tell: `{проливы}, {используемые} для международного судоходства`.
   */
  readonly text: string;
  readonly administrativeStatus: AdministrativeStatus;
  /** Using the term is an error; without this flag a deprecated term gets a warning. */
  readonly forbidden?: boolean;
  readonly partOfSpeech?: PartOfSpeech;
  readonly type?: TermType;
  readonly gender?: Gender;
  readonly grammaticalNumber?: GrammaticalNumber;
  readonly register?: Register;
  /** Where the term is used: a country, a dialect. */
  readonly region?: string;
  /** How the term is used, for people. */
  readonly usageNote?: string;
  /** Acronyms are case-sensitive even without this flag. */
  readonly caseSensitive?: boolean;
  /** Longer expressions in which the term means something else: `北极熊` for `北极`. */
  readonly notInside?: readonly string[];
  /** Who uses or requires the term. */
  readonly institution?: string;
  /** Where the term was found. */
  readonly citation?: string;
  readonly notes?: readonly string[];
  /** First and last day of use: ISO 8601 dates. */
  readonly validFrom?: string;
  readonly validUntil?: string;
  /** Forms of the term in running text; made by `generateForms`, corrected by editors. */
  readonly forms?: readonly Form[];
  readonly foreign?: Foreign;
}

export interface Form {
  readonly text: string;
  /**
   * Grammatical forms, separated by spaces: number and case for Russian (`sg.nom pl.acc`; `count` after “two”),
   * `sg` or `pl` for English; empty if nothing inflects.
   */
  readonly tags?: string;
  /** The text is also a form of another, more common word. */
  readonly homograph?: boolean;
  /** What an editor did to the generated list. Edited forms stay when the forms are generated again. */
  readonly edited?: "added" | "removed";
}

/** Two or three sentences that translate each other, and the result that the terminology check must give. */
export interface Example {
  readonly texts: { readonly [language in Language]?: string };
  /** `pass`, or the failure that the check must report for this concept: `missing`, `forbidden` … */
  readonly expect: "pass" | ExampleFailure;
  readonly note?: string;
}

export const EXAMPLE_FAILURES = ["missing", "forbidden", "deprecated", "discontinuous", "fewer"] as const;
export type ExampleFailure = (typeof EXAMPLE_FAILURES)[number];

/** Child elements of an XML element that the model has no field for, as markup. */
export interface Foreign {
  readonly children?: readonly string[];
  /** For a concept: children of its language sections, by language tag, also of sections without a stored term. */
  readonly sections?: Readonly<Record<string, readonly string[]>>;
}

/** True when the term may be used: it is preferred or admitted, and not forbidden. */
export const isAllowed = (term: Term): boolean =>
  !term.forbidden && (term.administrativeStatus === "preferred" || term.administrativeStatus === "admitted");

/** The terms of a language that may be used, preferred ones first. */
export const allowedTerms = ({ terms }: Concept, language: Language): Term[] =>
  terms
    .filter((term) => term.language === language && isAllowed(term))
    .toSorted(
      (a, b) =>
        Number(b.administrativeStatus === "preferred") - Number(a.administrativeStatus === "preferred"),
    );

const SUBJECT_SEPARATOR = " > ";

/** A subject and all broader ones, broadest first: `law`, `law > law of the sea`. */
export function subjectsAbove(subject: string): string[] {
  const steps = subject.split(SUBJECT_SEPARATOR);
  return steps.map((_, at) => steps.slice(0, at + 1).join(SUBJECT_SEPARATOR));
}

/** True when a subject is the wanted one or a narrower one. */
export const isWithinSubject = (subject: string | undefined, wanted: string): boolean =>
  subject === wanted || (subject?.startsWith(`${wanted}${SUBJECT_SEPARATOR}`) ?? false);

/** True when a term stops being valid before it begins. */
export const isValidityReversed = ({
  validFrom = "",
  validUntil = "9999",
}: Pick<Term, "validFrom" | "validUntil">): boolean => validFrom > validUntil;

/** True when the term is valid on the given day (ISO 8601 date). */
export function isValidOn(term: Term, date: string): boolean {
  return (term.validFrom ?? "") <= date && date <= (term.validUntil ?? "9999");
}
