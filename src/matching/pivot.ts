import { type Language, LANGUAGES } from "../domain/language.ts";
import type { Content } from "../domain/segment.ts";
import { comparable } from "./comparable-text.ts";
import { offerOf, targetPenalties } from "./offer.ts";
import {
  type Ranked,
  reaches,
  type Rules,
  similarityToSecond,
  type Source,
  sourcesOf,
  type Unit,
  type Wanted,
} from "./rank.ts";
import { compareWith, type Comparison, penalty, scoreOf } from "./score.ts";

/**
 * A way to a target through a third language: a unit like the segment that lacks the target, but has the third
 * language. Another unit with the very text of that language may have the target.
 */
export interface Bridge<U extends Unit = Unit> {
  readonly start: Source<U>;
  readonly comparison: Comparison;
  readonly target: Language;
  readonly via: Language;
  readonly content: Content;
  /** `content` in comparable form. */
  readonly folded: string;
}

/** A match with this score makes pivoting needless: a pivot match loses ten points. */
const GOOD_ENOUGH = 90;
/** Bridges that are followed, per segment. */
const FOLLOWED = 3;

/**
 * The most promising bridges to targets for which no good match was found.
 *
 * @param matches of the segment so far
 * @param units each once, that are like the segment and lack a target
 */
export function bridgesFor<U extends Unit>(
  rules: Rules,
  { query }: Wanted,
  matches: readonly Ranked<U>[],
  units: readonly U[],
): Bridge<U>[] {
  const missing = rules.targets.filter(
    (target) => !matches.some(({ targets }) => (targets[target]?.score ?? 0) >= GOOD_ENOUGH),
  );
  if (missing.length === 0) return [];
  const bridges: Bridge<U>[] = [];
  for (const start of sourcesOf(units, query.language)) {
    const comparison = compareWith(query, start.source.content, start.folded, rules.threshold);
    if (comparison === undefined) continue;
    const { variants } = start.unit;
    for (const target of missing.filter((one) => variants[one] === undefined)) {
      for (const via of LANGUAGES) {
        const content = variants[via]?.content;
        if (via === rules.source || content === undefined) continue;
        const folded = comparable(content, via);
        if (folded !== "") bridges.push({ start, comparison, target, via, content, folded });
      }
    }
  }
  return bridges.sort((a, b) => scoreOf(b.comparison) - scoreOf(a.comparison)).slice(0, FOLLOWED);
}

/**
 * The match at the end of a bridge; `undefined` where the score does not reach the threshold.
 *
 * @param end a unit with the bridge's text in the third language
 */
export function pivotMatch<U extends Unit>(
  rules: Rules,
  wanted: Wanted,
  { start, comparison, target, via, content }: Bridge<U>,
  end: Unit,
): Ranked<U> | undefined {
  const [middle, variant] = [end.variants[via], end.variants[target]];
  if (middle === undefined || variant === undefined || end.n === start.unit.n) return undefined;
  const own = [penalty("pivot"), ...targetPenalties(end, variant)];
  const best = offerOf(wanted.query, middle.content, variant, target, comparison, own);
  if (!reaches(best.score, rules.threshold)) return undefined;
  return {
    unit: start.unit,
    source: start.source,
    comparison,
    kind: "pivot",
    best,
    targets: { [target]: best },
    also: similarityToSecond(wanted, start.unit),
    via: { language: via, content, n: end.n },
  };
}
