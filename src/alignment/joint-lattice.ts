import { ALL_LANGUAGES, MASKS, type Shape3, SHAPES3 } from "./joint-shapes.ts";
import type { PairModel } from "./pair.ts";
import { shapeOf } from "./pair-parameters.ts";
import { at } from "./prepared-text.ts";

/** The models of the three pairs. The first language of each name is its source. */
export interface PairModels {
  readonly enRu: PairModel;
  readonly enZh: PairModel;
  readonly ruZh: PairModel;
}

/** True if a bead of three languages agrees with the fixed beads. */
export type BeadGuard = (start: Shape3, size: Shape3) => boolean;

/** Weight of each pair's evidence: en–ru is the most reliable, ru–zh the least. */
const PAIR_WEIGHTS = [1, 0.85, 0.7] as const;
/** Weight of the weaker two pairs of a bead. It is below 1 because the three pairs are not independent. */
const AGREEING = 0.8;
/** Log cost of dividing one block into two beads. */
const DIVISION = -0.5;
/** Edges with a lower score are left out. */
const LEAST_EDGE_SCORE = -1e4;
/** Limit of open cut points for each sentence. Real texts have about five. */
const STATES_PER_SENTENCE = 25;

/** Cut points of three texts as numbered states, ordered by i, then j, then k. */
export interface JointLattice {
  readonly i: Int32Array;
  readonly j: Int32Array;
  readonly k: Int32Array;
  readonly size: number;
  /** Number of the state (i, j, k), or -1. */
  readonly find: (i: number, j: number, k: number) => number;
}

/** The possible beads as edges between states. Each edge goes to a later state; they are ordered by `from`. */
export interface JointEdges {
  readonly from: Float64Array;
  readonly to: Float64Array;
  /** Index in `SHAPES3`. */
  readonly shape: Float64Array;
  /** Log-likelihood ratio, without prior. */
  readonly score: Float64Array;
  readonly count: number;
}

/**
 * The cut points that every pair considers possible.
 *
 * @param threshold least log posterior of a cut point in a pair
 * @returns `undefined` if too many cut points are left
 */
export function jointLattice({ enRu, enZh, ruZh }: PairModels, threshold: number): JointLattice | undefined {
  const n = enRu.source.size;
  const r = enRu.target.size;
  const z = enZh.target.size;
  const most = STATES_PER_SENTENCE * (n + r + z + 100);
  const I: number[] = [];
  const J: number[] = [];
  const K: number[] = [];
  const index: Map<number, number>[] = [];
  for (let i = 0; i <= n; i += 1) {
    if (I.length > most) return undefined;
    const row = new Map<number, number>();
    const ks = likelyCorners(enZh, i, threshold);
    for (const [j, first] of likelyCorners(enRu, i, threshold)) {
      for (const [k, second] of ks) {
        const end = (i === 0 && j === 0 && k === 0) || (i === n && j === r && k === z);
        const third = ruZh.corner(j, k);
        if (!end && (third < threshold * 2.5 || first + second + 0.5 * third < threshold * 1.5)) continue;
        row.set(j * (z + 1) + k, I.length);
        I.push(i);
        J.push(j);
        K.push(k);
      }
    }
    index.push(row);
  }
  return {
    i: Int32Array.from(I),
    j: Int32Array.from(J),
    k: Int32Array.from(K),
    size: I.length,
    find: (i, j, k) => (j > r || k > z ? -1 : (index[i]?.get(j * (z + 1) + k) ?? -1)),
  };
}

/** The cut points (i, j) of row i above the threshold, each with its log posterior. */
function likelyCorners(model: PairModel, i: number, threshold: number): [j: number, value: number][] {
  const found: [number, number][] = [];
  for (let j = at(model.band.low, i); j <= at(model.band.high, i); j += 1) {
    const value = model.corner(i, j);
    if (value > threshold) found.push([j, value]);
  }
  return found;
}

/** All allowed beads between the states that have some evidence. */
export function jointEdges(
  { enRu, enZh, ruZh }: PairModels,
  states: JointLattice,
  allowed: BeadGuard,
): JointEdges {
  const n = enRu.source.size;
  const scoreER = blockScore(enRu);
  const scoreEZ = blockScore(enZh);
  const scoreRZ = blockScore(ruZh);
  const from = createColumn();
  const to = createColumn();
  const shape = createColumn();
  const scores = createColumn();
  for (let x = 0; x < states.size; x += 1) {
    const i = at(states.i, x);
    const j = at(states.j, x);
    const k = at(states.k, x);
    for (let t = 0; t < SHAPES3.length; t += 1) {
      const [a, b, c] = SHAPES3[t] as Shape3;
      if (i + a > n) continue;
      const y = states.find(i + a, j + b, k + c);
      if (y < 0 || !allowed([i, j, k], [a, b, c])) continue;
      const u = a > 0 && b > 0 ? PAIR_WEIGHTS[0] * scoreER(i, a, j, b) : 0;
      const v = a > 0 && c > 0 ? PAIR_WEIGHTS[1] * scoreEZ(i, a, k, c) : 0;
      const w = b > 0 && c > 0 ? PAIR_WEIGHTS[2] * scoreRZ(j, b, k, c) : 0;
      let score = u + v + w;
      if (MASKS[t] === ALL_LANGUAGES) {
        const most = Math.max(u, v, w);
        score = most + AGREEING * (score - most);
      }
      if (!(score > LEAST_EDGE_SCORE)) continue;
      from.push(x);
      to.push(y);
      shape.push(t);
      scores.push(score);
    }
  }
  const starts = from.done();
  return { from: starts, to: to.done(), shape: shape.done(), score: scores.done(), count: starts.length };
}

/**
 * Score of a pair for a block. A block with two or more sentences on both sides may also be divided into two
 * beads.
 */
function blockScore(model: PairModel): (i: number, a: number, j: number, b: number) => number {
  const score = (i: number, a: number, j: number, b: number): number => {
    const shape = shapeOf(a, b);
    let best = shape < 0 ? Number.NEGATIVE_INFINITY : model.score(shape, i, j);
    if (a < 2 || b < 2) return best;
    for (let x = 1; x < a; x += 1) {
      for (let y = 1; y < b; y += 1) {
        const first = shapeOf(x, y) < 0 ? Number.NEGATIVE_INFINITY : model.score(shapeOf(x, y), i, j);
        if (first === Number.NEGATIVE_INFINITY) continue;
        best = Math.max(best, first + score(i + x, a - x, j + y, b - y) + DIVISION);
      }
    }
    return best;
  };
  return score;
}

/** A list of numbers that grows. */
function createColumn(): { push: (value: number) => void; done: () => Float64Array } {
  let data = new Float64Array(1 << 14);
  let size = 0;
  return {
    push: (value) => {
      if (size === data.length) {
        const bigger = new Float64Array(size * 2);
        bigger.set(data);
        data = bigger;
      }
      data[size] = value;
      size += 1;
    },
    done: () => data.slice(0, size),
  };
}
