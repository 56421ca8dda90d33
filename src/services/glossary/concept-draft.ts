import {
  type Concept,
  type ConceptStatus,
  type Form,
  isValidityReversed,
  type Term,
} from "../../domain/concept.ts";
import { hasControl } from "../../domain/control-characters.ts";
import { LANGUAGES } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import { correctForms, generateForms, mergeForms } from "../../terminology/forms.ts";
import type { Context } from "../context.ts";
import { withRelations } from "./internal/relations.ts";

/** A term from the caller. Its forms may be a corrected list of words; the rest is generated. */
export interface TermDraft extends Omit<Term, "forms"> {
  readonly forms?: readonly (string | Form)[];
}

export interface ConceptDraft extends Omit<Concept, "id" | "terms" | "status"> {
  readonly id?: string;
  readonly status?: ConceptStatus;
  readonly terms: readonly TermDraft[];
}

/**
 * Makes a concept from a draft and generates the forms of its terms.
 *
 * @throws {Problem} `invalid-fields` (empty or too long term, or one with a line break; valid until before valid from), `already-exists` (repeated term),
 *   `relation-cycle` (to itself), `dictionaries-unavailable`
 */
export async function completeConcept(
  { loadDictionaries }: Context,
  draft: ConceptDraft & { readonly id: string; readonly status: ConceptStatus },
): Promise<Concept> {
  await loadDictionaries();
  const seen = new Set<string>();
  const terms = draft.terms.map((term, at): Term => {
    const text = term.text.normalize("NFC").trim();
    const field = `terms.${at}.text`;
    if (text === "" || text.length > 500)
      throw new Problem("invalid-fields", { reason: "length" }, { field });
    if (hasControl(text)) throw new Problem("invalid-fields", { reason: "control", term: text }, { field });
    const key = `${term.language} ${text}`;
    if (seen.has(key)) throw new Problem("already-exists", { what: text }, { field });
    seen.add(key);
    if (isValidityReversed(term))
      throw new Problem(
        "invalid-fields",
        { reason: "validity", term: text },
        { field: `terms.${at}.validUntil` },
      );
    const { forms, ...rest } = term;
    return { ...rest, text, forms: formsFor({ ...rest, text }, forms) };
  });
  const { domain, source, nested, picture, relations = [], links = [], doNotTranslate, ...rest } = draft;
  const own = relations.findIndex((relation) => relation.concept === draft.id);
  if (own >= 0)
    throw new Problem("relation-cycle", { what: draft.id }, { field: `relations.${own}.concept` });
  // An empty field in a draft removes the stored one.
  return withRelations(
    {
      ...rest,
      ...(domain === undefined || domain.trim() === "" ? {} : { domain }),
      ...(source === undefined || source.trim() === "" ? {} : { source }),
      ...(nested === true ? { nested } : {}),
      ...(picture === undefined || picture === "" ? {} : { picture }),
      ...(links.length === 0 ? {} : { links }),
      ...(doNotTranslate === true ? { doNotTranslate } : {}),
      terms: doNotTranslate === true ? inAllLanguages(terms) : terms,
    },
    relations,
  );
}

/** The first term stands for every language without a term of its own. */
export function inAllLanguages(terms: readonly Term[]): Term[] {
  const [name] = terms;
  if (name === undefined) return [];
  const { text } = name;
  const missing = LANGUAGES.filter((language) => !terms.some((term) => term.language === language));
  return [
    ...terms,
    ...missing.map((language): Term => {
      const term = { language, text, administrativeStatus: "preferred", caseSensitive: true } as const;
      return { ...term, forms: generateForms(term) };
    }),
  ];
}

function formsFor(term: Omit<Term, "forms">, given: TermDraft["forms"]): Form[] {
  if (given === undefined) return generateForms(term);
  const words = given.filter((form) => typeof form === "string");
  if (words.length > 0) return correctForms(term, words);
  return mergeForms(
    generateForms(term),
    given.filter((form) => typeof form !== "string"),
  );
}
