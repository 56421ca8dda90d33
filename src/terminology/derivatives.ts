import type { Term } from "../domain/concept.ts";
import type { Range } from "../domain/finding.ts";
import { formsOf } from "./forms.ts";
import { wordsOf } from "./text-words.ts";

/** Russian suffixes that turn a noun into an adjective, with endings: арктический, морской, ледовый. */
const RUSSIAN_ADJECTIVE =
  /^(?:(?:[еа]т)?ическ|йск|[ео]?в?ск|истск|[аяеи]нск|[ео]?н|енн|онн|ичн|альн|арн|ивн|[ое]в|ян|ин|к)(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|ого|его|ому|ему|ую|юю|ым|им|ом|ем|ых|их|ыми|ими|ою|ею)$/u;
const ENGLISH_ADJECTIVE =
  /^(?:al|ic|ical|ial|an|ian|ed|ing|y|ary|ar|ous|ive|ist|able|ally|ment|ation|or|er|s|d)$/u;

/** In letters. Two unrelated words often share a shorter beginning. */
const SHORTEST = 3;

/**
 * Range of the first word in the text that is derived from a one-word term, in UTF-16 offsets. Example: «арктическая
 * политика» renders “Arctic policy”, although the term is «Арктика». `undefined` for Chinese and for terms of several
 * words.
 */
export function findDerivative(text: string, term: Term): Range | undefined {
  if (term.language === "zh" || /[\s-]/u.test(term.text)) return undefined;
  const russian = term.language === "ru";
  const stems = stemsOf(term, russian);
  const suffixes = russian ? RUSSIAN_ADJECTIVE : ENGLISH_ADJECTIVE;
  const word = wordsOf(text, russian).find(({ key }) =>
    stems.some(
      (stem) => key.length > stem.length && key.startsWith(stem) && suffixes.test(key.slice(stem.length)),
    ),
  );
  return word === undefined ? undefined : { start: word.start, end: word.end };
}

/** Consonants that soften before a suffix: наука – научный, юг – южный. */
const SOFTENED: Readonly<Record<string, string>> = { к: "ч", г: "ж", х: "ш", ц: "ч" };

const stemsByTerm = new WeakMap<Term, readonly string[]>();

/**
 * Stems of a term: the citation form and the beginning that all forms share. Each is also given without its last vowel,
 * and with a softened consonant.
 */
function stemsOf(term: Term, russian: boolean): readonly string[] {
  const known = stemsByTerm.get(term);
  if (known !== undefined) return known;
  const keys = formsOf(term).flatMap((form) => wordsOf(form.text, russian).map(({ key }) => key));
  const [citation = ""] = keys;
  let shared = citation;
  for (const key of keys) while (!key.startsWith(shared)) shared = shared.slice(0, -1);
  const stems = new Set<string>();
  for (const whole of [citation, shared]) {
    const bare = russian ? whole.replace(/(?:ств)?[ьаеиоуыэюяй]?$/u, "") : whole.replace(/[ey]$/u, "");
    const softened = SOFTENED[bare.slice(-1)];
    for (const stem of [whole, bare, ...(softened === undefined ? [] : [bare.slice(0, -1) + softened])]) {
      if (stem.length >= SHORTEST && stem.length * 2 >= citation.length) stems.add(stem);
    }
  }
  const found = [...stems];
  stemsByTerm.set(term, found);
  return found;
}
