import type { Concept, Term } from "../../../domain/concept.ts";
import { relationKey } from "../../../domain/concept-relations.ts";
import { type Language, LANGUAGES } from "../../../domain/language.ts";
import type { ProblemData } from "../../../domain/problem.ts";
import { foldedTerm } from "./folded-term.ts";
import { looseTerm } from "./loose-term.ts";

const nameOf = ({ language, text }: Term): string => `${language} ${foldedTerm(text)}`;

const looseName = ({ language, text }: Term): string => `${language} ${looseTerm(text, language)}`;

/** Finds concepts by their terms. */
export interface TermIndex {
  readonly add: (concept: Concept) => void;
  /**
   * Finds the same concept: the terms agree in two languages, or in one if a concept has only one. Concepts of
   * different domains are never the same. The concept with the most common terms wins, then the first.
   *
   * Glossaries of pairs of languages complete each other: concepts with one language in common are the same if no other
   * concept has the term.
   *
   * @param isHomonym true for a concept with a term that the file has for another one too
   */
  readonly same: (concept: Concept, isHomonym: (concept: Concept) => boolean) => Concept | undefined;
  /** Finds a concept with a term that differs at most in word endings and punctuation. */
  readonly near: (concept: Concept) => Concept | undefined;
}

/** A term of more concepts than this does not tell which one is meant; it only counts for those that other terms name. */
const MOST_HOMONYMS = 64;

/**
 * Makes an index of the terms of these concepts. A search costs the same however many concepts share a term.
 *
 * @param mayBeSame false for ids that `same` must not give
 */
export function createTermIndex(
  concepts: Iterable<Concept>,
  mayBeSame: (id: string) => boolean = () => true,
): TermIndex {
  const ids = createTermIds();
  const byLooseTerm = new Map<string, string>();
  const byId = new Map<string, Concept>();
  const add = (concept: Concept) => {
    byId.set(concept.id, concept);
    for (const term of concept.terms) byLooseTerm.set(looseName(term), concept.id);
    if (mayBeSame(concept.id)) ids.add(concept);
  };
  for (const concept of concepts) add(concept);
  return {
    add,
    near: ({ terms }) => {
      const found = terms.flatMap((term) => byLooseTerm.get(looseName(term)) ?? []);
      return byId.get(found[0] ?? "");
    },
    same: (concept, isHomonym) => {
      const own = languagesOf(concept);
      const candidates = [...sharedTerms(concept, ids.of)].flatMap(([id, { languages, terms }]) => {
        const other = byId.get(id);
        if (other === undefined || !sameDomain(concept, other)) return [];
        return [{ other, terms, languages: languages.size, theirs: languagesOf(other) }];
      });
      const fitting = candidates.filter(
        ({ languages, theirs }) => languages >= Math.min(2, own.size, theirs.size),
      );
      const best = fitting.toSorted((a, b) => b.terms - a.terms)[0]?.other;
      const [only] = candidates;
      if (best !== undefined || only === undefined || candidates.length > 1 || isHomonym(concept))
        return best;
      return [...own].filter((language) => only.theirs.has(language)).length === 1 ? only.other : undefined;
    },
  };
}

/** Keeps the ids of the concepts that have a term, by domain. */
function createTermIds() {
  const byTerm = new Map<string, Set<string>>();
  const put = (key: string, id: string): void => {
    const known = byTerm.get(key);
    if (known === undefined) byTerm.set(key, new Set([id]));
    else known.add(id);
  };
  const inDomain = (term: Term, domain = ""): string => `${foldedTerm(domain)}\n${nameOf(term)}`;
  return {
    add: ({ id, domain, terms }: Concept): void => {
      for (const term of terms) {
        put(nameOf(term), id);
        put(inDomain(term, domain), id);
      }
    },
    /** Sets of ids with the term in a domain that may be the same: one without a name may be any. */
    of: (term: Term, domain: string | undefined): readonly ReadonlySet<string>[] => {
      const keys = domain === undefined ? [nameOf(term)] : [inDomain(term, domain), inDomain(term)];
      return [...new Set(keys)].flatMap((key) => byTerm.get(key) ?? []);
    },
  };
}

interface Shared {
  readonly languages: Set<Language>;
  terms: number;
}

/** The concepts with a term of this one, and what they share; of homonyms without number the first ones. */
function sharedTerms(
  { domain, terms }: Concept,
  idsOf: ReturnType<typeof createTermIds>["of"],
): ReadonlyMap<string, Shared> {
  const found = new Map<string, Shared>();
  const count = (id: string, { language }: Term): void => {
    const known = found.get(id) ?? { languages: new Set(), terms: 0 };
    known.languages.add(language);
    known.terms += 1;
    found.set(id, known);
  };
  const places = terms.flatMap((term) => idsOf(term, domain).map((ids) => ({ term, ids })));
  const telling = places.filter(({ ids }) => ids.size <= MOST_HOMONYMS);
  for (const { term, ids } of telling) for (const id of ids) count(id, term);
  const crowded = places.filter(({ ids }) => ids.size > MOST_HOMONYMS);
  const named =
    found.size > 0
      ? [...found.keys()]
      : crowded.slice(0, 1).flatMap(({ ids }) => firstOf(ids, MOST_HOMONYMS));
  for (const { term, ids } of crowded) for (const id of named) if (ids.has(id)) count(id, term);
  return found;
}

function firstOf(ids: Iterable<string>, most: number): string[] {
  const first: string[] = [];
  for (const id of ids) {
    if (first.length === most) break;
    first.push(id);
  }
  return first;
}

/** An id that counts entries: `12`, `c5`, `tid-3`. Files of two people have the same ones. */
const RUNNING_NUMBER = /^(?:[a-z]{1,3}[-_.]?)?\d{1,6}$/iu;

