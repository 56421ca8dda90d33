import { type Language, LANGUAGES } from "../domain/language.ts";
import { type Content, plainText } from "../domain/segment.ts";
import type { Standing } from "../domain/standing.ts";
import { compareStates, type Variant, type Variants } from "../domain/unit.ts";
import { comparable } from "./comparable-text.ts";
import { type Offer, offerOf, targetPenalties } from "./offer.ts";
import {
  compareWith,
  type Comparison,
  type MatchKind,
  type Query,
  rounded,
  similarityWith,
} from "./score.ts";

/** A stored unit that may match. */
export interface Unit {
  readonly n: number;
  readonly variants: Variants;
  /** Content in the query's language of the unit before and after it in its document; `undefined` where there is none. */
  readonly before: Content | undefined;
  readonly after: Content | undefined;
  /** How its collection stands; absent: as usual. */
  readonly standing?: Standing;
}

/** What is asked for every segment of a lookup. */
export interface Rules {
  readonly source: Language;
  readonly targets: readonly Language[];
  /** 0 … 1, of the score. */
  readonly threshold: number;
  /** Matches that are shown, unless exact ones have different targets: see `selectMatches`. */
  readonly limit: number;
  /** Units with another text that are compared in every way: so many, the closest ones. */
  readonly compared: number;
}

/** A segment whose matches are wanted. */
export interface Wanted {
  readonly query: Query;
  /** The segments before and after it, in comparable form; empty where there is none, `undefined` where not known. */
  readonly previous: string | undefined;
  readonly next: string | undefined;
  /** The same sentence in another language. */
  readonly also: Query | undefined;
}

export interface Ranked<U extends Unit = Unit> {
  readonly unit: U;
  readonly source: Variant;
  readonly comparison: Comparison;
  readonly kind: MatchKind;
  /** Best target; its score is the match's score. */
  readonly best: Offer;
  readonly targets: { readonly [language in Language]?: Offer };
  /** Similarity of the unit to the second source, 0 … 1; `undefined` where there is no second source. */
  readonly also: number | undefined;
  readonly via?: Via;
}

/** The third language through which a target was found. */
export interface Via {
  readonly language: Language;
  readonly content: Content;
  /** Number of the unit that has the target. */
  readonly n: number;
}

/** A unit with a variant in the query's language. */
export interface Source<U extends Unit = Unit> {
  readonly unit: U;
  readonly source: Variant;
  /** The variant's text in comparable form. */
  readonly folded: string;
}

/** Score of an exact match whose neighbours agree too. */
const IN_CONTEXT = 101;
/** Exact matches with different targets that are shown at most. */
const AMBIGUOUS = 50;

/**
 * The units that match a segment, with those of their targets that reach the threshold, in no particular order.
 *
 * @param units each once; those without a variant in the source language are passed over
 */
export function rankUnits<U extends Unit>(rules: Rules, wanted: Wanted, units: readonly U[]): Ranked<U>[] {
  const { query } = wanted;
  const matches: Ranked<U>[] = [];
  for (const { unit, source, folded } of closest(query, sourcesOf(units, query.language), rules)) {
    const comparison = compareWith(query, source.content, folded, rules.threshold);
    const ranked = comparison && rank(rules, wanted, unit, source, comparison);
    if (ranked) matches.push(ranked);
  }
  return matches;
}

/** Those of some units that have a variant in the language. */
export const sourcesOf = <U extends Unit>(units: readonly U[], language: Language): Source<U>[] =>
  units.flatMap((unit) => {
    const source = unit.variants[language];
    return source === undefined ? [] : [{ unit, source, folded: comparable(source.content, language) }];
  });

/** Scores are shown with one decimal: a score that is shown as 70 has reached 70. */
export const reaches = (score: number, threshold: number): boolean =>
  rounded(score) >= rounded(100 * threshold);

/** Equal texts, and the closest of the others: to compare in every way is expensive. */
function closest<U extends Unit>(
  query: Query,
  sources: readonly Source<U>[],
  { compared, threshold }: Rules,
): readonly Source<U>[] {
  const exact = sources.filter(({ folded }) => folded === query.folded);
  if (sources.length - exact.length <= compared) return sources;
  const others = sources
    .filter(({ folded }) => folded !== query.folded)
    .map((source, at) => ({
      source,
      at,
      similarity: similarityWith(query, source.folded, threshold / 2) ?? 0,
    }))
    .sort((a, b) => b.similarity - a.similarity || a.at - b.at);
  return [...exact, ...others.slice(0, compared).map(({ source }) => source)];
}

/** The unit with those of its targets that reach the threshold; `undefined` when no target does. */
function rank<U extends Unit>(
  rules: Rules,
  wanted: Wanted,
  unit: U,
  source: Variant,
  comparison: Comparison,
): Ranked<U> | undefined {
  const inContext = comparison.kind === "exact" && contextAgrees(wanted, unit);
  const targets: { [language in Language]?: Offer } = {};
  for (const language of rules.targets) {
    const variant = unit.variants[language];
    if (variant === undefined) continue;
    const own = targetPenalties(unit, variant);
    const offer = offerOf(wanted.query, source.content, variant, language, comparison, own);
    const scored = inContext ? { ...offer, base: IN_CONTEXT, score: IN_CONTEXT - 100 + offer.score } : offer;
    if (reaches(scored.score, rules.threshold)) targets[language] = scored;
  }
  const best = bestOf(targets);
  if (best === undefined) return undefined;
  const kind = inContext ? "in-context" : comparison.kind;
  return { unit, source, comparison, kind, best, targets, also: similarityToSecond(wanted, unit) };
}

