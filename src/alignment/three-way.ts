import { decode, type PairBead, type PairModel, shapeOf } from "./pair.ts";
import { at } from "./prepared-text.ts";

/** How many sentences of en, ru and zh a bead takes. */
export type Shape3 = readonly [number, number, number];

/** A bead of the joint alignment: where it starts in each language and how many sentences it takes. */
export interface JointBead {
  readonly start: Shape3;
  readonly size: Shape3;
  /** Posterior of exactly this bead. */
  readonly p: number;
}

/** The three pair models, each with the first language as source. */
export interface PairModels {
  readonly enRu: PairModel;
  readonly enZh: PairModel;
  readonly ruZh: PairModel;
}

export interface JointModel {
  /** The alignment with the greatest expected number of right beads. */
  readonly beads: readonly JointBead[];
  /** All beads with a posterior above 0.005, by `beadKey`. */
  readonly posterior: ReadonlyMap<string, JointBead>;
  /** Pair alignments with the third language's voice mixed in. */
  readonly pairs: { readonly enRu: PairBead[]; readonly enZh: PairBead[]; readonly ruZh: PairBead[] };
}

export const beadKey = (start: Shape3, size: Shape3): string => `${start.join(",")};${size.join(",")}`;

const SHAPES3: readonly Shape3[] = shapes();
/** Expected shares before the document is seen; normalised below. */
const PRIORS3 = normalised(SHAPES3.map(prior));
const MASKS = SHAPES3.map(([a, b, c]) => (a > 0 ? 1 : 0) + (b > 0 ? 2 : 0) + (c > 0 ? 4 : 0));
const FULL = 7;
/** Weight of the three pairs' evidence: en–ru is the surest, ru–zh the least. */
const PAIR_WEIGHTS = [1, 0.85, 0.7] as const;
/** Weight of the second and third pair of a bead: three legs of a triangle are not independent. */
const AGREEING = 0.8;
/** P(the same languages are missing again), and pseudo-beads that hold the priors. */
const STAY = 0.3;
const PRIOR_STRENGTH = 30;
/** Share of the joint model's voice in each pair's decoding. */
const JOINT_SHARE = [0.3, 0.45, 0.6] as const;
const NONE = -1e30;
const LEAST = 0.005;
/** Real texts have about five cut points a sentence left open; more than this is no text. */
const STATES_PER_SENTENCE = 25;

function shapes(): Shape3[] {
  const found: Shape3[] = [];
  for (let a = 0; a <= 4; a += 1) {
    for (let b = 0; b <= 4; b += 1) {
      for (let c = 0; c <= 4; c += 1) {
        const sides = [a, b, c].filter((size) => size > 0);
        const most = Math.max(a, b, c);
        const sum = a + b + c;
        if (sides.length === 0) continue;
        const ok =
          sides.length === 1
            ? most === 1
            : sides.length === 2
              ? sum <= 4
              : most <= 3
                ? sum <= 8
                : sides.filter((size) => size === 4).length <= 2 && sum <= 9;
        if (ok) found.push([a, b, c]);
      }
    }
  }
  return found;
}

function prior([a, b, c]: Shape3): number {
  const sides = [a, b, c].filter((size) => size > 0).length;
  const most = Math.max(a, b, c);
  const sum = a + b + c;
  if (sides === 1) return 0.02;
  if (sides === 2) return most === 1 ? 0.018 : sum === 3 ? 0.002 : 0.0005;
  if (sum === 3) return 0.65;
  if (sum === 4) return 0.035;
  if (sum === 5) return most === 2 ? 0.033 : 0.005;
  if (sum === 6 && most === 2) return 0.003;
  return most === 3 && sum <= 7 ? 0.004 : 0.001;
}

function normalised(values: readonly number[]): number[] {
  const total = values.reduce((sum, value) => sum + value, 0);
  return values.map((value) => value / total);
}

function logAdd(a: number, b: number): number {
  if (a < b) return b + (a - b < -36 ? 0 : Math.log1p(Math.exp(a - b)));
  return a <= NONE ? NONE : a + (b - a < -36 ? 0 : Math.log1p(Math.exp(b - a)));
}

