import { isAllowed, isValidOn } from "../domain/concept.ts";
import type { Concept, Term } from "../domain/concept.ts";
import type { Range } from "../domain/finding.ts";
import type { Language } from "../domain/language.ts";
import { findDerivative } from "./derivatives.ts";
import { buildFinder } from "./finder.ts";
import type { Finder } from "./finder.ts";
import { formsOf } from "./forms.ts";
import type { Hit, Mode } from "./hits.ts";
import { findScattered } from "./scattered.ts";

/** The approved concepts, with a finder for their terms. */
export interface Glossary {
  readonly concept: (id: string) => Concept | undefined;
  readonly find: Finder["find"];
  /** Adds a concept, or replaces the concept with the same id. A concept that is not approved is removed. */
  readonly put: (concept: Concept) => void;
  readonly remove: (id: string) => boolean;
  /** Number of concepts. */
  readonly size: () => number;
}

/**
 * A glossary of the approved concepts among `concepts`.
 *
 * @param today ISO 8601 date. Terms that are not valid on this day are left out. Without a date all terms are used.
 */
export function createGlossary(concepts: Iterable<Concept>, today?: string): Glossary {
  const held = new Map<string, Concept>();
  const finder = buildFinder([]);
  const put = (concept: Concept): void => {
    finder.remove(concept.id);
    held.delete(concept.id);
    if (concept.status !== "approved") return;
    const current = today === undefined ? concept : validOn(concept, today);
    held.set(concept.id, current);
    finder.put(current);
  };
  for (const concept of concepts) put(concept);
  return {
    concept: (id) => held.get(id),
    find: (text, language, mode) => finder.find(text, language, mode),
    put,
    remove: (id) => finder.remove(id) && held.delete(id),
    size: () => held.size,
  };
}

function validOn(concept: Concept, day: string): Concept {
  const terms = concept.terms.filter((term) => isValidOn(term, day));
  return terms.length === concept.terms.length ? concept : { ...concept, terms };
}

/**
 * Runs `work` with `change` in the place of the concept `id`, then restores the glossary. If `change` is `undefined`,
 * the concept is missing while `work` runs. `work` is synchronous, so other code never sees the changed glossary.
 */
export function withConcept<T>(
  glossary: Glossary,
  id: string,
  change: Concept | undefined,
  work: () => T,
): T {
  const before = glossary.concept(id);
  if (change === undefined) glossary.remove(id);
  else glossary.put(change);
  try {
    return work();
  } finally {
    glossary.remove(id);
    if (before !== undefined) glossary.put(before);
  }
}

/** A text with the terms that the glossary finds in it. Each kind of search runs at most once. */
export interface Recognised {
  readonly language: Language;
  readonly text: string;
  readonly strict: readonly Hit[];
  readonly lenient: () => readonly Hit[];
  /** `surfacesOf` the strict hits. */
  readonly surfaces: () => readonly Surface[];
  /** Results of `renderingOf`. */
  readonly renderings: Map<Concept, Rendering>;
}

/**
 * Searches a text for the terms of the glossary.
 *
 * @param only ids of the concepts to report. Longer terms of other concepts still hide the shorter terms inside them.
 */
export function recognise(
  glossary: Glossary,
  text: string,
  language: Language,
  only?: ReadonlySet<string>,
): Recognised {
  let lenient: readonly Hit[] | undefined;
  let surfaces: readonly Surface[] | undefined;
  const find = (mode: Mode): Hit[] => {
    const hits = glossary.find(text, language, mode);
    return only === undefined ? hits : hits.filter(({ concept }) => only.has(concept));
  };
  const strict = find("strict");
  return {
    language,
    text,
    strict,
    lenient: () => (lenient ??= find("lenient")),
    surfaces: () => (surfaces ??= surfacesOf(strict)),
    renderings: new Map(),
  };
}

/**
 * Ids of the concepts that may get other findings when the concept `id` becomes `change`: the concept itself, and every
 * concept with a term that equals one of its terms, or is part of one, before or after the change.
 */
