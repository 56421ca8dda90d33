import { type Language, LANGUAGES } from "../../domain/language.ts";
import { mapInSlices, yieldToEventLoop } from "../../domain/event-loop.ts";
import { Problem } from "../../domain/problem.ts";
import { type Content, isCode, plainText } from "../../domain/segment.ts";
import type { Standing } from "../../domain/standing.ts";
import type { Origin, State } from "../../domain/unit.ts";
import type { Candidate, Candidates, Probe } from "../../matching/candidates.ts";
import { comparable } from "../../matching/comparable-text.ts";
import { EDIT_CELLS } from "../../matching/edits.ts";
import type { Offer } from "../../matching/offer.ts";
import { bridgesFor, pivotMatch } from "../../matching/pivot.ts";
import {
  newestTime,
  type Ranked,
  rankUnits,
  type Rules,
  type Selected,
  selectMatches,
  type Wanted,
} from "../../matching/rank.ts";
import {
  CELLS,
  explain,
  type Explanation,
  type MatchKind,
  type Penalty,
  type Query,
  queryOf,
  rounded,
} from "../../matching/score.ts";
import { type MatchUnit, matchUnits, type WantedUnit } from "../../storage/rows/match-units.ts";
import { unitId, unitNumber } from "../../storage/rows/units.ts";
import { collectionsFor } from "../access/visibility.ts";
import type { Actor, Context } from "../context.ts";

export interface LookupSegment {
  /** Plain text, or content with inline codes. */
  readonly text: string | Content;
  /** The segment before and after it in its document; the empty string where there is none. */
  readonly previous?: string;
  readonly next?: string;
  /** The same sentence in another language; units that agree with both come first. */
  readonly also?: { readonly language: Language; readonly text: string };
}

export interface Lookup {
  readonly source: Language;
  /** Absent or empty: all other languages. */
  readonly targets?: readonly Language[];
  readonly segments: readonly LookupSegment[];
  /** Least score of a match, 0 … 1; 0.7 when absent. */
  readonly threshold?: number;
  /** Matches per segment; 5 when absent. */
  readonly limit?: number;
  /** Units of these collections only. */
  readonly collections?: readonly string[];
  /** How collections stand in this lookup, by id; what is absent is as the settings of the collection say. */
  readonly standings?: { readonly [collection in string]?: Partial<Standing> };
  /** Ids of units that are left out, as the unit that is being translated. */
  readonly exclude?: readonly string[];
  /** Whether to look through a third language where no good match is found; true when absent. */
  readonly pivot?: boolean;
  /** Whether to say where the texts differ; true when absent. */
  readonly explain?: boolean;
}

export interface MatchTarget {
  readonly text: string;
  /** Score of this target, 0 … 101, one decimal. */
  readonly score: number;
  readonly penalties: readonly Penalty[];
  /** Content with the query's own inline codes; absent when it has none. */
  readonly content?: Content;
  readonly state: State;
  readonly version: number;
  readonly author: string;
  readonly time: string;
  readonly origin: Origin;
  /** Its numbers were changed to the query's; `original` is the text as stored. */
  readonly adapted?: true;
  readonly original?: string;
  readonly stale?: true;
}

export interface Match {
  /** Score of its best target, 0 … 101, one decimal. */
  readonly score: number;
  readonly kind: MatchKind;
  readonly unit: string;
  readonly document: string;
  readonly collection: string;
  readonly source: { readonly language: Language; readonly text: string; readonly content?: Content };
  readonly targets: { readonly [language in Language]?: MatchTarget };
  /** Newest time of its targets. */
  readonly time: string;
  /** Units with this source and these targets among the units that were compared, this one included. */
  readonly occurrences: number;
  /** The same source has other targets elsewhere. */
  readonly ambiguous?: true;
  /** The third language through which the target was found, and the unit that has the target. */
  readonly via?: { readonly language: Language; readonly text: string; readonly unit: string };
  /** Similarity to the second source (`also`), per cent. */
  readonly also?: number;
  readonly explanation?: Explanation;
}

export interface LookupResult {
  readonly matches: readonly Match[];
  /** More matches than `limit` were above the threshold. */
  readonly truncated: boolean;
}

/**
 * Segments, matches per segment, characters per segment and excluded units that one request may ask for, and the lowest
 * threshold.
 */
export const LOOKUP_LIMITS = {
  segments: 1000,
  matches: 50,
  text: 200_000,
  exclude: 100,
  threshold: 0.01,
} as const;

/** Units with another text that are compared in every way, beyond the number of matches that are wanted. */
const SPARE = 12;
/** The same number in all where a filter by collection takes some units away. */
const FILTERED = 200;
/**
 * Cells of edit matrices that a request may fill for comparing, and for showing where texts differ. Only a request with
 * many long segments comes near; its matches are found and explained in less detail then.
 */
const COMPARED_CELLS = 2e10;
const EXPLAINED_CELLS = 2e8;
/** Units that are read at once where a round trip costs nothing; other requests are served in between. */
const READ_AT_ONCE = 500;
/** Units with the very text that are asked for where neighbours or a filter decide which of them are of use. */
const EQUAL = 1000;

