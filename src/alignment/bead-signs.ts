import type { Signs } from "./confidence.ts";
import type { Shape3 } from "./joint-shapes.ts";
import { decode } from "./minimum-risk.ts";
import type { PairModel } from "./pair.ts";
import { type PairBead, type Span, spanKey } from "./pair-bead.ts";
import { alignThree, beadKey, type JointModel } from "./three-way.ts";
import { type ClosedBead, combine, components } from "./cycle-check.ts";

/** Posteriors of a pair, by bead. */
interface PairView {
  readonly model: PairModel;
  /**
   * Posterior of a bead with both sides. If the pair divides the block into two beads, it is the lower of their
   * posteriors.
   */
  readonly bead: (span: Span) => number;
  /** Lowest posterior of being a gap among the sentences of a span. */
  readonly alone: (span: Span) => number;
}

function viewOf(model: PairModel): PairView {
  const posterior = new Map<string, number>();
  const source = new Float64Array(model.source.size);
  const target = new Float64Array(model.target.size);
  for (const span of model.posteriors) {
    const { i, a, j, b, p } = span;
    if (a > 0 && b > 0) posterior.set(spanKey(span), p);
    else if (a > 0) source[i] = (source[i] ?? 0) + p;
    else target[j] = (target[j] ?? 0) + p;
  }
  const bead = (span: Span): number => {
    const { i, a, j, b } = span;
    let best = posterior.get(spanKey(span)) ?? 0;
    if (a < 2 || b < 2) return best;
    for (let x = 1; x < a; x += 1) {
      for (let y = 1; y < b; y += 1) {
        const first = posterior.get(spanKey({ i, a: x, j, b: y })) ?? 0;
        if (first > best)
          best = Math.max(best, Math.min(first, bead({ i: i + x, a: a - x, j: j + y, b: b - y })));
      }
    }
    return best;
  };
  const alone = ({ i, a, j, b }: Span): number => {
    let least = 1;
    for (let k = 0; k < a; k += 1) least = Math.min(least, source[i + k] ?? 0);
    for (let k = 0; k < b; k += 1) least = Math.min(least, target[j + k] ?? 0);
    return least;
  };
  return { model, bead, alone };
}

type Evidence = Pick<Signs, "early" | "explained" | "lengthError" | "shortest">;

/** The signs that one pair of languages gives for one of its beads. */
function pairEvidence(model: PairModel, span: Span): Evidence {
  const { i, a, j, b } = span;
  const sum = (lengths: Float64Array) => lengths.reduce((total, length) => total + length, 0);
  const source = model.source.lengths.subarray(i, i + a);
  const target = model.target.lengths.subarray(j, j + b).map((length) => length / model.ratio);
  const full = a > 0 && b > 0;
  return {
    early: model.early(span),
    explained: full ? model.explained(span) : 0,
    lengthError: full ? Math.abs(Math.log(sum(source) / sum(target))) : 0,
    shortest: Math.min(...source, ...target),
  };
}

/** The worst evidence among several pairs. */
function worstEvidence(all: readonly Evidence[]): Evidence {
  if (all.length === 0) return { early: 0, explained: 0, lengthError: 0, shortest: 1 };
  return {
    early: Math.min(...all.map(({ early }) => early)),
    explained: Math.min(...all.map(({ explained }) => explained)),
    lengthError: Math.max(...all.map(({ lengthError }) => lengthError)),
    shortest: Math.min(...all.map(({ shortest }) => shortest)),
  };
}

/** Share of the beads that are not one sentence of each language. */
const irregularity = (beads: readonly { readonly size: readonly number[] }[]): number =>
  beads.filter(({ size }) => size.some((count) => count !== 1)).length / Math.max(1, beads.length);

/** Signs of every bead of a two-way alignment, in order. */
export function pairSigns(model: PairModel, beads: readonly PairBead[]): Signs[] {
  const irregular = irregularity(beads.map(({ a, b }) => ({ size: [a, b] })));
  return beads.map((bead) => ({
    posterior: bead.p,
    weakestPair: bead.p,
    meanPair: bead.p,
    agreed: 1,
    neighboursAgreed: 1,
    irregular,
    missing: bead.a > 0 && bead.b > 0 ? 0 : 1,
    extra: Math.max(0, bead.a - 1) + Math.max(0, bead.b - 1),
    ...pairEvidence(model, bead),
  }));
}

/** A three-way alignment with the signs of every bead, before confidences are given. */
export interface ThreeWayAlignment {
  readonly beads: readonly ClosedBead[];
  readonly signs: readonly Signs[];
  readonly joint: JointModel | undefined;
}

/**
 * Joint alignment of three texts, checked against the three pairs.
 *
 * @param models of en–ru, en–zh and ru–zh
 * @param fixed for each language and sentence the number of its fixed bead, or -1
 */
export function alignTriangle(
  [enRu, enZh, ruZh]: readonly PairModel[],
  sizes: Shape3,
  fixed?: readonly [Int32Array, Int32Array, Int32Array],
): ThreeWayAlignment {
  if (enRu === undefined || enZh === undefined || ruZh === undefined)
    throw new Error("three pair models are needed");
  const joint = alignThree({ enRu, enZh, ruZh }, fixed);
  const plain = (model: PairModel) =>
    decode(model.source.size, model.target.size, model.band, model.posteriors);
  const pairs = joint?.pairs ?? { enRu: plain(enRu), enZh: plain(enZh), ruZh: plain(ruZh) };
  const closed = components(sizes, pairs);
  const beads = joint === undefined ? closed : combine(closed, joint.beads);
  const legs = [
    { view: viewOf(enRu), from: 0, to: 1 },
    { view: viewOf(enZh), from: 0, to: 2 },
    { view: viewOf(ruZh), from: 1, to: 2 },
  ] as const;
  const irregular = irregularity(beads);
  const signs = beads.map(({ start, size, closed: agreed }, index): Signs => {
    const pairPosteriors: number[] = [];
    const evidence: Evidence[] = [];
    for (const { view, from, to } of legs) {
      const span = { i: start[from], a: size[from], j: start[to], b: size[to] };
      if (span.a === 0 && span.b === 0) continue;
      const full = span.a > 0 && span.b > 0;
      pairPosteriors.push(Math.min(1, full ? view.bead(span) : view.alone(span)));
      if (full) evidence.push(pairEvidence(view.model, span));
    }
    return {
      posterior: joint?.posterior.get(beadKey(start, size))?.p ?? 0,
      weakestPair: Math.min(...pairPosteriors),
      meanPair: pairPosteriors.reduce((sum, p) => sum + p, 0) / Math.max(1, pairPosteriors.length),
      agreed: agreed ? 1 : 0,
      neighboursAgreed:
        ((beads[index - 1]?.closed ?? true) ? 0.5 : 0) + ((beads[index + 1]?.closed ?? true) ? 0.5 : 0),
      irregular,
      missing: size.filter((count) => count === 0).length,
      extra: size.reduce((sum, count) => sum + Math.max(0, count - 1), 0),
      ...worstEvidence(evidence),
    };
  });
  return { beads, signs, joint };
}
