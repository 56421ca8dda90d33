import { type Concept, allowedTerms } from "../../domain/concept.ts";
import { LANGUAGES } from "../../domain/language.ts";

/** The best term of each language, as a name for people: `polynya · полынья · 冰间湖`. Without terms, the id. */
export function conceptName(concept: Concept | undefined, id: string): string {
  if (concept === undefined) return id;
  const names = LANGUAGES.flatMap(
    (language) => (allowedTerms(concept, language)[0] ?? termOf(concept, language))?.text ?? [],
  );
  return names.join(" · ") || id;
}

const termOf = ({ terms }: Concept, wanted: string) => terms.find(({ language }) => language === wanted);
