import type { Concept, ConceptStatus, Form, Term } from "../../domain/concept.ts";
import { Problem } from "../../domain/problem.ts";
import { correctForms, generateForms, mergeForms } from "../../terminology/forms.ts";
import type { Context } from "../context.ts";

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
 * @throws {Problem} `invalid-fields` (empty or too long term), `already-exists` (repeated term),
 *   `dictionaries-unavailable`
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
    const key = `${term.language} ${text}`;
    if (seen.has(key)) throw new Problem("already-exists", { what: text }, { field });
    seen.add(key);
    const { forms, ...rest } = term;
    return { ...rest, text, forms: formsFor({ ...rest, text }, forms) };
  });
  const { domain, ...rest } = draft;
  // An empty domain in a draft removes the stored one.
  return { ...rest, ...(domain === undefined || domain.trim() === "" ? {} : { domain }), terms };
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
