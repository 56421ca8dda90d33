import { type Language, LANGUAGES } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import { type Content, isCode, plainText } from "../../domain/segment.ts";
import { compareStates, type Origin, type State, type Variant } from "../../domain/unit.ts";
import { comparable } from "../../matching/comparable-text.ts";
import { adaptNumbers, adoptCodes, hasAllCodes } from "../../matching/offer.ts";
import {
  compareWith,
  type Comparison,
  explain,
  type Explanation,
  type MatchKind,
  type Penalty,
  penalty,
  type Query,
  queryOf,
  rounded,
  scoreOf,
  similarityWith,
  sum,
} from "../../matching/score.ts";
import type { Candidate, Candidates, Probe } from "../../storage/index/match-index.ts";
import { type MatchRow, matchRows, type WantedRow } from "../../storage/rows/match-units.ts";
import { unitId, unitNumber, unpackVariant } from "../../storage/rows/units.ts";
import type { Actor, Context } from "../context.ts";

export interface LookupSegment {
  /** Plain text, or content with inline codes. */
  readonly text: string | Content;
  /** The segment before and after it in its document; the empty string where there is none. */
  readonly previous?: string;
  readonly next?: string;
  /** The same sentence in another language: units that agree with both come first. */
  readonly also?: { readonly language: Language; readonly text: string };
}

export interface Lookup {
  readonly source: Language;
  /** All other languages when absent or empty. */
  readonly targets?: readonly Language[];
  readonly segments: readonly LookupSegment[];
  /** 0 … 1, of the score; 0.7 unless said otherwise. */
  readonly threshold?: number;
  readonly limit?: number;
  /** Units of these collections only. */
  readonly collections?: readonly string[];
  /** Ids of units that are no answer: the one that is being translated. */
  readonly exclude?: readonly string[];
  /** Whether to look through a third language where no good match is found. True unless said otherwise. */
  readonly pivot?: boolean;
  /** Whether to say where the texts differ. True unless said otherwise. */
  readonly explain?: boolean;
}

export interface MatchTarget {
  readonly text: string;
  /** 0 … 101, one decimal: of this target alone. */
  readonly score: number;
  readonly penalties: readonly Penalty[];
  /** With the query's own codes; absent when there are none. */
  readonly content?: Content;
  readonly state: State;
  readonly version: number;
  readonly author: string;
  readonly time: string;
  readonly origin: Origin;
  /** True when its numbers were changed to those of the query; `original` is the text as stored. */
  readonly adapted?: true;
  readonly original?: string;
  readonly stale?: true;
}

export interface Match {
  /** That of its best target. */
  readonly score: number;
  readonly kind: MatchKind;
  readonly unit: string;
  readonly document: string;
  readonly collection: string;
  readonly source: { readonly language: Language; readonly text: string; readonly content?: Content };
  readonly targets: { readonly [language in Language]?: MatchTarget };
  /** The newest of its targets' times. */
  readonly time: string;
  /** Units with this same source and these same targets, this one included, among those that were looked at. */
  readonly occurrences: number;
  /** The same source has other targets elsewhere. */
  readonly ambiguous?: true;
  /** The third language through which the target was found, and the unit that it stands in. */
  readonly via?: { readonly language: Language; readonly text: string; readonly unit: string };
  /** Percent of agreement with the second source (`also`). */
  readonly also?: number;
  readonly explanation?: Explanation;
}

export interface LookupResult {
  readonly matches: readonly Match[];
  /** More matches than `limit` were above the threshold. */
  readonly truncated: boolean;
}

/** Most segments, matches and characters that one request may ask for. */
export const LOOKUP_LIMITS = { segments: 1000, matches: 50, text: 200_000, exclude: 100 } as const;

/** A unit that is reached through a third language is never as good as one that is found. */
const PIVOT_CAP = 90;
/** Exact matches with different targets are all shown, up to this. */
const AMBIGUOUS = 50;
/** Candidates that are compared in every way, beside those that are exact. */
const CLOSE = 12;
/** Candidates asked for where a filter will take some away. */
const FILTERED = 200;
/** Units of the very text asked for where their neighbours, or a filter, decide which are of use. */
const EQUAL = 1000;
/** Units without the target that are followed into another language, per segment. */
const FOLLOWED = 3;

