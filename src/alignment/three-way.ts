import {
  type BeadGuard,
  type JointEdges,
  jointEdges,
  jointLattice,
  type JointLattice,
  type PairModels,
} from "./joint-lattice.ts";
import { jointPosterior } from "./joint-posterior.ts";
import { type Shape3, SHAPES3 } from "./joint-shapes.ts";
import { decode } from "./minimum-risk.ts";
import type { PairModel } from "./pair.ts";
import { type PairBead, type Span, spanKey } from "./pair-bead.ts";
import { shapeOf } from "./pair-parameters.ts";
import { at } from "./prepared-text.ts";

/** A bead of the joint alignment: where it starts in each language and how many sentences it takes. */
export interface JointBead {
  readonly start: Shape3;
  readonly size: Shape3;
  /** Posterior of exactly this bead. */
  readonly p: number;
}

export interface JointModel {
  /** The alignment with the greatest expected number of right beads. */
  readonly beads: readonly JointBead[];
  /** All beads with a posterior above 0.005, by `beadKey`. */
  readonly posterior: ReadonlyMap<string, JointBead>;
  /** Pair alignments from a mixture of the pair's own posteriors and the joint ones. */
  readonly pairs: { readonly enRu: PairBead[]; readonly enZh: PairBead[]; readonly ruZh: PairBead[] };
}

export const beadKey = (start: Shape3, size: Shape3): string => `${start.join(",")};${size.join(",")}`;

/** Weight of the joint posteriors in the decoding of en–ru, en–zh and ru–zh. */
const JOINT_SHARE = [0.3, 0.45, 0.6] as const;
const LEAST_POSTERIOR = 0.005;
/** Value of a correct bead of one, two and three languages in decoding. */
const GAINS = [0, 0.6, 1.6, 2] as const;

/**
 * Joint alignment of three texts. The states are the cut points that the pairs consider possible; the edges are
 * beads of three languages. Forward–backward gives posteriors, and minimum Bayes risk decoding gives the
 * alignment.
 *
 * @param fixed for each language and sentence the number of its fixed bead, or -1; a fixed bead has at most one
 *   sentence of each language
 * @returns `undefined` if no path is left, or too many; the caller then uses the pairs
 */
export function alignThree(
  models: PairModels,
  fixed?: readonly [Int32Array, Int32Array, Int32Array],
): JointModel | undefined {
  const allowed = fixed === undefined ? () => true : beadGuard(fixed);
  for (const threshold of [-18, -32, -60]) {
    const states = jointLattice(models, threshold) ?? jointLattice(models, -8) ?? jointLattice(models, -4);
    // Repetitive texts leave too many cut points possible.
    if (states === undefined) return undefined;
    const result = alignOver(models, states, allowed);
    if (result !== undefined) return result;
  }
  return undefined;
}

function beadGuard(fixed: readonly [Int32Array, Int32Array, Int32Array]): BeadGuard {
  // the languages of each fixed bead, as bits
  const masks = new Map<number, number>();
  fixed.forEach((beads, language) => {
    for (const bead of beads) if (bead >= 0) masks.set(bead, (masks.get(bead) ?? 0) | (1 << language));
  });
  return (start, size) => {
    let bead = -1;
    for (let language = 0; language < 3; language += 1) {
      const from = start[language] as number;
      for (let s = from; s < from + (size[language] as number); s += 1) {
        bead = Math.max(bead, at(fixed[language] as Int32Array, s));
      }
    }
    if (bead < 0) return true;
    const mask = masks.get(bead) ?? 0;
    return [0, 1, 2].every((language) =>
      (mask >> language) & 1
        ? size[language] === 1 && at(fixed[language] as Int32Array, start[language] as number) === bead
        : size[language] === 0,
    );
  };
}

