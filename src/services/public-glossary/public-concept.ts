import type { Concept, Form, RelationType, Term } from "../../domain/concept.ts";
import { relationsBothWays } from "../../domain/concept-relations.ts";
import type { StoredConcept } from "../../storage/rows/concepts.ts";

/**
 * Whether everybody may see a field of a public concept. A new field has to be decided here. Notes are for the people
 * who work on the glossary, examples are tests, and foreign parts of a file may name its authors.
 */
const PUBLIC_FIELDS = {
  id: true,
  domain: true,
  status: true,
  mandatory: false,
  nested: false,
  definitions: true,
  source: true,
  notes: false,
  terms: true,
  examples: false,
  doNotTranslate: true,
  links: true,
  picture: true,
  // Those to concepts that are not public are left out: see `publicConceptsOf`.
  relations: true,
  foreign: false,
} as const satisfies Record<keyof Concept, boolean>;

const PUBLIC_TERM_FIELDS = {
  language: true,
  tag: true,
  text: true,
  administrativeStatus: true,
  forbidden: true,
  partOfSpeech: true,
  gender: true,
  grammaticalNumber: true,
  register: true,
  region: true,
  usageNote: true,
  type: true,
  caseSensitive: false,
  notInside: false,
  institution: true,
  citation: true,
  notes: false,
  validFrom: true,
  validUntil: true,
  // Only for search: see `PublicConcept.forms`.
  forms: false,
  foreign: false,
} as const satisfies Record<keyof Term, boolean>;

/** A concept as everybody may see it, without what names persons. */
export interface PublicConcept {
  /** The concept without its private fields. */
  readonly concept: Concept;
  readonly version: number;
  /** Day of the last change, ISO 8601. */
  readonly day: string;
  /** Forms of each term in running text, in the order of the terms: for searching and for marks in sentences. */
  readonly forms: readonly (readonly string[])[];
  /** Other public concepts: its own relations to them, and theirs to it. */
  readonly related: readonly PublicRelation[];
}

export interface PublicRelation {
  readonly type: RelationType;
  readonly concept: Concept;
}

/**
 * Leaves only what everybody may see.
 *
 * @param stored public concepts; a relation to any other concept is left out
 */
export function publicConceptsOf(stored: readonly StoredConcept[]): PublicConcept[] {
  const bare = stored.map(withoutPrivate);
  const shown = new Map(bare.map(({ concept }) => [concept.id, concept]));
  const relations = relationsBothWays(shown.values());
  return bare.map((one) => {
    const { relations: own = [], ...concept } = one.concept;
    const named = own.filter((relation) => shown.has(relation.concept));
    return {
      ...one,
      concept: named.length === 0 ? concept : { ...concept, relations: named },
      related: (relations.get(concept.id) ?? []).flatMap(({ type, concept: id }) => {
        const other = shown.get(id);
        return other === undefined ? [] : [{ type, concept: other }];
      }),
    };
  });
}

function withoutPrivate({ concept, version, time }: StoredConcept): Omit<PublicConcept, "related"> {
  const terms = concept.terms.map((term) => withoutBraces(only(term, PUBLIC_TERM_FIELDS)));
  return {
    concept: { ...only(concept, PUBLIC_FIELDS), terms },
    version,
    day: time.slice(0, 10),
    forms: concept.terms.map(({ text, forms = [] }) => [bare(text), ...forms.filter(isUsed).map(formText)]),
  };
}

/** The object with only the fields that are true in the table. */
function only<T extends object>(value: T, fields: Readonly<Record<string, boolean>>): T {
  // The fields that are left out are optional ones.
  return Object.fromEntries(Object.entries(value).filter(([name]) => fields[name] === true)) as T;
}

/** Braces mark the words that inflect; they are no part of the term. */
const bare = (text: string): string => text.replaceAll(/[{}]/gu, "");
const withoutBraces = (term: Term): Term => ({ ...term, text: bare(term.text) });

const isUsed = ({ edited, homograph }: Form): boolean => edited !== "removed" && homograph !== true;
const formText = ({ text }: Form): string => text;
