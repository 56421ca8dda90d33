import {
  type AdministrativeStatus,
  type Concept,
  type ConceptStatus,
  type Form,
  type Relation,
  type Term,
} from "../../../domain/concept.ts";
import { type Language, LANGUAGES } from "../../../domain/language.ts";
import type { ConceptDraft } from "../../api/resources.ts";

/** A term while it is being edited. */
export interface EditedTerm {
  readonly key: number;
  /** The stored term; `undefined` for a new one. */
  readonly stored: Term | undefined;
  readonly language: Language;
  readonly text: string;
  readonly status: AdministrativeStatus;
  readonly forbidden: boolean;
  /** One per line; `undefined` until somebody edits them. */
  readonly forms: string | undefined;
  /** One per line. */
  readonly notInside: string;
  /** What was changed in the stored term; an empty text takes the detail away. */
  readonly details: TermDetails;
}

/** What may be said about a term beside its text, status and forms. */
export type TermDetails = {
  readonly [
    Detail in
      | "partOfSpeech"
      | "type"
      | "gender"
      | "grammaticalNumber"
      | "register"
      | "region"
      | "usageNote"
      | "institution"
      | "citation"
      | "validFrom"
      | "validUntil"
  ]?: NonNullable<Term[Detail]> | "";
} & {
  readonly caseSensitive?: "yes" | "no" | "";
  /** Divided by empty lines. */
  readonly notes?: string;
};

/** A concept while it is being edited: texts as they stand in the fields. */
export interface EditedConcept {
  readonly domain: string;
  readonly status: ConceptStatus;
  readonly mandatory: boolean;
  readonly nested: boolean;
  readonly source: string;
  readonly terms: readonly EditedTerm[];
  readonly definitions: {
    readonly [language in Language]: { readonly text: string; readonly source: string };
  };
  readonly notes: string;
  readonly doNotTranslate: boolean;
  readonly picture: string;
  readonly links: readonly EditedLink[];
  readonly relations: readonly Relation[];
}

/** A link to a page elsewhere while it is being edited. */
export interface EditedLink {
  readonly url: string;
  readonly text: string;
}

let keys = 0;

/** An empty term of a language, with a key of its own. */
const newTerm = (language: Language): EditedTerm => ({
  key: (keys += 1),
  stored: undefined,
  language,
  text: "",
  status: "preferred",
  forbidden: false,
  forms: undefined,
  notInside: "",
  details: {},
});

const NOTHING = { text: "", source: "" };

/** What a new concept begins with. */
export interface Beginning {
  readonly terms?: { readonly [language in Language]?: string };
  readonly status?: ConceptStatus;
}

/** A stored concept as it is edited; without one, a new concept with an empty term in each language. */
export function editedConcept(concept: Concept | undefined, begun: Beginning = {}): EditedConcept {
  const definition = (language: Language) => ({ ...NOTHING, ...concept?.definitions?.[language] });
  return {
    domain: concept?.domain ?? "",
    status: concept?.status ?? begun.status ?? "approved",
    mandatory: concept?.mandatory ?? false,
    nested: concept?.nested ?? false,
    source: concept?.source ?? "",
    terms: concept
      ? concept.terms.map((term) => ({
          key: (keys += 1),
          stored: term,
          language: term.language,
          text: term.text,
          status: term.administrativeStatus,
          forbidden: term.forbidden ?? false,
          forms: undefined,
          notInside: (term.notInside ?? []).join("\n"),
          details: {},
        }))
      : LANGUAGES.map((language) => ({ ...newTerm(language), text: begun.terms?.[language] ?? "" })),
    definitions: { en: definition("en"), ru: definition("ru"), zh: definition("zh") },
    notes: notesText(concept?.notes),
    doNotTranslate: concept?.doNotTranslate ?? false,
    picture: concept?.picture ?? "",
    links: (concept?.links ?? []).map(({ url, text = "" }) => ({ url, text })),
    relations: concept?.relations ?? [],
  };
}