const bestOf = (targets: Ranked["targets"]): Offer | undefined =>
  LANGUAGES.flatMap((language) => targets[language] ?? []).reduce<Offer | undefined>(
    (best, offer) => (best === undefined || offer.score > best.score ? offer : best),
    undefined,
  );

/**
 * Whether at least one neighbour is known and every known neighbour is that of the unit. Neighbours are known as plain
 * text, so their codes count nothing.
 */
function contextAgrees({ previous, next, query }: Wanted, { before, after }: Unit): boolean {
  if (previous === undefined && next === undefined) return false;
  const agrees = (known: string | undefined, content: Content | undefined) =>
    known === undefined ||
    known === (content === undefined ? "" : comparable(plainText(content), query.language));
  return agrees(previous, before) && agrees(next, after);
}

/** How like the unit is to the second source, 0 … 1; `undefined` where there is no second source. */
export function similarityToSecond({ also }: Wanted, { variants }: Unit): number | undefined {
  if (also === undefined) return undefined;
  const variant = variants[also.language];
  if (variant === undefined) return 0;
  return similarityWith(also, comparable(variant.content, also.language), 0) ?? 0;
}

/** Any two texts share some letters: a similarity below this is no agreement. */
const AGREEMENT = 0.6;

/**
 * Best first: by score and agreement with the second source, score, order of the collection, similarity, state, time
 * and number, in this order. The order of two matches never depends on the order in which they were found.
 */
export function compareRanked(a: Ranked, b: Ranked): number {
  const agreed = ({ best, also = 0 }: Ranked) => best.score + (also >= AGREEMENT ? 100 * also : 0);
  return (
    agreed(b) - agreed(a) ||
    b.best.score - a.best.score ||
    (a.unit.standing?.order ?? 0) - (b.unit.standing?.order ?? 0) ||
    b.comparison.similarity - a.comparison.similarity ||
    compareStates(maturestState(b), maturestState(a)) ||
    compareText(newestTime(b), newestTime(a)) ||
    a.unit.n - b.unit.n
  );
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const maturestState = ({ targets }: Ranked) =>
  Object.values(targets)
    .map(({ variant }) => variant.state)
    .reduce((best, state) => (compareStates(state, best) > 0 ? state : best), "initial");

/** The newest of the times of a match's targets, ISO 8601. */
export const newestTime = ({ targets }: Ranked): string =>
  Object.values(targets)
    .map(({ variant }) => variant.time)
    .reduce((latest, time) => (time > latest ? time : latest), "");

/** A match that is shown. */
export interface Selected<U extends Unit = Unit> {
  readonly match: Ranked<U>;
  /** Matches with this source and these targets, this one included. */
  readonly occurrences: number;
  /** Another match of the same source has another target. */
  readonly ambiguous: boolean;
}

export interface Selection<U extends Unit = Unit> {
  readonly selected: readonly Selected<U>[];
  /** More matches reach the threshold than are shown. */
  readonly truncated: boolean;
}

/**
 * The matches that are shown, best first: each source with its targets once, as many as the limit says. Exact
 * matches with different targets are all shown, up to `AMBIGUOUS`.
 */
export function selectMatches<U extends Unit>(rules: Rules, matches: readonly Ranked<U>[]): Selection<U> {
  const distinct = new Map<string, { match: Ranked<U>; occurrences: number }>();
  for (const match of matches.toSorted(compareRanked)) {
    const key = identity(match);
    const known = distinct.get(key);
    if (known) known.occurrences += 1;
    else distinct.set(key, { match, occurrences: 1 });
  }
  const all = [...distinct.values()];
  const exact = all.filter(({ match }) => isExact(match)).map(({ match }) => match);
  const isAmbiguous = haveDifferentTargets(rules, exact);
  const selected = all
    .map((one) => ({ ...one, ambiguous: isAmbiguous && isExact(one.match) }))
    .filter(({ ambiguous }, at) => at < rules.limit || (ambiguous && at < AMBIGUOUS));
  return { selected, truncated: selected.length < all.length };
}

const isExact = ({ kind }: Ranked): boolean => kind === "exact" || kind === "in-context";

/** Equal for matches that a reader cannot tell apart: one source, one way to it, the same targets. */
const identity = ({ source, via, targets }: Ranked): string =>
  JSON.stringify([
    source.content,
    via?.language,
    LANGUAGES.map((language) => targets[language]?.content ?? null),
  ]);

/** Whether matches of one source offer different texts in one language. */
const haveDifferentTargets = (rules: Rules, matches: readonly Ranked[]): boolean =>
  rules.targets.some((language) => {
    const texts = matches.flatMap(({ targets }) => {
      const content = targets[language]?.content;
      return content === undefined ? [] : [comparable(content, language)];
    });
    return new Set(texts).size > 1;
  });