/**
 * Finds what was said before: for each segment units with the same or a similar text in its language, best
 * first. Ties are broken by agreement with the second source, similarity, state, time and id, in this order.
 *
 * Candidates of the whole batch take one round trip, their texts one more; reaching a target through a third
 * language takes two further ones, where it is tried.
 *
 * @throws {Problem} `too-large`, `invalid-fields`
 */
export async function lookup(context: Context, actor: Actor, wanted: Lookup): Promise<LookupResult[]> {
  const plan = planOf(wanted, actor);
  const probes = plan.segments.flatMap(({ probes: list }) => list);
  if (probes.length === 0) return wanted.segments.map(() => ({ matches: [], truncated: false }));
  const found = await context.index.candidates(probes);
  const rows = await rowsOf(
    context,
    plan,
    plan.segments.flatMap((segment) => wantedRows(segment, found)),
  );
  const results = plan.segments.map((segment) => directMatches(plan, segment, found, rows));
  if (wanted.pivot !== false) await addPivots(context, plan, results, found, rows);
  return results.map((ranked) => present(plan, ranked));
}

interface Plan {
  readonly source: Language;
  readonly targets: readonly Language[];
  /** 0 … 1 */
  readonly threshold: number;
  readonly limit: number;
  readonly collections: readonly string[] | undefined;
  /** Numbers of units that are no answer. */
  readonly exclude: ReadonlySet<number>;
  readonly explain: boolean;
  readonly segments: readonly SegmentPlan[];
}

interface SegmentPlan {
  readonly query: Query;
  readonly previous: string | undefined;
  readonly next: string | undefined;
  readonly also: Query | undefined;
  /** Place of its first probe among those of all segments. */
  readonly first: number;
  /** Its own probe, then that of its second source; none for an empty text. */
  readonly probes: readonly Probe[];
}

function planOf(wanted: Lookup, actor: Actor): Plan {
  const { source, segments, threshold = 0.7, limit = 5, exclude = [] } = wanted;
  if (segments.length > LOOKUP_LIMITS.segments) {
    throw new Problem("too-large", { limit: LOOKUP_LIMITS.segments }, { field: "/segments" });
  }
  if (!(threshold > 0 && threshold <= 1.01)) throw new Problem("invalid-fields", {}, { field: "/threshold" });
  if (!(Number.isInteger(limit) && limit >= 1 && limit <= LOOKUP_LIMITS.matches)) {
    throw new Problem("invalid-fields", { limit: LOOKUP_LIMITS.matches }, { field: "/limit" });
  }
  if (exclude.length > LOOKUP_LIMITS.exclude) {
    throw new Problem("too-large", { limit: LOOKUP_LIMITS.exclude }, { field: "/exclude" });
  }
  const asked = LANGUAGES.filter((language) => wanted.targets?.includes(language) && language !== source);
  const targets = asked.length > 0 ? asked : LANGUAGES.filter((language) => language !== source);
  const collections = actor.collection === undefined ? wanted.collections : [actor.collection];
  const filtered = collections !== undefined && collections.length > 0;
  const plans: SegmentPlan[] = [];
  let first = 0;
  for (const [at, { text, previous, next, also }] of segments.entries()) {
    const content = typeof text === "string" ? [text] : text;
    const second = also?.language === source || also?.text.trim() === "" ? undefined : also;
    const size = plainText(content).length + (second?.text.length ?? 0);
    if (size > LOOKUP_LIMITS.text) {
      throw new Problem("too-large", { limit: LOOKUP_LIMITS.text }, { field: `/segments/${at}` });
    }
    const query = queryOf(content, source);
    const other = second && queryOf([second.text], second.language);
    const probe = (one: Query): Probe => ({
      language: one.language,
      text: one.folded,
      least: Math.min(1, threshold),
      targets: targets.some((target) => target !== one.language)
        ? targets.filter((target) => target !== one.language)
        : [source],
      limit: filtered ? FILTERED : limit + CLOSE + exclude.length,
      ...(filtered || previous !== undefined || next !== undefined ? { equal: EQUAL } : {}),
    });
    const probes =
      query.folded === "" ? [] : other === undefined ? [probe(query)] : [probe(query), probe(other)];
    plans.push({
      query,
      previous: previous === undefined ? undefined : comparable(previous, source),
      next: next === undefined ? undefined : comparable(next, source),
      also: other,
      first,
      probes,
    });
    first += probes.length;
  }
  return {
    source,
    targets,
    threshold: Math.min(1, threshold),
    limit,
    collections: filtered ? collections : undefined,
    exclude: new Set(exclude.flatMap((id) => unitNumber(id) ?? [])),
    explain: wanted.explain !== false,
    segments: plans,
  };
}