function alignOver(models: PairModels, states: JointLattice, allowed: BeadGuard): JointModel | undefined {
  const { enRu, enZh, ruZh } = models;
  const first = states.find(0, 0, 0);
  const last = states.find(enRu.source.size, enRu.target.size, enZh.target.size);
  if (first < 0 || last < 0) return undefined;
  const edges = jointEdges(models, states, allowed);
  const posterior = jointPosterior(edges, first, last);
  if (posterior === undefined) return undefined;
  const beads = decodeJoint(states, edges, posterior, first, last);
  if (beads === undefined) return undefined;
  const likely: JointBead[] = [];
  for (let e = 0; e < edges.count; e += 1) {
    const p = at(posterior, e);
    if (p >= LEAST_POSTERIOR) likely.push(beadOf(states, edges, e, p));
  }
  return {
    beads,
    posterior: new Map(likely.map((bead) => [beadKey(bead.start, bead.size), bead])),
    pairs: {
      enRu: decodeMixed(enRu, marginals(enRu, likely, 0, 1), JOINT_SHARE[0]),
      enZh: decodeMixed(enZh, marginals(enZh, likely, 0, 2), JOINT_SHARE[1]),
      ruZh: decodeMixed(ruZh, marginals(ruZh, likely, 1, 2), JOINT_SHARE[2]),
    },
  };
}

function beadOf(states: JointLattice, edges: JointEdges, e: number, p: number): JointBead {
  const x = at(edges.from, e);
  return {
    start: [at(states.i, x), at(states.j, x), at(states.k, x)],
    size: SHAPES3[at(edges.shape, e)] as Shape3,
    p,
  };
}

/** The path with the greatest expected gain. */
function decodeJoint(
  states: JointLattice,
  edges: JointEdges,
  posterior: Float64Array,
  first: number,
  last: number,
): JointBead[] | undefined {
  const best = new Float64Array(states.size).fill(-1);
  const via = new Int32Array(states.size).fill(-1);
  best[first] = 0;
  for (let e = 0; e < edges.count; e += 1) {
    const x = at(edges.from, e);
    if (at(best, x) < 0) continue;
    const size = SHAPES3[at(edges.shape, e)] as Shape3;
    const sides = (size[0] > 0 ? 1 : 0) + (size[1] > 0 ? 1 : 0) + (size[2] > 0 ? 1 : 0);
    const value = at(best, x) + at(posterior, e) * (GAINS[sides] ?? 0);
    const y = at(edges.to, e);
    if (value > at(best, y)) {
      best[y] = value;
      via[y] = e;
    }
  }
  const beads: JointBead[] = [];
  for (let y = last; y !== first;) {
    const e = at(via, y);
    if (e < 0) return undefined;
    beads.push(beadOf(states, edges, e, at(posterior, e)));
    y = at(edges.from, e);
  }
  return beads.reverse();
}

/**
 * Posteriors of one pair from the joint beads, by `spanKey`. `A` and `B` are the pair's languages: 0 en, 1 ru, 2
 * zh.
 */
function marginals(
  model: PairModel,
  beads: readonly JointBead[],
  A: 0 | 1,
  B: 1 | 2,
): ReadonlyMap<string, PairBead> {
  const sums = new Map<string, PairBead>();
  for (const { start, size, p } of beads) {
    for (const span of projection(model, { i: start[A], a: size[A], j: start[B], b: size[B] })) {
      const key = spanKey(span);
      sums.set(key, { ...span, p: Math.min(1, (sums.get(key)?.p ?? 0) + p) });
    }
  }
  return sums;
}

/**
 * Turns a block into beads of a pair. A gap gives one bead for each sentence; a 2-2 block gives two beads where
 * the pair prefers that.
 */
function projection(model: PairModel, { i, a, j, b }: Span): Span[] {
  if (a === 0 || b === 0) {
    return [
      ...Array.from({ length: a }, (_, k) => ({ i: i + k, a: 1, j, b: 0 })),
      ...Array.from({ length: b }, (_, k) => ({ i, a: 0, j: j + k, b: 1 })),
    ];
  }
  const divided =
    a === 2 &&
    b === 2 &&
    model.score(0, i, j) + model.score(0, i + 1, j + 1) - 0.5 > model.score(shapeOf(2, 2), i, j);
  if (!divided) return [{ i, a, j, b }];
  return [
    { i, a: 1, j, b: 1 },
    { i: i + 1, a: 1, j: j + 1, b: 1 },
  ];
}

function decodeMixed(model: PairModel, joint: ReadonlyMap<string, PairBead>, share: number): PairBead[] {
  const mixed = new Map<string, PairBead>();
  for (const bead of model.posteriors) mixed.set(spanKey(bead), { ...bead, p: (1 - share) * bead.p });
  for (const [key, bead] of joint) mixed.set(key, { ...bead, p: share * bead.p + (mixed.get(key)?.p ?? 0) });
  const ordered = [...mixed.values()].sort((x, y) => x.i - y.i || x.j - y.j);
  return decode(model.source.size, model.target.size, model.band, ordered);
}