/**
 * Evidence of a pair for a block of it; blocks of two and more against two and more may also be read as two beads.
 */
function blockScore(model: PairModel): (i: number, a: number, j: number, b: number) => number {
  const divided = -0.5;
  const score = (i: number, a: number, j: number, b: number): number => {
    const shape = shapeOf(a, b);
    let best = shape < 0 ? Number.NEGATIVE_INFINITY : model.score(shape, i, j);
    if (a < 2 || b < 2) return best;
    for (let x = 1; x < a; x += 1) {
      for (let y = 1; y < b; y += 1) {
        const first = shapeOf(x, y) < 0 ? Number.NEGATIVE_INFINITY : model.score(shapeOf(x, y), i, j);
        if (first === Number.NEGATIVE_INFINITY) continue;
        best = Math.max(best, first + score(i + x, a - x, j + y, b - y) + divided);
      }
    }
    return best;
  };
  return score;
}

interface Lattice3 {
  readonly i: Int32Array;
  readonly j: Int32Array;
  readonly k: Int32Array;
  readonly size: number;
  /** Number of the state (i, j, k), or -1. */
  readonly find: (i: number, j: number, k: number) => number;
}

/** Cut points of all three texts that each pair believes possible. */
function lattice({ enRu, enZh, ruZh }: PairModels, threshold: number): Lattice3 | undefined {
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
    const js: [number, number][] = [];
    const ks: [number, number][] = [];
    for (let j = at(enRu.band.low, i); j <= at(enRu.band.high, i); j += 1) {
      const value = enRu.corner(i, j);
      if (value > threshold) js.push([j, value]);
    }
    for (let k = at(enZh.band.low, i); k <= at(enZh.band.high, i); k += 1) {
      const value = enZh.corner(i, k);
      if (value > threshold) ks.push([k, value]);
    }
    for (const [j, first] of js) {
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

/** A growing column of numbers. */
function column(): { push: (value: number) => void; done: () => Float64Array } {
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

/**
 * Joint alignment of three texts: a lattice of the cut points that the pairs leave open, forward–backward
 * over beads of three languages, gaps that stay (a passage missing in one language is one decision, not
 * ten), priors re-estimated once, minimum Bayes risk decoding. `undefined` if no path is left.
 *
 * @param fixed for each language and sentence the number of the fixed bead that it is in, or -1; a fixed
 *   bead takes at most one sentence of each language
 */
export function alignThree(
  models: PairModels,
  fixed?: readonly [Int32Array, Int32Array, Int32Array],
): JointModel | undefined {
  const allowed = fixed === undefined ? () => true : fixedTest(fixed);
  for (const threshold of [-18, -32, -60]) {
    const states = lattice(models, threshold) ?? lattice(models, -8) ?? lattice(models, -4);
    // texts that say the same again and again leave everything open: the pairs must do
    if (states === undefined) return undefined;
    const result = joint(models, states, allowed);
    if (result !== undefined) return result;
  }
  return undefined;
}

type BeadTest = (start: Shape3, size: Shape3) => boolean;

function fixedTest(fixed: readonly [Int32Array, Int32Array, Int32Array]): BeadTest {
  // which languages each fixed bead has
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

function joint(models: PairModels, states: Lattice3, allowed: BeadTest): JointModel | undefined {
  const { enRu, enZh, ruZh } = models;
  const n = enRu.source.size;
  const r = enRu.target.size;
  const z = enZh.target.size;
  const first = states.find(0, 0, 0);
  const last = states.find(n, r, z);
  if (first < 0 || last < 0) return undefined;
  const scoreER = blockScore(enRu);
  const scoreEZ = blockScore(enZh);
  const scoreRZ = blockScore(ruZh);
  const fromColumn = column();
  const toColumn = column();
  const shapeColumn = column();
  const scoreColumn = column();
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
      if (a > 0 && b > 0 && c > 0) {
        const most = Math.max(u, v, w);
        score = most + AGREEING * (score - most);
      }
      if (!(score > -1e4)) continue;
      fromColumn.push(x);
      toColumn.push(y);
      shapeColumn.push(t);
      scoreColumn.push(score);
    }
  }
  const from = fromColumn.done();
  const to = toColumn.done();
  const shape = shapeColumn.done();
  const score = scoreColumn.done();
  const edges = from.length;
  let priors = PRIORS3;
  let posterior = new Float64Array(edges);
  const stay = Math.log(STAY);
  const go = Math.log(1 - STAY);
  for (let round = 0; round < 2; round += 1) {
    const logPrior = priors.map(Math.log);
    const maskTotal = new Float64Array(8);
    priors.forEach((value, t) => {
      const mask = MASKS[t] ?? 0;
      maskTotal[mask] = at(maskTotal, mask) + value;
    });
    const within = priors.map((value, t) => Math.log(value / at(maskTotal, MASKS[t] ?? 0)));
    // by state and by which languages the bead before had
    const alpha = new Float64Array(states.size * 8).fill(NONE);
    const any = new Float64Array(states.size).fill(NONE);
    alpha[first * 8 + FULL] = 0;
    const close = (x: number): void => {
      let sum = NONE;
      for (let mask = 1; mask <= FULL; mask += 1) {
        const value = at(alpha, x * 8 + mask);
        if (value > NONE / 2) sum = logAdd(sum, value + (mask === FULL ? 0 : go));
      }
      any[x] = sum;
    };
    // states are numbered so that every edge goes up: by i, then j, then k
    let open = -1;
    const entering = new Float64Array(edges).fill(NONE);
    for (let e = 0; e < edges; e += 1) {
      const x = at(from, e);
      if (x !== open) {
        close(x);
        open = x;
      }
      const t = at(shape, e);
      const mask = MASKS[t] as number;
      let value = at(any, x) + (logPrior[t] as number);
      if (mask !== FULL) value = logAdd(value, at(alpha, x * 8 + mask) + stay + (within[t] as number));
      if (value <= NONE / 2) continue;
      value += at(score, e);
      entering[e] = value;
      const y = at(to, e) * 8 + mask;
      alpha[y] = logAdd(at(alpha, y), value);
    }
    close(last);
    let total = NONE;
    for (let mask = 1; mask <= FULL; mask += 1) total = logAdd(total, at(alpha, last * 8 + mask));
    if (total <= NONE / 2) return undefined;
    const beta = new Float64Array(states.size * 8).fill(NONE);
    for (let mask = 1; mask <= FULL; mask += 1) beta[last * 8 + mask] = 0;
    const same = new Float64Array(8);
    posterior = new Float64Array(edges);
    const counts = new Float64Array(SHAPES3.length);
    let beads = 0;
    for (let e = edges - 1; e >= 0;) {
      const x = at(from, e);
      let base = NONE;
      same.fill(NONE);
      for (; e >= 0 && at(from, e) === x; e -= 1) {
        const t = at(shape, e);
        const mask = MASKS[t] as number;
        const after = at(beta, at(to, e) * 8 + mask);
        if (after <= NONE / 2) continue;
        const value = at(score, e) + after;
        base = logAdd(base, value + (logPrior[t] as number));
        if (mask !== FULL) same[mask] = logAdd(at(same, mask), value + (within[t] as number));
        if (at(entering, e) > NONE / 2) {
          const p = Math.min(1, Math.exp(at(entering, e) + after - total));
          posterior[e] = p;
          counts[t] = at(counts, t) + p;
          beads += p;
        }
      }
      for (let mask = 1; mask <= FULL; mask += 1) {
        beta[x * 8 + mask] = mask === FULL ? base : logAdd(base + go, at(same, mask) + stay);
      }
    }
    if (round === 0) {
      priors = PRIORS3.map((value, t) => (at(counts, t) + PRIOR_STRENGTH * value) / (beads + PRIOR_STRENGTH));
    }
  }
  const best = new Float64Array(states.size).fill(-1);
  const via = new Int32Array(states.size).fill(-1);
  best[first] = 0;
  const found = new Map<string, JointBead>();
  const startOf = (x: number): Shape3 => [at(states.i, x), at(states.j, x), at(states.k, x)];
  const marginals = [new Map<string, PairBead>(), new Map<string, PairBead>(), new Map<string, PairBead>()];
  for (let e = 0; e < edges; e += 1) {
    const x = at(from, e);
    const p = at(posterior, e);
    const size = SHAPES3[at(shape, e)] as Shape3;
    if (p >= LEAST) {
      const start = startOf(x);
      found.set(beadKey(start, size), { start, size, p });
      addMarginal(marginals[0] as Map<string, PairBead>, enRu, start[0], size[0], start[1], size[1], p);
      addMarginal(marginals[1] as Map<string, PairBead>, enZh, start[0], size[0], start[2], size[2], p);
      addMarginal(marginals[2] as Map<string, PairBead>, ruZh, start[1], size[1], start[2], size[2], p);
    }
    if (at(best, x) < 0) continue;
    const sides = (size[0] > 0 ? 1 : 0) + (size[1] > 0 ? 1 : 0) + (size[2] > 0 ? 1 : 0);
    const value = at(best, x) + p * (sides === 1 ? 0.6 : sides === 2 ? 1.6 : 2);
    const y = at(to, e);
    if (value > at(best, y)) {
      best[y] = value;
      via[y] = e;
    }
  }
  const beads: JointBead[] = [];
  for (let y = last; y !== first;) {
    const e = at(via, y);
    if (e < 0) return undefined;
    const x = at(from, e);
    beads.push({ start: startOf(x), size: SHAPES3[at(shape, e)] as Shape3, p: at(posterior, e) });
    y = x;
  }
  const pairs = [enRu, enZh, ruZh].map((model, index) =>
    decodeMixed(model, marginals[index] as Map<string, PairBead>, JOINT_SHARE[index] as number),
  );
  return {
    beads: beads.reverse(),
    posterior: found,
    pairs: { enRu: pairs[0] ?? [], enZh: pairs[1] ?? [], ruZh: pairs[2] ?? [] },
  };
}

/** What a joint bead says of one pair: its projection, divided where the pair itself would divide it. */
function addMarginal(
  sums: Map<string, PairBead>,
  model: PairModel,
  i: number,
  a: number,
  j: number,
  b: number,
  p: number,
): void {
  const add = (bead: PairBead) => {
    const key = `${bead.i},${bead.a},${bead.j},${bead.b}`;
    sums.set(key, { ...bead, p: Math.min(1, (sums.get(key)?.p ?? 0) + p) });
  };
  if (a === 0 || b === 0) {
    for (let k = 0; k < a; k += 1) add({ i: i + k, a: 1, j, b: 0, p });
    for (let k = 0; k < b; k += 1) add({ i, a: 0, j: j + k, b: 1, p });
  } else if (
    a === 2 &&
    b === 2 &&
    model.score(0, i, j) + model.score(0, i + 1, j + 1) - 0.5 > model.score(shapeOf(2, 2), i, j)
  ) {
    add({ i, a: 1, j, b: 1, p });
    add({ i: i + 1, a: 1, j: j + 1, b: 1, p });
  } else add({ i, a, j, b, p });
}

function decodeMixed(model: PairModel, marginal: ReadonlyMap<string, PairBead>, share: number): PairBead[] {
  const mixed = new Map<string, PairBead>();
  for (const bead of model.posteriors) {
    mixed.set(`${bead.i},${bead.a},${bead.j},${bead.b}`, { ...bead, p: (1 - share) * bead.p });
  }
  for (const [key, bead] of marginal) {
    mixed.set(key, { ...bead, p: share * bead.p + (mixed.get(key)?.p ?? 0) });
  }
  const ordered = [...mixed.values()].sort((x, y) => x.i - y.i || x.j - y.j);
  return decode(model.source.size, model.target.size, model.band, ordered);
}