/** Candidates of a segment, from all its probes. */
const candidatesOf = (
  segment: SegmentPlan,
  found: readonly Candidates[],
  kind: keyof Candidates,
): Candidate[] => segment.probes.flatMap((_, at) => found[segment.first + at]?.[kind] ?? []);

function wantedRows(segment: SegmentPlan, found: readonly Candidates[]): WantedRow[] {
  const inContext = segment.previous !== undefined || segment.next !== undefined;
  const { language } = segment.query;
  const direct = candidatesOf(segment, found, "direct").map(({ n, exact }) =>
    inContext && exact ? { n, context: language } : { n },
  );
  return [...direct, ...candidatesOf(segment, found, "partial").map(({ n }) => ({ n }))];
}

type Rows = ReadonlyMap<number, MatchRow>;

/** Each unit once, with its neighbours if any segment wants them. */
async function rowsOf(context: Context, plan: Plan, wanted: readonly WantedRow[]): Promise<Rows> {
  const once = new Map<number, WantedRow>();
  for (const one of wanted) {
    if (plan.exclude.has(one.n)) continue;
    if (one.context !== undefined || !once.has(one.n)) once.set(one.n, one);
  }
  const rows = await matchRows(context.storage, [...once.values()], plan.collections);
  return new Map(rows.map((row) => [row.n, row]));
}

/** A match before it is put into the form of the answer. */
interface Ranked {
  readonly row: MatchRow;
  readonly source: Variant;
  readonly comparison: Comparison;
  readonly kind: MatchKind;
  /** That whose score is the match's. */
  readonly best: Offer;
  readonly targets: { readonly [language in Language]?: Offer };
  readonly also: number | undefined;
  readonly via?: NonNullable<Match["via"]>;
}

interface Offer {
  readonly variant: Variant;
  readonly content: Content;
  readonly adapted: boolean;
  readonly stale: boolean;
  /** Base less penalties. */
  readonly score: number;
  readonly base: number;
  readonly penalties: readonly Penalty[];
}

interface SegmentMatches {
  readonly segment: SegmentPlan;
  readonly matches: Ranked[];
}

function directMatches(
  plan: Plan,
  segment: SegmentPlan,
  found: readonly Candidates[],
  rows: Rows,
): SegmentMatches {
  const sources = readSources(segment.query, candidatesOf(segment, found, "direct"), rows);
  const matches: Ranked[] = [];
  for (const { row, source, folded } of closest(segment.query, sources, plan)) {
    const comparison = compareWith(segment.query, source.content, folded, plan.threshold);
    const ranked = comparison && rank(plan, segment, row, source, comparison);
    if (ranked) matches.push(ranked);
  }
  return { segment, matches };
}

/** Scores are shown with one decimal: one that is shown as 70 has reached 70. */
const reaches = (score: number, threshold: number): boolean => rounded(score) >= rounded(100 * threshold);

interface Source {
  readonly row: MatchRow;
  readonly source: Variant;
  readonly folded: string;
}

function readSources(query: Query, candidates: readonly Candidate[], rows: Rows): Source[] {
  const sources = new Map<number, Source>();
  for (const { n } of candidates) {
    const row = rows.get(n);
    const json = row?.[query.language];
    if (row === undefined || json === null || json === undefined || sources.has(n)) continue;
    const source = unpackVariant(json);
    sources.set(n, { row, source, folded: comparable(source.content, query.language) });
  }
  return [...sources.values()];
}

