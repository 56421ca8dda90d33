import type { Concept } from "../../src/domain/concept.ts";
import { regenerateForms } from "../../src/terminology/forms.ts";

/** The concept with all forms of its terms. An editor's corrections are kept. */
export const withForms = (concept: Concept): Concept => ({
  ...concept,
  terms: concept.terms.map((term) => Object.assign({}, term, { forms: regenerateForms(term) })),
});