/**
 * Finds what was said before: for each segment the units with the same or a similar text in its language, best
 * first. Ties are broken by agreement with the second source, similarity, state, time and id, in this order.
 *
 * The candidates of the whole batch take one round trip, their texts one more. Where a target is looked for through
 * a third language, that takes two further round trips.
 *
 * @throws {Problem} `too-large`, `invalid-fields`
 */
export async function lookup(context: Context, actor: Actor, wanted: Lookup): Promise<LookupResult[]> {
  const plan = planOf(wanted, actor);
  const probes = plan.segments.flatMap(({ probes: list }) => list);
  if (probes.length === 0) return wanted.segments.map(() => ({ matches: [], truncated: false }));
  const found = await context.index.candidates(probes);
  const units = await readUnits(
    context,
    plan,
    plan.segments.flatMap((segment) => wantedUnits(segment, found)),
  );
  const matches = await mapInSlices(plan.segments, (segment) =>
    rankUnits(plan.rules, segment, unitsAmong(candidatesOf(segment, found, "direct"), units)),
  );
  if (wanted.pivot !== false) await addPivots(context, plan, matches, found, units);
  const selections = matches.map((one) => selectMatches(plan.rules, one));
  const shown = selections.reduce((sum, { selected }) => sum + selected.length, 0);
  const cells = Math.min(EDIT_CELLS, Math.floor(EXPLAINED_CELLS / Math.max(1, shown)));
  return mapInSlices(selections, ({ selected, truncated }, at) => ({
    matches: selected.map((one) => matchOf(plan, plan.segments[at] as SegmentPlan, one, cells)),
    truncated,
  }));
}

interface Plan {
  readonly rules: Rules;
  /** Ids; `undefined` for all. */
  readonly collections: readonly string[] | undefined;
  readonly standings: NonNullable<Lookup["standings"]>;
  /** Numbers of units that are left out. */
  readonly exclude: ReadonlySet<number>;
  readonly explain: boolean;
  readonly segments: readonly SegmentPlan[];
}

interface SegmentPlan extends Wanted {
  /** Index of its first probe among the probes of all segments. */
  readonly first: number;
  /** The segment's own probe, then that of its second source; none for an empty text. */
  readonly probes: readonly Probe[];
}

/** @throws {Problem} `too-large`, `invalid-fields` */
function planOf(wanted: Lookup, actor: Actor): Plan {
  const { source, segments, threshold = 0.7, limit = 5, exclude = [] } = wanted;
  assertWithinLimits(segments.length, threshold, limit, exclude.length);
  const asked = LANGUAGES.filter((language) => wanted.targets?.includes(language) && language !== source);
  const targets = asked.length > 0 ? asked : LANGUAGES.filter((language) => language !== source);
  const collections = collectionsFor(actor, wanted.collections);
  const filtered = collections !== undefined;
  const compared = filtered ? FILTERED : limit + SPARE;
  const probeOf = (query: Query, inContext: boolean): Probe => {
    const others = targets.filter((target) => target !== query.language);
    return {
      language: query.language,
      text: query.folded,
      least: Math.min(1, threshold),
      targets: others.length > 0 ? others : [source],
      limit: filtered ? FILTERED : compared + exclude.length,
      ...(filtered || inContext ? { equal: EQUAL } : {}),
    };
  };
  const cells = Math.min(CELLS, COMPARED_CELLS / Math.max(1, segments.length * compared));
  const plans: SegmentPlan[] = [];
  let first = 0;
  for (const [at, { text, previous, next, also }] of segments.entries()) {
    const content = typeof text === "string" ? [text] : text;
    const second = also?.language === source || also?.text.trim() === "" ? undefined : also;
    const size = plainText(content).length + (second?.text.length ?? 0);
    if (size > LOOKUP_LIMITS.text) {
      throw new Problem("too-large", { limit: LOOKUP_LIMITS.text }, { field: `/segments/${at}` });
    }
    const query = queryOf(content, source, cells);
    const other = second && queryOf([second.text], second.language, cells);
    const inContext = previous !== undefined || next !== undefined;
    const queries = query.folded === "" ? [] : other === undefined ? [query] : [query, other];
    const probes = queries.map((one) => probeOf(one, inContext));
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
    rules: {
      source,
      targets,
      threshold: Math.min(1, threshold),
      limit,
      compared,
    },
    collections: filtered ? collections : undefined,
    standings: wanted.standings ?? {},
    exclude: new Set(exclude.flatMap((id) => unitNumber(id) ?? [])),
    explain: wanted.explain !== false,
    segments: plans,
  };
}

