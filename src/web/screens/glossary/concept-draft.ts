import {
  type AdministrativeStatus,
  type Concept,
  type ConceptStatus,
  type Form,
  type Term,
} from "../../../domain/concept.ts";
import { type Language, LANGUAGES } from "../../../domain/language.ts";
import type { ConceptDraft } from "../../api/resources.ts";

/** A term while it is being edited. */
export interface EditedTerm {
  readonly key: number;
  /** As it was stored; none for a new one. */
  readonly stored: Term | undefined;
  readonly language: Language;
  readonly text: string;
  readonly status: AdministrativeStatus;
  readonly forbidden: boolean;
  /** One per line; `undefined` as long as nobody has touched them. */
  readonly forms: string | undefined;
  /** One per line. */
  readonly notInside: string;
}

export interface EditedConcept {
  readonly domain: string;
  readonly status: ConceptStatus;
  readonly mandatory: boolean;
  readonly terms: readonly EditedTerm[];
  readonly definitions: {
    readonly [language in Language]: { readonly text: string; readonly source: string };
  };
  readonly notes: string;
}

let keys = 0;

export const newTerm = (language: Language): EditedTerm => ({
  key: (keys += 1),
  stored: undefined,
  language,
  text: "",
  status: "preferred",
  forbidden: false,
  forms: undefined,
  notInside: "",
});

const NOTHING = { text: "", source: "" };

/** What is known of a concept before anybody has typed anything. */
export interface Beginning {
  readonly terms?: { readonly [language in Language]?: string };
  readonly status?: ConceptStatus;
}

export function editedConcept(concept: Concept | undefined, begun: Beginning = {}): EditedConcept {
  const definition = (language: Language) => ({ ...NOTHING, ...concept?.definitions?.[language] });
  return {
    domain: concept?.domain ?? "",
    status: concept?.status ?? begun.status ?? "approved",
    mandatory: concept?.mandatory ?? false,
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
        }))
      : LANGUAGES.map((language) => ({ ...newTerm(language), text: begun.terms?.[language] ?? "" })),
    definitions: { en: definition("en"), ru: definition("ru"), zh: definition("zh") },
    notes: (concept?.notes ?? []).join("\n\n"),
  };
}

/** The forms that count: without those that an editor took away. */
export const currentForms = (forms: readonly Form[] = []): string[] =>
  forms.filter(({ edited }) => edited !== "removed").map(({ text }) => text);

const lines = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

/**
 * What to send. Forms that nobody touched go as they are; those of a term whose text has changed are
 * left out, so that they are generated anew; those that were edited go as a list of words.
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
  const notes = edited.notes
    .split(/\n{2,}/u)
    .map((note) => note.trim())
    .filter((note) => note !== "");
  return {
    status: edited.status,
    mandatory: edited.mandatory,
    // An empty one is taken away.
    domain: edited.domain.trim(),
    definitions: Object.fromEntries(definitions),
    notes,
    terms: edited.terms.filter(({ text }) => text.trim() !== "").map(termDraft),
  };
}

function termDraft(edited: EditedTerm): ConceptDraft["terms"][number] {
  const { forms: storedForms, notInside: _, forbidden: __, ...kept } = edited.stored ?? {};
  const text = edited.text.trim();
  const forms =
    edited.forms === undefined
      ? text === edited.stored?.text
        ? storedForms
        : undefined
      : lines(edited.forms);
  const notInside = lines(edited.notInside);
  return {
    ...kept,
    language: edited.language,
    text,
    administrativeStatus: edited.status,
    ...(edited.forbidden ? { forbidden: true } : {}),
    ...(notInside.length === 0 ? {} : { notInside }),
    ...(forms === undefined ? {} : { forms }),
  };
}
