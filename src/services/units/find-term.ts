import type { Concept, Term } from "../../domain/concept.ts";
import { isAllowed } from "../../domain/concept.ts";
import { hasControl } from "../../domain/control-characters.ts";
import { type Language, LANGUAGES } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import { buildFinder, type Finder } from "../../terminology/finder.ts";
import { generateForms, mergeForms } from "../../terminology/forms.ts";
import { termInPlace } from "../../terminology/in-place/term-in-place.ts";
import { preferredTerm } from "../../terminology/replacement.ts";
import type { Context } from "../context.ts";
import { currentGlossary } from "../glossary/current-glossary.ts";
import type { FindProposals, Proposal } from "./find-text.ts";

/** Terms to replace, and the terms to write instead. */
export interface FindTerm {
  /** Id of the concept. Without it, `from` and `to` name the terms. */
  readonly concept?: string | undefined;
  /** By default the terms of the concept that may not be used. */
  readonly from?: { readonly [language in Language]?: readonly string[] } | undefined;
  /** By default the preferred term of the concept. */
  readonly to?: { readonly [language in Language]?: string } | undefined;
  /** By default the languages with terms on both sides. */
  readonly languages?: readonly Language[] | undefined;
}

/**
 * Makes the search for terms in all their forms, with the new term as each place wants it. A place inside a longer term
 * of another concept is in doubt.
 *
 * @throws {Problem} `not-found` (concept); `term-missing` if a wanted language has no term to find or to write;
 *   `invalid-fields` for a line break in a term to write
 */
export async function findTerm(context: Context, wanted: FindTerm): Promise<FindProposals> {
  for (const [language, term] of Object.entries(wanted.to ?? {}))
    if (hasControl(term))
      throw new Problem("invalid-fields", { reason: "control", term }, { field: `to.${language}` });
  const { concepts, approved } = await currentGlossary(context);
  const concept = wanted.concept === undefined ? undefined : concepts.get(wanted.concept)?.concept;
  if (wanted.concept !== undefined && concept === undefined)
    throw new Problem("not-found", { what: wanted.concept });
  const searches = new Map<Language, Search>();
  for (const language of wanted.languages ?? LANGUAGES) {
    const search = searchOf(language, concept, wanted);
    if (search !== undefined) searches.set(language, search);
    else if (wanted.languages !== undefined)
      throw new Problem("term-missing", { what: language }, { field: "languages", language });
  }
  if (searches.size === 0) throw new Problem("term-missing", { what: wanted.concept ?? "" }, { field: "to" });
  return (text, language) => {
    const search = searches.get(language);
    if (search === undefined) return [];
    const places = proposalsIn(text, language, search);
    if (places.length === 0) return places;
    const longer = approved.find(text, language, "strict").filter((hit) => hit.concept !== concept?.id);
    return places.map((place) =>
      longer.some(
        ({ start, end }) =>
          start <= place.found.start &&
          place.found.end <= end &&
          end - start > place.found.end - place.found.start,
      )
        ? { ...place, doubt: "meaning" as const }
        : place,
    );
  };
}

interface Search {
  readonly finder: Finder;
  /** Terms by their index in the finder; the last one is the term to write. */
  readonly terms: readonly Term[];
}

function searchOf(
  language: Language,
  concept: Concept | undefined,
  { from, to }: FindTerm,
): Search | undefined {
  const known = concept?.terms.filter((term) => term.language === language) ?? [];
  // A term of the glossary has corrected forms; a text that is not in it gets generated ones.
  const termOf = (text: string): Term =>
    known.find((term) => term.text === text) ?? { language, text, administrativeStatus: "preferred" };
  // A concept that was written long ago lacks the kinds of forms that came later.
  const withAllForms = (term: Term): Term =>
    term.forms === undefined ? term : { ...term, forms: mergeForms(generateForms(term), term.forms) };
  const target =
    to?.[language] === undefined ? concept && preferredTerm(concept, language) : termOf(to[language]);
  const named =
    from?.[language]?.map(termOf) ?? (from === undefined ? known.filter((term) => !isAllowed(term)) : []);
  const found = named.filter(({ text }) => text !== target?.text);
  if (target === undefined || found.length === 0) return undefined;
  const terms = [...found, target].map(withAllForms);
  // The new term is searched too: where it stands already, an old term inside it is no place.
  const finder = buildFinder([{ id: "searched", status: "approved", terms }]);
  return { finder, terms };
}

interface FoundProposal extends Proposal {
  readonly found: { readonly start: number; readonly end: number };
}

function proposalsIn(text: string, language: Language, { finder, terms }: Search): FoundProposal[] {
  const target = terms.at(-1);
  const proposals: FoundProposal[] = [];
  let end = 0;
  for (const hit of finder.find(text, language, "strict")) {
    const term = terms[hit.index];
    if (
      hit.strength === "shared" ||
      target === undefined ||
      term === undefined ||
      term === target ||
      hit.start < end
    )
      continue;
    const { start, end: until, text: replacement, doubt } = termInPlace(text, { ...hit, term }, target);
    if (start < end) continue;
    end = until;
    proposals.push({
      start,
      end: until,
      replacement,
      found: { start: hit.start, end: hit.end },
      ...(doubt === undefined ? {} : { doubt }),
    });
  }
  return proposals;
}