/** Equal texts, and the closest of the others: comparing in every way is dear. */
function closest(query: Query, sources: readonly Source[], plan: Plan): Source[] {
  const kept = plan.collections === undefined ? plan.limit + CLOSE : FILTERED;
  const exact = sources.filter(({ folded }) => folded === query.folded);
  if (sources.length - exact.length <= kept) return [...sources];
  const others = sources
    .filter(({ folded }) => folded !== query.folded)
    .map((source, at) => ({
      source,
      at,
      similarity: similarityWith(query, source.folded, plan.threshold / 2) ?? 0,
    }))
    .sort((a, b) => b.similarity - a.similarity || a.at - b.at);
  return [...exact, ...others.slice(0, kept).map(({ source }) => source)];
}

/** The unit with those of its targets that reach the threshold; `undefined` when there are none. */
function rank(
  plan: Plan,
  segment: SegmentPlan,
  row: MatchRow,
  source: Variant,
  comparison: Comparison,
): Ranked | undefined {
  const inContext = comparison.kind === "exact" && contextAgrees(segment, row);
  const targets: { [language in Language]?: Offer } = {};
  for (const language of plan.targets) {
    const json = row[language];
    if (json === null) continue;
    const variant = unpackVariant(json);
    const own = targetPenalties(row, plan.source, source, variant);
    const offer = offerOf(segment.query, source.content, variant, language, comparison, own);
    const scored = inContext ? { ...offer, base: IN_CONTEXT, score: IN_CONTEXT - 100 + offer.score } : offer;
    if (reaches(scored.score, plan.threshold)) targets[language] = scored;
  }
  const best = bestOf(targets);
  return (
    best && {
      row,
      source,
      comparison,
      kind: inContext ? "in-context" : comparison.kind,
      best,
      targets,
      also: alsoAgrees(segment.also, row),
    }
  );
}

const IN_CONTEXT = 101;

const bestOf = (targets: Ranked["targets"]): Offer | undefined =>
  LANGUAGES.flatMap((language) => targets[language] ?? []).reduce<Offer | undefined>(
    (best, offer) => (best === undefined || offer.score > best.score ? offer : best),
    undefined,
  );

function targetPenalties(row: MatchRow, from: Language, source: Variant, target: Variant): Penalty[] {
  const penalties: Penalty[] = [];
  if (target.state === "initial") penalties.push(penalty("unreviewed"));
  const base = target.from;
  if (base !== undefined) {
    const json = row[base.language];
    const current = base.language === from ? source.version : json === null ? 0 : unpackVariant(json).version;
    if (current > base.version) penalties.push(penalty("stale"));
  }
  return penalties;
}

/**
 * What a target is worth: with numbers that follow those of the query where they can, and with the query's codes.
 *
 * @param source of the comparison, whose codes the target's are those of
 */
function offerOf(
  query: Query,
  source: Content,
  variant: Variant,
  language: Language,
  { base, penalties, numbers }: Comparison,
  own: readonly Penalty[],
): Offer {
  const adapted = numbers && adaptNumbers(variant.content, language, numbers);
  const content = adoptCodes(adapted ?? variant.content, source, query.content);
  const shared = adapted === undefined || numbers === undefined ? penalties : numbers.penalties;
  const coded = shared.some(({ name }) => name === "codes") || hasAllCodes(content, query.content);
  const all = [...shared, ...(coded ? [] : [penalty("codes")]), ...own];
  const from = adapted === undefined ? base : 100;
  return {
    variant,
    content,
    adapted: adapted !== undefined,
    stale: own.some(({ name }) => name === "stale"),
    base: from,
    penalties: all,
    score: Math.max(0, from - sum(all)),
  };
}

/** Every neighbour that was given agrees, and at least one was given; an empty one agrees with none at all. */
function contextAgrees({ previous, next, query }: SegmentPlan, row: MatchRow): boolean {
  if (previous === undefined && next === undefined) return false;
  const agrees = (given: string | undefined, json: string | null) =>
    given === undefined ||
    given === (json === null ? "" : comparable(unpackVariant(json).content, query.language));
  return agrees(previous, row.before) && agrees(next, row.after);
}