export function touchedBy(glossary: Glossary, id: string, change: Concept | undefined): Set<string> {
  const touched = new Set([id]);
  for (const concept of [glossary.concept(id), change]) {
    for (const term of concept?.terms ?? []) {
      for (const form of formsOf(term)) {
        for (const hit of glossary.find(form.text, term.language, "lenient")) touched.add(hit.concept);
      }
    }
  }
  return touched;
}

/** How a text renders a concept, from best to worst. */
export type Rendering =
  | { readonly kind: "allowed"; readonly hits: readonly Hit[] }
  | { readonly kind: "discouraged" }
  | { readonly kind: "derived" | "scattered"; readonly range: Range }
  | { readonly kind: "absent" }
  /** The concept has no allowed term in this language. */
  | { readonly kind: "unknown" };

/** The best rendering of the concept in the text, by lenient search. Stored in `target`, because several checks use it. */
export function renderingOf(concept: Concept, target: Recognised): Rendering {
  const known = target.renderings.get(concept);
  if (known !== undefined) return known;
  const found = findRendering(concept, target);
  target.renderings.set(concept, found);
  return found;
}

function findRendering(concept: Concept, target: Recognised): Rendering {
  const terms = concept.terms.filter((term) => term.language === target.language);
  const allowed = terms.filter(isAllowed);
  if (allowed.length === 0) return { kind: "unknown" };
  // Every strict hit is also a lenient hit, so most texts need only the strict search.
  const strict = target.strict.filter((hit) => hit.concept === concept.id && isAllowedHit(concept, hit));
  if (strict.length > 0) return { kind: "allowed", hits: strict };
  const hits = hitsOf(concept, target.lenient());
  const good = hits.filter((hit) => isAllowedHit(concept, hit));
  if (good.length > 0) return { kind: "allowed", hits: good };
  if (hits.length > 0) return { kind: "discouraged" };
  const derived = firstRange(allowed, (term) => findDerivative(target.text, term));
  if (derived !== undefined) return { kind: "derived", range: derived };
  const scattered = firstRange(allowed, (term) => findScattered(target.text, term));
  return scattered === undefined ? { kind: "absent" } : { kind: "scattered", range: scattered };
}

const hitsOf = (concept: Concept, hits: readonly Hit[]): Hit[] =>
  hits.filter((hit) => hit.concept === concept.id);

/** The hits of the concept in a text: the strict hits, or the lenient hits if there is no strict hit. */
export function placesOf(concept: Concept, text: Recognised): readonly Hit[] {
  const strict = hitsOf(concept, text.strict);
  return strict.length > 0 ? strict : hitsOf(concept, text.lenient());
}

/** The term of the concept that the hit found. */
export const termOf = (concept: Concept, hit: Hit): Term | undefined => concept.terms[hit.index];

/** Whether the hit is a preferred or admitted term of the concept. */
export function isAllowedHit(concept: Concept, hit: Hit): boolean {
  const term = termOf(concept, hit);
  return term !== undefined && isAllowed(term);
}

function firstRange(terms: readonly Term[], find: (term: Term) => Range | undefined): Range | undefined {
  for (const term of terms) {
    const range = find(term);
    if (range !== undefined) return range;
  }
  return undefined;
}

/** A place in a text with all hits there. Several concepts may have a hit at one place. */
export interface Surface {
  readonly start: number;
  readonly end: number;
  readonly hits: readonly Hit[];
}

function surfacesOf(hits: readonly Hit[]): Surface[] {
  const [only] = hits;
  if (only !== undefined && hits.length === 1) return [{ start: only.start, end: only.end, hits }];
  const surfaces = new Map<string, Hit[]>();
  for (const hit of hits) {
    const key = `${hit.start} ${hit.end}`;
    const shared = surfaces.get(key);
    if (shared === undefined) surfaces.set(key, [hit]);
    else shared.push(hit);
  }
  return Array.from(surfaces.values(), (shared) => ({
    start: shared[0]?.start ?? 0,
    end: shared[0]?.end ?? 0,
    hits: shared,
  }));
}