/**
 * A concept whose terms keep the keys of the terms that were saved as them, so that fields stay the same fields.
 * Terms are told by their order in their language; those without a text were not saved.
 */
export function withKeysOf(concept: EditedConcept, saved: EditedConcept | undefined): EditedConcept {
  if (saved === undefined) return concept;
  const filled = saved.terms.filter(({ text }) => text.trim() !== "");
  const left = new Map(
    LANGUAGES.map((language) => [language, filled.filter((term) => term.language === language).values()]),
  );
  const terms = concept.terms.map((term) => ({
    ...term,
    key: left.get(term.language)?.next().value?.key ?? term.key,
  }));
  return { ...concept, terms };
}

/** A change of a concept while it is being edited. */
export type ConceptEdit =
  | { readonly edit: "concept"; readonly part: Partial<Omit<EditedConcept, "terms" | "definitions">> }
  | { readonly edit: "term"; readonly key: number; readonly part: Partial<Omit<EditedTerm, "key">> }
  | { readonly edit: "addTerm"; readonly language: Language }
  | { readonly edit: "removeTerm"; readonly key: number }
  | {
      readonly edit: "definition";
      readonly language: Language;
      readonly part: { readonly text?: string; readonly source?: string };
    };

/** The concept after a change. */
export function editConcept(concept: EditedConcept, change: ConceptEdit): EditedConcept {
  const { terms, definitions } = concept;
  switch (change.edit) {
    case "concept":
      return { ...concept, ...change.part };
    case "term":
      return {
        ...concept,
        terms: terms.map((term) => (term.key === change.key ? { ...term, ...change.part } : term)),
      };
    case "addTerm":
      // The first term of a language is the preferred one; further terms are admitted beside it.
      return { ...concept, terms: [...terms, { ...newTerm(change.language), status: "admitted" }] };
    case "removeTerm":
      return { ...concept, terms: terms.filter(({ key }) => key !== change.key) };
    case "definition": {
      const { language, part } = change;
      return {
        ...concept,
        definitions: { ...definitions, [language]: { ...definitions[language], ...part } },
      };
    }
  }
}

/** The texts of the forms, without those that an editor removed. */
export const currentForms = (forms: readonly Form[] = []): string[] =>
  forms.filter(({ edited }) => edited !== "removed").map(({ text }) => text);

const lines = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

/**
 * The concept as it is sent. Untouched forms are sent as they are. The forms of a term whose text has
 * changed are left out, so that the service generates them again. Edited forms are sent as a list of words.
 */
export function draftOf(edited: EditedConcept): Omit<ConceptDraft, "id"> {
  const definitions = LANGUAGES.filter((language) => edited.definitions[language].text.trim() !== "").map(
    (language) => {
      const { text, source } = edited.definitions[language];
      return [
        language,
        { text: text.trim(), ...(source.trim() === "" ? {} : { source: source.trim() }) },
      ] as const;
    },
  );
  return {
    status: edited.status,
    mandatory: edited.mandatory,
    nested: edited.nested,
    // The service removes an empty source.
    source: edited.source.trim(),
    // The service removes an empty domain.
    domain: edited.domain.trim(),
    definitions: Object.fromEntries(definitions),
    notes: notesOf(edited.notes),
    doNotTranslate: edited.doNotTranslate,
    picture: webAddress(edited.picture),
    links: edited.links
      .filter(({ url }) => url.trim() !== "")
      .map(({ url, text }) => filled({ url: webAddress(url), text })),
    relations: edited.relations,
    terms: edited.terms.filter(({ text }) => text.trim() !== "").map(termDraft),
  };
}

/** Notes as one text, divided by empty lines. */
export const notesText = (notes: readonly string[] = []): string => notes.join("\n\n");

const notesOf = (text: string): string[] =>
  text
    .split(/\n{2,}/u)
    .map((note) => note.trim())
    .filter((note) => note !== "");