function alsoAgrees(also: Query | undefined, row: MatchRow): number | undefined {
  if (also === undefined) return undefined;
  const json = row[also.language];
  if (json === null) return 0;
  return similarityWith(also, comparable(unpackVariant(json).content, also.language), 0) ?? 0;
}

/**
 * Adds matches for segments that have none good enough: a unit like the segment that lacks the target, but
 * has a third language, whose very text stands in another unit together with the target.
 */
async function addPivots(
  context: Context,
  plan: Plan,
  results: readonly SegmentMatches[],
  found: readonly Candidates[],
  rows: Rows,
): Promise<void> {
  const bridges = results.flatMap((result) => bridgesOf(plan, result, found, rows));
  if (bridges.length === 0) return;
  const ends = await context.index.candidates(
    bridges.map(({ via, folded, target }) => ({
      language: via,
      text: folded,
      least: 1,
      targets: [target],
      limit: CLOSE,
    })),
  );
  const wanted = ends.flatMap(({ direct }) => direct.filter(({ exact }) => exact).map(({ n }) => ({ n })));
  const endRows = await rowsOf(context, plan, wanted);
  for (const [at, bridge] of bridges.entries()) {
    for (const { n, exact } of ends[at]?.direct ?? []) {
      const row = exact ? endRows.get(n) : undefined;
      const ranked = row && pivotMatch(bridge, row);
      if (ranked && reaches(ranked.best.score, plan.threshold)) bridge.result.matches.push(ranked);
    }
  }
}

interface Bridge {
  readonly result: SegmentMatches;
  readonly start: Source;
  readonly comparison: Comparison;
  readonly target: Language;
  readonly via: Language;
  /** The text in the third language, in comparable form. */
  readonly folded: string;
  readonly text: string;
}

function bridgesOf(plan: Plan, result: SegmentMatches, found: readonly Candidates[], rows: Rows): Bridge[] {
  const { segment, matches } = result;
  const missing = plan.targets.filter(
    (target) => !matches.some(({ targets }) => (targets[target]?.score ?? 0) >= PIVOT_CAP),
  );
  if (missing.length === 0) return [];
  const sources = readSources(segment.query, candidatesOf(segment, found, "partial"), rows);
  const bridges: Bridge[] = [];
  for (const start of sources) {
    const comparison = compareWith(segment.query, start.source.content, start.folded, plan.threshold);
    if (comparison === undefined) continue;
    for (const target of missing) {
      if (start.row[target] !== null) continue;
      for (const via of LANGUAGES) {
        const json = start.row[via];
        if (via === plan.source || via === target || json === null) continue;
        const content = unpackVariant(json).content;
        const folded = comparable(content, via);
        if (folded === "") continue;
        bridges.push({ result, start, comparison, target, via, folded, text: plainText(content) });
      }
    }
  }
  return bridges.sort((a, b) => scoreOf(b.comparison) - scoreOf(a.comparison)).slice(0, FOLLOWED);
}

function pivotMatch(bridge: Bridge, row: MatchRow): Ranked | undefined {
  const { start, comparison, target, via, result } = bridge;
  const [viaJson, targetJson] = [row[via], row[target]];
  if (viaJson === null || targetJson === null || row.n === start.row.n) return undefined;
  const variant = unpackVariant(targetJson);
  const middle = unpackVariant(viaJson);
  const own = [penalty("pivot"), ...targetPenalties(row, via, middle, variant)];
  const best = offerOf(result.segment.query, middle.content, variant, target, comparison, own);
  return {
    row: start.row,
    source: start.source,
    comparison,
    kind: "pivot",
    best,
    targets: { [target]: best },
    also: alsoAgrees(result.segment.also, start.row),
    via: { language: via, text: bridge.text, unit: unitId(row.n) },
  };
}

/** Any two texts have some letters in common: less than this is no agreement. */
const AGREEMENT = 0.6;
const agreesToo = ({ also }: Ranked): boolean => also !== undefined && also >= AGREEMENT;