/** True for another concept that happens to have the same running number: no term agrees in the languages of both. */
export function isOtherConcept(known: Concept, sent: Concept): boolean {
  if (!RUNNING_NUMBER.test(sent.id)) return false;
  const theirs = languagesOf(known);
  const common = sent.terms.filter(({ language }) => theirs.has(language)).map(looseName);
  const names = new Set(known.terms.map(looseName));
  return common.length > 0 && !common.some((name) => names.has(name));
}

/** Tells which concepts of a file share a term with another one: one word alone does not tell what they are. */
export function homonymsIn(concepts: readonly Concept[]): (concept: Concept) => boolean {
  const seen = new Map<string, Concept>();
  const shared = new Set<string>();
  for (const concept of concepts)
    for (const name of concept.terms.map(nameOf)) {
      if ((seen.get(name) ?? concept) !== concept) shared.add(name);
      seen.set(name, concept);
    }
  return ({ terms }) => terms.some((term) => shared.has(nameOf(term)));
}

const languagesOf = ({ terms }: Concept): Set<Language> => new Set(terms.map(({ language }) => language));

const sameDomain = (one: Concept, other: Concept): boolean =>
  one.domain === undefined ||
  other.domain === undefined ||
  foldedTerm(one.domain) === foldedTerm(other.domain);

/** Status of a term as one word. */
const statusWord = ({ administrativeStatus, forbidden }: Term): string =>
  forbidden === true ? "forbidden" : administrativeStatus;

/**
 * Adds to a stored concept what an entry says more: terms, definitions, notes, relations, links and properties of the
 * concept and of its terms. Stored values stay.
 *
 * @param states true when the entry gives the status of a term
 * @param follows true when the entry has the id of this concept; its statuses then replace the stored ones
 * @returns the concept, and a warning for each status that differs and is not used
 */
export function mergedConcept(
  stored: Concept,
  sent: Concept,
  states: (term: Term) => boolean,
  follows: boolean,
): { concept: Concept; warnings: ProblemData[] } {
  const warnings: ProblemData[] = [];
  const terms = [...stored.terms];
  for (const term of sent.terms) {
    const at = terms.findIndex((known) => nameOf(known) === nameOf(term));
    const known = terms[at];
    if (known === undefined) {
      terms.push(asPeer(term, terms));
      continue;
    }
    const filled = filledTerm(known, term);
    terms[at] = filled;
    if (!states(term) || statusWord(known) === statusWord(term)) continue;
    if (follows) terms[at] = withStatus(filled, term);
    else
      warnings.push({
        code: "term-status-differs",
        params: { term: term.text, sent: statusWord(term), stored: statusWord(known), concept: stored.id },
        place: { unit: stored.id },
      });
  }
  const definitions = { ...stored.definitions };
  for (const language of LANGUAGES) {
    const definition = sent.definitions?.[language];
    if (definition !== undefined) definitions[language] ??= definition;
  }
  const notes = union(stored.notes, sent.notes, (note) => note);
  const links = union(stored.links, sent.links, ({ url }) => url);
  const { relations: theirs, ...said } = sent;
  const others = theirs?.filter((relation) => relation.concept !== stored.id);
  const relations = union(stored.relations, others, relationKey);
  const concept: Concept = {
    ...said,
    ...stored,
    ...(Object.keys(definitions).length > 0 && { definitions }),
    ...(notes.length > 0 && { notes }),
    ...(links.length > 0 && { links }),
    ...(relations.length > 0 && { relations }),
    terms,
  };
  return { concept, warnings };
}

/** A stored term with the properties that only the entry has. Its status is that of the stored one. */
function filledTerm(known: Term, sent: Term): Term {
  const notes = union(known.notes, sent.notes, (note) => note);
  const { forbidden, ...rest } = { ...sent, ...known, ...(notes.length > 0 && { notes }) };
  return known.forbidden === undefined || forbidden === undefined ? rest : { ...rest, forbidden };
}

/** Both lists, each item once by its key. */
function union<Item>(
  stored: readonly Item[] = [],
  sent: readonly Item[] = [],
  keyOf: (item: Item) => string,
): Item[] {
  const known = new Set(stored.map(keyOf));
  return [...stored, ...sent.filter((item) => !known.has(keyOf(item)))];
}

/** A language has one preferred term, so a second preferred term becomes admitted. */
function asPeer(term: Term, terms: readonly Term[]): Term {
  const taken = terms.some(
    (known) => known.language === term.language && known.administrativeStatus === "preferred",
  );
  return term.administrativeStatus === "preferred" && taken
    ? { ...term, administrativeStatus: "admitted" }
    : term;
}

function withStatus(known: Term, { administrativeStatus, forbidden }: Term): Term {
  const { forbidden: _, ...rest } = known;
  return { ...rest, administrativeStatus, ...(forbidden !== undefined && { forbidden }) };
}

/**
 * Makes unused ids for concepts from their English term, or from their first term. Of terms that are alike it goes on
 * counting where it stopped.
 */
export function freshIds(isTaken: (id: string) => boolean): (concept: Concept) => string {
  const next = new Map<string, number>();
  return ({ terms }) => {
    const term = terms.find(({ language }) => language === "en") ?? terms[0];
    const slug =
      (term?.text ?? "concept")
        .normalize("NFC")
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, "-")
        .replace(/^-|-$/gu, "")
        .slice(0, 80) || "concept";
    for (let number = next.get(slug) ?? 1; ; number += 1) {
      const id = number === 1 ? slug : `${slug}-${number}`;
      if (isTaken(id)) continue;
      next.set(slug, number);
      return id;
    }
  };
}
