import type { Concept } from "../../src/domain/concept.ts";
import { generateForms, mergeForms } from "../../src/terminology/forms.ts";

/** The concept with all forms of its terms. An editor's corrections are kept. */
export const withForms = (concept: Concept): Concept => ({
  ...concept,
  terms: concept.terms.map((term) =>
    Object.assign({}, term, { forms: mergeForms(generateForms(term), term.forms ?? []) }),
  ),
});
