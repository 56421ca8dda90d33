import { LANGUAGES } from "../../../domain/language.ts";
import type { Brief } from "../brief.ts";
import type { AllowedTerm, BriefTerm } from "./brief-terms.ts";

/** What a budget counts. Tokens are an estimate, rather too many than too few. */
export const MEASURES = ["characters", "tokens"] as const;
export type Measure = (typeof MEASURES)[number];

/** Size of a text. A token is about three letters of Latin script, two of Cyrillic, or one Chinese character. */
const SIZES: Readonly<Record<Measure, (text: string) => number>> = {
  characters: (text) => text.length,
  tokens: (text) => {
    const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
    const cyrillic = text.match(/\p{Script=Cyrillic}/gu)?.length ?? 0;
    return han + Math.ceil(cyrillic / 2) + Math.ceil((text.length - han - cyrillic) / 3);
  },
};

/**
 * A brief that is no larger than `room`, as JSON. Text, codes and checks are always there. Then comes what is most
 * useful, as long as there is room: the best match, terms, quantities, the present translation, neighbours, the third
 * language, forms of terms, further matches, grammar of forms, definitions.
 */
export function withinBudget(whole: Omit<Brief, "truncated">, room: number, measure: Measure): Brief {
  const sizeOf = (piece: unknown): number => SIZES[measure](JSON.stringify(piece));
  let left = room - sizeOf([whole.text, whole.codes, whole.checks]);
  let truncated = false;
  const takes = (piece: unknown): boolean => {
    const size = sizeOf(piece);
    const fits = size <= left;
    if (fits) left -= size;
    else truncated = true;
    return fits;
  };
  const [best, ...others] = whole.matches;
  const matches = best !== undefined && takes(best) ? [best] : [];
  let terms = whole.terms.filter((term) => takes(bare(term)));
  const numbers = whole.numbers.filter(takes);
  const current = takes(whole.current) ? whole.current : {};
  const neighbours = takes(whole.neighbours) ? whole.neighbours : {};
  const other = takes(whole.other) ? whole.other : {};
  terms = terms.map((term) => (takes(allowed(term, "forms")) ? term : withoutForms(term)));
  matches.push(...others.filter(takes));
  terms = terms.map((term) => (takes(allowed(term, "grammar")) ? term : withoutGrammar(term)));
  terms = terms.map((term) => (takes(term.definitions) ? term : { ...term, definitions: {} }));
  return { ...whole, matches, terms, numbers, current, neighbours, other, truncated };
}

/** One property of all terms that may be used. */
const allowed = ({ targets }: BriefTerm, property: "forms" | "grammar"): unknown =>
  Object.values(targets).flatMap((terms) => terms.map((term) => term[property]));

const withoutForms = (term: BriefTerm): BriefTerm =>
  withTerms(term, (one) => ({ ...one, forms: [one.text] }));

const withoutGrammar = (term: BriefTerm): BriefTerm => withTerms(term, (one) => ({ ...one, grammar: {} }));

const bare = (term: BriefTerm): BriefTerm => ({ ...withoutGrammar(withoutForms(term)), definitions: {} });

function withTerms(term: BriefTerm, change: (one: AllowedTerm) => AllowedTerm): BriefTerm {
  const targets = { ...term.targets };
  for (const language of LANGUAGES) {
    const list = targets[language];
    if (list !== undefined) targets[language] = list.map(change);
  }
  return { ...term, targets };
}