/** The relations with another one; each stands once. */
export const withRelation = (relations: readonly Relation[], added: Relation): readonly Relation[] =>
  relations.some(({ type, concept }) => type === added.type && concept === added.concept)
    ? relations
    : [...relations, added];

/** An address as people write it, with its scheme: `https://` where none was written. */
function webAddress(written: string): string {
  const address = written.trim();
  return address === "" || /^[a-z]+:/iu.test(address) ? address : `https://${address}`;
}

const NO_TERM: Partial<Term> = {};

function termDraft(edited: EditedTerm): ConceptDraft["terms"][number] {
  const {
    forms: storedForms,
    notInside: _,
    forbidden: __,
    notes: storedNotes,
    caseSensitive: storedCase,
    ...kept
  } = edited.stored ?? NO_TERM;
  const { notes: written, caseSensitive: chosen, ...details } = edited.details;
  const notes = written === undefined ? (storedNotes ?? []) : notesOf(written);
  const caseSensitive = chosen === undefined ? storedCase : chosen === "" ? undefined : chosen === "yes";
  const text = edited.text.trim();
  const forms =
    edited.forms === undefined
      ? text === edited.stored?.text
        ? storedForms
        : undefined
      : lines(edited.forms);
  const notInside = lines(edited.notInside);
  return {
    ...filled({ ...kept, ...details }),
    ...(notes.length === 0 ? {} : { notes }),
    ...(caseSensitive === undefined ? {} : { caseSensitive }),
    language: edited.language,
    text,
    administrativeStatus: edited.status,
    ...(edited.forbidden ? { forbidden: true } : {}),
    ...(notInside.length === 0 ? {} : { notInside }),
    ...(forms === undefined ? {} : { forms }),
  };
}

/** The fields without the empty ones, and texts without white space around them. */
function filled<Fields extends object>(
  fields: Fields,
): { [Name in keyof Fields]: Exclude<Fields[Name], ""> } {
  const trimmed = Object.entries(fields)
    .map(([name, value]: [string, unknown]) => [name, typeof value === "string" ? value.trim() : value])
    .filter(([, value]) => value !== "");
  // Only an optional field can be empty, so the others still have their shape.
  return Object.fromEntries(trimmed) as { [Name in keyof Fields]: Exclude<Fields[Name], ""> };
}

/** An edited concept that this browser keeps until it is saved. */
export interface KeptConcept {
  readonly edited: EditedConcept;
  /** Version of the stored concept that was edited; `undefined` for a new concept. */
  readonly version?: number | undefined;
}

/** The key of a kept concept. New concepts are told apart by the terms with which they begin. */
export const keptConceptKey = (id: string | undefined, terms: Beginning["terms"] = {}): string =>
  id === undefined
    ? `concept/?${new URLSearchParams(LANGUAGES.flatMap((one) => (terms[one] ? [[one, terms[one]]] : []))).toString()}`
    : `concept/${id}`;

/** A concept of the kept work; `undefined` for the shape of an older page. */
export function readKeptConcept(stored: unknown): KeptConcept | undefined {
  const { edited, version } = (stored ?? {}) as Partial<KeptConcept>;
  const isComplete =
    typeof edited?.domain === "string" &&
    typeof edited.status === "string" &&
    typeof edited.notes === "string" &&
    Array.isArray(edited.terms) &&
    edited.terms.every(({ language, text }) => LANGUAGES.includes(language) && typeof text === "string") &&
    typeof edited.definitions === "object" &&
    LANGUAGES.every((language) => typeof edited.definitions[language]?.text === "string");
  if (!isComplete) return undefined;
  keys = Math.max(keys, ...edited.terms.map(({ key }) => key));
  // Older pages kept no details, and no source.
  const terms = edited.terms.map((term) => ({
    ...term,
    details: (term.details as TermDetails | undefined) ?? {},
  }));
  const { nested, source } = edited as Partial<EditedConcept>;
  return {
    edited: { ...edited, terms, nested: nested ?? false, source: source ?? "" },
    version: typeof version === "number" ? version : undefined,
  };
}
