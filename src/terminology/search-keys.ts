import type { Term } from "../domain/concept.ts";
import { fold } from "../domain/normal-form.ts";
import { formsOf } from "./forms.ts";
import { wordsOf } from "./text-words.ts";

/** In letters. A shorter prefix finds too many texts. */
const SHORTEST_PREFIX = 3;

/**
 * Strings to search for in a text index. A folded text (`fold` of the domain) that has the term contains at least one
 * of them. A text with look-alike letters of another script may be missed.
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
