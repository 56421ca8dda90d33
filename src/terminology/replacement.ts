import type { Concept, Term } from "../domain/concept.ts";
import { isAllowed } from "../domain/concept.ts";
import type { Language } from "../domain/language.ts";
import { foldCase } from "./character-classes.ts";
import { formsOf } from "./forms.ts";
import { wordsOf } from "./text-words.ts";

/** The term to use in a language: the preferred term, otherwise the first admitted term. `undefined` if there is neither. */
export function preferredTerm(concept: Concept, language: Language): Term | undefined {
  const allowed = concept.terms.filter((term) => term.language === language && isAllowed(term));
  return allowed.find(({ administrativeStatus }) => administrativeStatus === "preferred") ?? allowed[0];
}

/**
 * Text to write instead of `surface`, which is a form of the term `found`: the term `wanted` in the same grammatical
 * number and case, with the same capitals. If no form matches, the citation form of `wanted` is used.
 */
export function replacementFor(surface: string, found: Term, wanted: Term): string {
  const key = keyOf(surface, found.language);
  const tags = new Set(
    formsOf(found)
      .filter((form) => keyOf(form.text, found.language) === key)
      .flatMap((form) => form.tags?.split(" ") ?? []),
  );
  let best = withoutBraces(wanted.text);
  let most = 0;
  for (const form of formsOf(wanted)) {
    const shared = form.tags?.split(" ").filter((tag) => tags.has(tag)).length ?? 0;
    if (shared > most) [best, most] = [form.text, shared];
  }
  return likeSurface(surface, best);
}

const withoutBraces = (text: string): string => text.replace(/[{}]/gu, "");

const keyOf = (text: string, language: Language): string =>
  language === "zh"
    ? foldCase(text)
    : wordsOf(text, language === "ru")
        .map(({ key }) => key)
        .join(" ");

function likeSurface(surface: string, text: string): string {
  const letters = surface.replace(/[^\p{L}]/gu, "");
  if (letters.length > 3 && letters === letters.toUpperCase() && letters !== letters.toLowerCase()) {
    return text.toUpperCase();
  }
  return /^\p{Lu}/u.test(surface) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}
