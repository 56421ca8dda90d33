import { allowedTerms, type Concept, type Term } from "../../domain/concept.ts";
import { type Language, LANGUAGES } from "../../domain/language.ts";

/** The term that names a concept in a language: the preferred one, or else the first that may be used. */
export const nameOf = (concept: Concept, language: Language): Term | undefined =>
  allowedTerms(concept, language)[0];

/** The term that names a concept for readers of a language, in that language if it has one there. */
export function nameFor(concept: Concept, language: Language): Term | undefined {
  const languages = [language, ...LANGUAGES.filter((other) => other !== language)];
  for (const one of languages) {
    const name = nameOf(concept, one);
    if (name !== undefined) return name;
  }
  return concept.terms[0];
}
