import type { Term } from "../domain/concept.ts";
import type { Language } from "../domain/language.ts";
import { fold } from "../domain/normal-form.ts";
import { formsOf } from "./forms.ts";
import type { Glossary } from "./glossary.ts";
import { wordsOf } from "./words.ts";

/** That a text has a term somewhere: a row of the index that says which units a concept's change concerns. */
export interface TermUse {
  readonly concept: string;
  /** Which of the concept's terms. */
  readonly index: number;
  /** A strict search finds it too; else it only calms. */
  readonly strict: boolean;
}

/**
 * The terms that a text has, each once. A service stores them by unit and language, keyed by concept first
 * (`term_use(concept, unit, language, term)`), on every write of a text, and when a concept changes for the
 * units that `searchKeys` of its new terms brings up.
 */
export function usesOf(glossary: Glossary, text: string, language: Language): TermUse[] {
  const uses = new Map<string, TermUse>();
  for (const mode of ["lenient", "strict"] as const) {
    for (const { concept, index } of glossary.find(text, language, mode)) {
      uses.set(`${concept} ${index}`, { concept, index, strict: mode === "strict" });
    }
  }
  return [...uses.values()];
}

/** A prefix shorter than this brings up too much. */
const SHORTEST_PREFIX = 3;

/**
 * Strings one of which every text with the term contains once it is folded (`fold` of the domain): what to
 * ask a text index for when a term is new. Texts with look-alike letters of another script may be missed.
 */
export function searchKeys(term: Term): string[] {
  if (term.language === "zh") return [fold(formsOf(term)[0]?.text ?? term.text, "zh")];
  const keys = new Set<string>();
  const phrases = formsOf(term).map((form) =>
    wordsOf(form.text, term.language === "ru").map(({ key }) => key),
  );
  const lengths = new Set(phrases.map(({ length }) => length));
  for (const length of lengths) {
    const alike = phrases.filter((phrase) => phrase.length === length);
    const slots = Array.from({ length }, (_, at) => new Set(alike.map((phrase) => phrase[at] ?? "")));
    const best =
      slots.toSorted((a, b) => commonPrefix(b).length - commonPrefix(a).length)[0] ?? new Set<string>();
    const prefix = commonPrefix(best);
    for (const key of prefix.length >= SHORTEST_PREFIX ? [prefix] : best) keys.add(key);
  }
  return [...keys].filter((key) => key !== "");
}

function commonPrefix(words: ReadonlySet<string>): string {
  const [first = ""] = words;
  let prefix = first;
  for (const word of words) while (!word.startsWith(prefix)) prefix = prefix.slice(0, -1);
  return prefix;
}