/** Best first; the order of two matches never depends on the order in which they were found. */
function compareRanked(a: Ranked, b: Ranked): number {
  const agreed = (one: Ranked) => one.best.score + (agreesToo(one) ? 100 * (one.also ?? 0) : 0);
  const maturest = (one: Ranked) =>
    Object.values(one.targets)
      .map(({ variant }) => variant.state)
      .reduce((best, state) => (compareStates(state, best) > 0 ? state : best), "initial");
  return (
    agreed(b) - agreed(a) ||
    b.best.score - a.best.score ||
    b.comparison.similarity - a.comparison.similarity ||
    compareStates(maturest(b), maturest(a)) ||
    compareText(newest(b), newest(a)) ||
    a.row.n - b.row.n
  );
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const newest = (match: Ranked): string =>
  Object.values(match.targets)
    .map(({ variant }) => variant.time)
    .reduce((latest, time) => (time > latest ? time : latest), "");

const isSame = ({ kind }: Ranked): boolean => kind === "exact" || kind === "in-context";

/** What tells matches apart for a reader: the source, the way to it, the targets. */
const identity = (match: Ranked): string =>
  JSON.stringify([match.source.content, match.via?.language, targetTexts(match)]);
const targetTexts = (match: Ranked) => LANGUAGES.map((language) => match.targets[language]?.content ?? null);

function present(plan: Plan, { segment, matches }: SegmentMatches): LookupResult {
  const distinct = new Map<string, { match: Ranked; occurrences: number }>();
  for (const match of matches.toSorted(compareRanked)) {
    const key = identity(match);
    const known = distinct.get(key);
    if (known) known.occurrences += 1;
    else distinct.set(key, { match, occurrences: 1 });
  }
  const all = [...distinct.values()];
  const same = all.filter(({ match }) => isSame(match));
  const ambiguous = isAmbiguous(
    plan,
    same.map(({ match }) => match),
  );
  const shown = all.filter(
    ({ match }, at) => at < plan.limit || (ambiguous && isSame(match) && at < AMBIGUOUS),
  );
  return {
    matches: shown.map(({ match, occurrences }) =>
      presentMatch(plan, segment, match, occurrences, ambiguous && isSame(match)),
    ),
    truncated: shown.length < all.length,
  };
}

/** Whether matches of one source offer different texts in one language. */
function isAmbiguous(plan: Plan, matches: readonly Ranked[]): boolean {
  return plan.targets.some((language) => {
    const texts = matches.flatMap(({ targets }) => {
      const content = targets[language]?.content;
      return content === undefined ? [] : [comparable(content, language)];
    });
    return new Set(texts).size > 1;
  });
}

function presentMatch(
  plan: Plan,
  segment: SegmentPlan,
  match: Ranked,
  occurrences: number,
  ambiguous: boolean,
): Match {
  const targets: { [language in Language]?: MatchTarget } = {};
  for (const language of LANGUAGES) {
    const offer = match.targets[language];
    if (offer !== undefined) targets[language] = presentTarget(offer);
  }
  return {
    score: rounded(match.best.score),
    kind: match.kind,
    unit: unitId(match.row.n),
    document: match.row.document,
    collection: match.row.collection,
    source: {
      language: plan.source,
      text: plainText(match.source.content),
      ...withCodes(match.source.content),
    },
    targets,
    time: newest(match),
    occurrences,
    ...(ambiguous ? { ambiguous: true } : {}),
    ...(match.via === undefined ? {} : { via: match.via }),
    ...(match.also === undefined ? {} : { also: rounded(100 * match.also) }),
    ...(plan.explain
      ? { explanation: explain(segment.query, match.source.content, match.comparison, match.best) }
      : {}),
  };
}

function presentTarget({ variant, content, adapted, stale, score, penalties }: Offer): MatchTarget {
  return {
    text: plainText(content),
    score: rounded(score),
    penalties,
    ...withCodes(content),
    state: variant.state,
    version: variant.version,
    author: variant.author,
    time: variant.time,
    origin: variant.origin,
    ...(adapted ? { adapted: true, original: plainText(variant.content) } : {}),
    ...(stale ? { stale: true } : {}),
  };
}

const withCodes = (content: Content): { content?: Content } => (content.some(isCode) ? { content } : {});