/** @throws {Problem} `too-large`, `invalid-fields` */
function assertWithinLimits(segments: number, threshold: number, limit: number, exclude: number): void {
  if (segments > LOOKUP_LIMITS.segments) {
    throw new Problem("too-large", { limit: LOOKUP_LIMITS.segments }, { field: "/segments" });
  }
  if (!(threshold >= LOOKUP_LIMITS.threshold && threshold <= 1.01))
    throw new Problem("invalid-fields", {}, { field: "/threshold" });
  if (!(Number.isInteger(limit) && limit >= 1 && limit <= LOOKUP_LIMITS.matches)) {
    throw new Problem("invalid-fields", { limit: LOOKUP_LIMITS.matches }, { field: "/limit" });
  }
  if (exclude > LOOKUP_LIMITS.exclude) {
    throw new Problem("too-large", { limit: LOOKUP_LIMITS.exclude }, { field: "/exclude" });
  }
}

/** Candidates of a segment, from all its probes. */
const candidatesOf = (
  segment: SegmentPlan,
  found: readonly Candidates[],
  kind: keyof Candidates,
): Candidate[] => segment.probes.flatMap((_, at) => found[segment.first + at]?.[kind] ?? []);

function wantedUnits(segment: SegmentPlan, found: readonly Candidates[]): WantedUnit[] {
  const inContext = segment.previous !== undefined || segment.next !== undefined;
  const { language } = segment.query;
  const direct = candidatesOf(segment, found, "direct").map(({ n, exact }) =>
    inContext && exact ? { n, context: language } : { n },
  );
  return [...direct, ...candidatesOf(segment, found, "partial").map(({ n }) => ({ n }))];
}

/** By number. */
type Units = ReadonlyMap<number, MatchUnit>;

/** Reads each unit once, with its neighbours if any segment needs them. */
async function readUnits(context: Context, plan: Plan, wanted: readonly WantedUnit[]): Promise<Units> {
  const once = new Map<number, WantedUnit>();
  for (const one of wanted) {
    if (plan.exclude.has(one.n)) continue;
    if (one.context !== undefined || !once.has(one.n)) once.set(one.n, one);
  }
  const all = [...once.values()];
  const size = context.storage.engine === "d1" ? all.length : READ_AT_ONCE;
  const units = new Map<number, MatchUnit>();
  for (let at = 0; at < all.length; at += size) {
    if (at > 0) await yieldToEventLoop();
    const read = await matchUnits(context.storage, all.slice(at, at + size), plan.collections);
    for (const unit of read) {
      const own = plan.standings[unit.collection];
      units.set(unit.n, own === undefined ? unit : { ...unit, standing: { ...unit.standing, ...own } });
    }
  }
  return units;
}

/** The units of some candidates, each once. */
const unitsAmong = (candidates: readonly Candidate[], units: Units): MatchUnit[] =>
  [...new Set(candidates.map(({ n }) => n))].flatMap((n) => units.get(n) ?? []);

/** Adds matches through a third language to the segments that have none good enough. */
async function addPivots(
  context: Context,
  plan: Plan,
  matches: readonly Ranked<MatchUnit>[][],
  found: readonly Candidates[],
  units: Units,
): Promise<void> {
  const { rules } = plan;
  const ways = plan.segments.flatMap((segment, at) => {
    const own = matches[at] ?? [];
    const partial = unitsAmong(candidatesOf(segment, found, "partial"), units);
    return bridgesFor(rules, segment, own, partial).map((bridge) => ({ segment, own, bridge }));
  });
  if (ways.length === 0) return;
  const answers = await context.index.candidates(
    ways.map(({ bridge: { via, folded, target } }) => ({
      language: via,
      text: folded,
      least: 1,
      targets: [target],
      limit: SPARE,
    })),
  );
  const ends = answers.map(({ direct }) => direct.filter(({ exact }) => exact));
  const endUnits = await readUnits(
    context,
    plan,
    ends.flat().map(({ n }) => ({ n })),
  );
  for (const [at, { segment, own, bridge }] of ways.entries()) {
    for (const unit of unitsAmong(ends[at] ?? [], endUnits)) {
      const match = pivotMatch(rules, segment, bridge, unit);
      if (match) own.push(match);
    }
  }
}

function matchOf(
  plan: Plan,
  { query }: SegmentPlan,
  { match, occurrences, ambiguous }: Selected<MatchUnit>,
  cells: number,
): Match {
  const { unit, source, comparison, kind, best, via, also } = match;
  const targets: { [language in Language]?: MatchTarget } = {};
  for (const language of LANGUAGES) {
    const offer = match.targets[language];
    if (offer !== undefined) targets[language] = targetOf(offer);
  }
  return {
    score: rounded(best.score),
    kind,
    unit: unitId(unit.n),
    document: unit.document,
    collection: unit.collection,
    source: {
      language: plan.rules.source,
      text: plainText(source.content),
      ...withCodes(source.content),
    },
    targets,
    time: newestTime(match),
    occurrences,
    ...(ambiguous ? { ambiguous: true } : {}),
    ...(via === undefined
      ? {}
      : { via: { language: via.language, text: plainText(via.content), unit: unitId(via.n) } }),
    ...(also === undefined ? {} : { also: rounded(100 * also) }),
    ...(plan.explain ? { explanation: explain(query, source.content, comparison, best, cells) } : {}),
  };
}

function targetOf({ variant, content, adapted, stale, score, penalties }: Offer): MatchTarget {
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
