import { type Analysis, DAT, INS, LOC } from "../russian/declension.ts";

/** Citation forms that the guess for unknown words makes of other forms: «организацья», «странйца». */
const UNLIKELY =
  /(?:[аеиоуыэюяцкгх]ь|[бвгдзклмнпрстфхцчшщ]ья|[йь]о|[оеи]ень|[^аеиоуыэюя]й.*|[жшчщц]я|[гкхжшчщ]ы|[ая]х[аи]?|йы|ам[иь])$/u;

/** Endings of the citation form by the ending of the stem, where it is known without the dictionary. */
const DERIVED: readonly (readonly [RegExp, string])[] = [
  [/^(.+(?:ени|ани|яни|ети|ыти|ити|ути|яти|стви|рови|зди|сси?лови))(?:е|я|ю|ем|и|й|ям|ями|ях)$/u, "е"],
  [/^(.+(?:ци|си|зи|фи|ги|хи|ки|ли|ри|ми|пи|ди|би))(?:я|и|ю|ей|й|ям|ями|ях)$/u, "я"],
  [/^(.+ост)(?:ь|и|ью|ей|ям|ями|ях)$/u, "ь"],
  [/^(.+ств)(?:о|а|у|ом|е|ам|ами|ах)?$/u, "о"],
  [/^(.+тел)(?:ь|я|ю|ем|е|и|ей|ям|ями|ях)$/u, "ь"],
];

/** The citation form of a derived noun: «организаций» – «организация». */
export function derivedCitation(form: string): string | undefined {
  for (const [pattern, ending] of DERIVED) {
    const [, stem] = pattern.exec(form) ?? [];
    if (stem !== undefined) return stem + ending;
  }
  return undefined;
}

/** How much a case says for a reading: nominative, genitive, dative, accusative, instrumental, prepositional. */
const CASE_WEIGHTS: readonly number[] = [1, 1, 0.6, 1, 0.9, 0.8];
/** Endings that are hardly ever anything but a plural: «моделям», not “модельям”. */
const PLURAL_ENDING = /[ая](?:м|ми|х)$/u;
/** Its cases. */
const OF_ENDING: ReadonlySet<number> = new Set([DAT, INS, LOC]);
/** How much a reading counts that such an ending speaks against: «храм». */
const AGAINST_ENDING = 0.4;

/** How much an occurrence of a form says for its reading; a noun of the dictionary needs no such doubt. */
export const weightOfGuess = (
  form: string,
  cell: { readonly plural: boolean; readonly case: number },
  isKnown: boolean,
): number =>
  isKnown
    ? 1
    : (CASE_WEIGHTS[cell.case] ?? 0) *
      (PLURAL_ENDING.test(form) && !(cell.plural && OF_ENDING.has(cell.case)) ? AGAINST_ENDING : 1);

/** 0 … 1: how likely it is that a noun which the dictionary does not have is declined so. */
export function likelihoodOfGuess(citation: string, analysis: Analysis, observed: readonly string[]): number {
  let value = observed.includes(citation) ? 1 : 0.9;
  // Any form looks like a word that never changes; «меню» does only if no other form is there.
  const isUnchanged = new Set(analysis.forms.map(({ text }) => text)).size === 1;
  if (isUnchanged && !/[уюоэи]$/u.test(citation)) value /= 2;
  if (UNLIKELY.test(citation)) value /= 2;
  if (analysis.gender === "m" && /[аяоу]$/u.test(citation)) value *= 0.7;
  // «поиск» rather than «поисок»: a vowel that falls out is rare.
  if (!observed.some((form) => form.startsWith(citation.slice(0, -1)))) value *= 0.8;
  return value;
}
