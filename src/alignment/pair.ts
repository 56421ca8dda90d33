import { type Band, bandAround, type Corner, pinBand, transpose, wholeBand } from "./band.ts";
import { anchorPath } from "./anchor-path.ts";
import { at, type PreparedText } from "./prepared-text.ts";
import {
  backgroundRows,
  learnRows,
  type Lexicon,
  mixRows,
  tableOf,
  type TranslationTable,
  type WeightedBead,
} from "./translation-table.ts";

/** Shapes of a bead with both sides, most frequent first. */
export const SHAPES: readonly (readonly [number, number])[] = [
  [1, 1],
  [1, 2],
  [2, 1],
  [2, 2],
  [1, 3],
  [3, 1],
  [2, 3],
  [3, 2],
  [1, 4],
  [4, 1],
];
const LONGEST_GROUP = 4;
/** How often each shape is expected among beads with both sides, before the document is seen. */
const SHAPE_PRIORS = [0.8, 0.074, 0.074, 0.016, 0.0126, 0.0126, 0.0032, 0.0032, 0.0042, 0.0042];

/** The scalar weights of the model. Fitted on development documents as a whole, never on single sentences. */
export interface Parameters {
  readonly lengthWeight: number;
  readonly lexicalWeight: number;
  /** Probability that a word with a known partner is translated by none of its known partners. */
  readonly unexplained: number;
  /** How sure a word with any partner at all is to be translated by it. */
  readonly leastSureness: number;
  readonly liftDivisor: number;
  readonly liftLimit: number;
  readonly passes: number;
  /** Pseudo-beads that hold the priors. */
  readonly priorStrength: number;
  /** P(a bead without counterpart follows one with), and (follows another such of the same, the other side). */
  readonly gapOpen: number;
  readonly gapStay: number;
  readonly gapSwitch: number;
  readonly identity: number;
  readonly punctuation: number;
  readonly mark: number;
  readonly cognate: number;
  readonly transcription: number;
  readonly discount: number;
  readonly background: number;
  /** Log costs of paragraph breaks: inside a bead, at both starts (gain), at one start alone. */
  readonly paragraphInside: number;
  readonly paragraphBoth: number;
  readonly paragraphOne: number;
}

export const PARAMETERS: Parameters = {
  lengthWeight: 0.9,
  lexicalWeight: 1,
  unexplained: 0.65,
  leastSureness: 0.15,
  liftDivisor: 3.5,
  liftLimit: 150,
  passes: 4,
  priorStrength: 20,
  gapOpen: 0.06,
  gapStay: 0.25,
  gapSwitch: 0.03,
  identity: 0.8,
  punctuation: 0.8,
  mark: 0.8,
  cognate: 0.6,
  transcription: 0.5,
  discount: 0.65,
  background: 0.45,
  paragraphInside: 4,
  paragraphBoth: 0.7,
  paragraphOne: 0.7,
};

/** Sentences `i … i + a - 1` of the one text against `j … j + b - 1` of the other; a or b may be 0. */
export interface Span {
  readonly i: number;
  readonly a: number;
  readonly j: number;
  readonly b: number;
}

export interface PairBead extends Span {
  /** Posterior probability. */
  readonly p: number;
}

/** What is known of a pair of texts when all passes are done. */
export interface PairModel {
  readonly source: PreparedText;
  readonly target: PreparedText;
  readonly band: Band;
  /** Log-likelihood ratio of a bead against unrelated sentences, without prior; -Infinity outside the band. */
  readonly score: (shape: number, i: number, j: number) => number;
  /** Log posterior of the cut point (i, j). */
  readonly corner: (i: number, j: number) => number;
  /** Beads of a posterior above 0.001, in the order of their cut points. */
  readonly posteriors: readonly PairBead[];
  /** Mean log-likelihood ratio per sentence of the lexical evidence at the best alignment. */
  readonly evidence: number;
  /** Posterior that the first pass gave a bead, before the text had taught anything about itself. */
  readonly early: (bead: Span) => number;
  /** Share of a bead's words, weighted by rarity, that are known translations of the other side: the lesser of both. */
  readonly explained: (bead: Span) => number;
  /** Characters of the target for one of the source. */
  readonly ratio: number;
}

/**
 * What is held fixed, by sentence: the number of a fixed bead or -1. A sentence of a fixed bead may be in no
 * other bead; one whose bead has nothing on the other side stays a gap. Each fixed bead takes at most
 * one sentence of a side (the caller joins the sentences of a fixed group to one).
 */
export interface FixedPair {
  readonly source: Int32Array;
  readonly target: Int32Array;
}

export interface PairOptions {
  /** Lexicons from outside, source → target and target → source. */
  readonly lexicons?: readonly { readonly forward: Lexicon; readonly backward: Lexicon }[];
  /** Groups that a reviewer has fixed. */
  readonly fixed?: FixedPair;
  readonly parameters?: Partial<Parameters>;
  /** Called after every pass with the share done, 0 … 1. */
  readonly onPass?: (share: number) => void;
}

const NONE = -1e30;
const LOG_2PI = Math.log(2 * Math.PI);
/** Below so many cells the first passes look everywhere. */
const WHOLE_CELLS = 700_000;
const SMALLEST_POSTERIOR = 1e-3;
/** Texts of more sentences are looked at more narrowly: much is learned from them, so less is in doubt. */
const LONG = 2000;

/** log(1 + e^-x) at steps of 1/256; between them it is as good as straight (error below 5e-7). */
const SOFT_STEPS = 256;
const SOFT_END = 36;
const SOFT = Float64Array.from({ length: SOFT_END * SOFT_STEPS + 2 }, (_, k) =>
  Math.log1p(Math.exp(-k / SOFT_STEPS)),
);

function logAdd(a: number, b: number): number {
  const most = a < b ? b : a;
  if (most <= NONE) return NONE;
  const apart = (a < b ? b - a : a - b) * SOFT_STEPS;
  if (apart >= SOFT_END * SOFT_STEPS) return most;
  const k = Math.floor(apart);
  const here = at(SOFT, k);
  return most + here + (apart - k) * (at(SOFT, k + 1) - here);
}

/** Gaussian background of log length, and prefix sums: the length model's view of one text. */
interface Lengths {
  readonly prefix: Float64Array;
  readonly background: Float64Array;
  readonly of: (length: number) => number;
}

function lengthsOf(text: PreparedText): Lengths {
  let sum = 0;
  let squares = 0;
  for (const length of text.lengths) {
    const log = Math.log(length);
    sum += log;
    squares += log * log;
  }
  const mean = sum / text.size;
  const deviation = Math.sqrt(Math.max(0.05, squares / text.size - mean * mean));
  const of = (length: number): number => {
    const z = (Math.log(length) - mean) / deviation;
    return -0.5 * z * z - 0.5 * LOG_2PI - Math.log(deviation * length);
  };
  const prefix = new Float64Array(text.size + 1);
  const background = new Float64Array(text.size + 1);
  text.lengths.forEach((length, index) => {
    prefix[index + 1] = at(prefix, index) + length;
    background[index + 1] = at(background, index) + of(length);
  });
  return { prefix, background, of };
}

/**
 * Log-likelihood ratios of the words of each single target sentence, given each group of 1 … `longest`
 * source sentences, over a band whose rows are source sentences. `result[a][offset[i] + j - low[i]]`.
 */
function lexicalScores(
  source: PreparedText,
  target: PreparedText,
  table: TranslationTable,
  reverse: TranslationTable,
  longest: number,
  band: Band,
  p: Parameters,
): Float32Array[] {
  // how surely each target type has a partner: the best that the reverse direction says of it
  const known = new Float64Array(target.types.length);
  for (let type = 0; type < target.types.length; type += 1) {
    let best = 0;
    for (let cell = at(reverse.start, type); cell < at(reverse.start, type + 1); cell += 1)
      best += at(reverse.probability, cell);
    known[type] = best;
  }
  for (const type of table.target) known[type] = Math.max(at(known, type), 1e-6);
  const chance = known.map((value) =>
    value === 0 ? 1 : 1 - (1 - p.unexplained) * Math.min(1, p.leastSureness + value),
  );
  const absent = chance.map(Math.log);
  const base = Float64Array.from(target.features, (types) => {
    let total = 0;
    for (const type of types) total += at(absent, type);
    return total;
  });
  const scale = Float64Array.from(target.probability, (probability) => 1 / (probability * p.liftDivisor));
  const sum = new Float64Array(target.types.length);
  const touched = new Int32Array(target.types.length);
  const seen = new Int32Array(source.types.length).fill(-1);
  // where the occurrences of each target type reach the band of this row: it moves on with the band
  const reached = new Int32Array(target.types.length);
  const looked = new Int32Array(target.types.length).fill(-1);
  const inside = new Uint8Array(target.types.length);
  const result = Array.from({ length: longest + 1 }, (_, a) => new Float32Array(a === 0 ? 0 : band.cells));
  let before = 0;
  for (let i = 0; i < source.size; i += 1) {
    const low = at(band.low, i);
    const high = Math.min(at(band.high, i), target.size - 1);
    const row = at(band.offset, i) - low;
    if (low < before) reached.fill(0);
    before = low;
    let touches = 0;
    let size = 0;
    for (let a = 1; a <= longest && i + a <= source.size; a += 1) {
      const scores = result[a] as Float32Array;
      for (const type of source.features[i + a - 1] ?? []) {
        if (at(seen, type) === i) continue;
        seen[type] = i;
        size += 1;
        for (let cell = at(table.start, type); cell < at(table.start, type + 1); cell += 1) {
          const to = at(table.target, cell);
          if (at(looked, to) !== i) {
            looked[to] = i;
            const sentences = target.occurrences[to] as Int32Array;
            let place = at(reached, to);
            while (place < sentences.length && at(sentences, place) < low) place += 1;
            reached[to] = place;
            inside[to] = place < sentences.length && at(sentences, place) <= high ? 1 : 0;
          }
          if (at(inside, to) === 0) continue;
          if (at(sum, to) === 0) {
            touched[touches] = to;
            touches += 1;
          }
          sum[to] = at(sum, to) + at(table.probability, cell);
        }
      }
      for (let j = low; j <= high; j += 1) scores[row + j] = at(base, j);
      const crowd = 1 / Math.sqrt(Math.max(1, size));
      for (let k = 0; k < touches; k += 1) {
        const to = at(touched, k);
        const lift = Math.min(p.liftLimit, Math.min(at(sum, to), 1) * crowd * at(scale, to));
        const rest = at(chance, to);
        const gain = Math.log(rest + (1 - rest) * lift) - at(absent, to);
        const sentences = target.occurrences[to] as Int32Array;
        for (let place = at(reached, to); place < sentences.length; place += 1) {
          const j = at(sentences, place);
          if (j > high) break;
          scores[row + j] = at(scores, row + j) + gain;
        }
      }
    }
    for (let k = 0; k < touches; k += 1) sum[at(touched, k)] = 0;
  }
  return result;
}

/**
 * Aligns two texts: a log-linear combination of a length model (Gale & Church 1993, with ratio and
 * variance fitted to the document) and a lexical model (after Moore 2002 and Varga et al. 2005: anchors,
 * lexicons from outside, IBM Model 1 of the document itself), every score a log-likelihood ratio against
 * unrelated sentences so that gaps are comparable with beads. Several passes of forward–backward over
 * a band; what a pass believes teaches the next. Gaps are affine: whole missing passages are cheap.
 */
export function* pairPasses(
  source: PreparedText,
  target: PreparedText,
  options: PairOptions = {},
): Generator<number, PairModel> {
  const p: Parameters = { ...PARAMETERS, ...options.parameters };
  const n = source.size;
  const m = target.size;
  const corners = cornersOf(options.fixed);
  const lengthA = lengthsOf(source);
  const lengthB = lengthsOf(target);
  const totalA = at(lengthA.prefix, n);
  let ratio = at(lengthB.prefix, m) / totalA;
  let variance = 6;
  const spread = 0.05;
  const lexicons = options.lexicons ?? [];
  const backgroundForward = backgroundRows(
    source,
    target,
    lexicons.map((l) => l.forward),
    p,
  );
  const backgroundBackward = backgroundRows(
    target,
    source,
    lexicons.map((l) => l.backward),
    p,
  );
  let forward: TranslationTable = tableOf(backgroundForward);
  let backward: TranslationTable = tableOf(backgroundBackward);
  let priors: number[] = SHAPE_PRIORS;
  let gapOpen = p.gapOpen;
  let gapStay = p.gapStay;
  const allowed = stepGuard(options.fixed);

  // P(a group of sentences as one) against the background of its parts
  const grouping: Float64Array[] = [];
  for (let a = 2; a <= LONGEST_GROUP; a += 1) {
    const row = new Float64Array(n + 1);
    for (let i = 0; i + a <= n; i += 1) {
      const length = at(lengthA.prefix, i + a) - at(lengthA.prefix, i);
      row[i] =
        lengthA.of(length) -
        (a - 1) * Math.log(length) -
        (at(lengthA.background, i + a) - at(lengthA.background, i));
    }
    grouping[a] = row;
  }
  // log of the ways to divide a group of target sentences
  const splitting: Float64Array[] = [];
  for (let b = 2; b <= LONGEST_GROUP; b += 1) {
    splitting[b] = Float64Array.from({ length: m + 1 }, (_, j) =>
      j + b > m ? 0 : (b - 1) * Math.log(at(lengthB.prefix, j + b) - at(lengthB.prefix, j)),
    );
  }
  const lengthScore = (i: number, a: number, j: number, b: number): number => {
    const x = at(lengthA.prefix, i + a) - at(lengthA.prefix, i);
    const y = at(lengthB.prefix, j + b) - at(lengthB.prefix, j);
    const expected = ratio * x;
    const middle = (expected + y) / 2;
    const v = variance * ratio * middle + spread * spread * middle * middle;
    const d = y - expected;
    let score =
      (-0.5 * d * d) / v -
      0.5 * LOG_2PI -
      0.5 * Math.log(v) -
      (at(lengthB.background, j + b) - at(lengthB.background, j));
    if (b > 1) score -= at(splitting[b] as Float64Array, j);
    if (a > 1) score += at(grouping[a] as Float64Array, i);
    return score;
  };

  let wide: Band =
    n * m <= WHOLE_CELLS
      ? wholeBand(n, m)
      : anchorPath(source, target, forward, ratio, lengthA.prefix, lengthB.prefix);
  wide = pinBand(wide, corners);

  /** 1-1 beads and gaps alone, over the wide band: where the narrow band has to be. */
  const coarseBand = (): Band => {
    const single = lexicalScores(source, target, forward, backward, 1, wide, p)[1] as Float32Array;
    const wideBack = transpose(wide, n, m, 1);
    const singleBack = lexicalScores(target, source, backward, forward, 1, wideBack, p)[1] as Float32Array;
    const best = new Float32Array(wide.cells).fill(NONE);
    const from = new Uint8Array(wide.cells);
    best[0] = 0;
    const gap = -1.6;
    for (let i = 0; i <= n; i += 1) {
      const low = at(wide.low, i);
      const high = at(wide.high, i);
      const row = at(wide.offset, i) - low;
      for (let j = low; j <= high; j += 1) {
        const here = at(best, row + j);
        if (here <= NONE / 2) continue;
        if (j < high && here + gap > at(best, row + j + 1) && allowed(i, j, i, j + 1)) {
          best[row + j + 1] = here + gap;
          from[row + j + 1] = 2;
        }
        if (i === n) continue;
        const low2 = at(wide.low, i + 1);
        const high2 = at(wide.high, i + 1);
        const row2 = at(wide.offset, i + 1) - low2;
        if (j >= low2 && j <= high2 && here + gap > at(best, row2 + j) && allowed(i, j, i + 1, j)) {
          best[row2 + j] = here + gap;
          from[row2 + j] = 1;
        }
        if (j + 1 < low2 || j + 1 > high2 || j >= m || !allowed(i, j, i + 1, j + 1)) continue;
        const lexical =
          at(single, row + j) + at(singleBack, at(wideBack.offset, j) + i - at(wideBack.low, j));
        const score = Math.max(
          -6,
          0.6 * p.lengthWeight * lengthScore(i, 1, j, 1) + 0.5 * p.lexicalWeight * lexical,
        );
        if (here + score > at(best, row2 + j + 1)) {
          best[row2 + j + 1] = here + score;
          from[row2 + j + 1] = 3;
        }
      }
    }
    const lowest = new Int32Array(n + 1).fill(m);
    const highest = new Int32Array(n + 1);
    for (let i = n, j = m; ;) {
      lowest[i] = Math.min(at(lowest, i), j);
      highest[i] = Math.max(at(highest, i), j);
      if (i <= 0 && j <= 0) break;
      const step = at(from, at(wide.offset, i) + j - at(wide.low, i));
      if (i > 0 && (step !== 2 || j === 0)) i -= 1;
      if (j > 0 && step !== 1) j -= 1;
    }
    const radius = Math.max(14, Math.min(n > LONG ? 18 : 30, Math.ceil(m * 0.05)));
    return pinBand(
      bandAround(lowest, highest, m, () => radius, 4),
      corners,
    );
  };

  let band = wide;
  let scores: Float32Array[] = [];
  let state: Lattice | undefined;
  const first = new Map<number, number>();
  const spanKey = ({ i, a, j, b }: Span) => ((i * (m + 1) + j) * 8 + a) * 8 + b;
  const passes = n > 2 * LONG ? Math.min(p.passes, 3) : p.passes;
  for (let pass = 0; pass < passes; pass += 1) {
    if (pass < 2) {
      band = coarseBand();
      // of a long text, the second coarse pass looks round the path of the first alone
      if (n > LONG)
        wide = pinBand(
          bandAround(band.low, band.high, m, () => 12, 2),
          corners,
        );
    }
    if (pass >= 2 && state !== undefined) band = pinBand(narrow(band, state, m), corners);
    const back = transpose(band, n, m, LONGEST_GROUP);
    const G = lexicalScores(source, target, forward, backward, LONGEST_GROUP, band, p);
    const H = lexicalScores(target, source, backward, forward, LONGEST_GROUP, back, p);
    scores = [];
    for (const [shape, [a, b]] of SHAPES.entries()) {
      const values = new Float32Array(band.cells).fill(NONE);
      const g = G[a] as Float32Array;
      const h = H[b] as Float32Array;
      for (let i = 0; i + a <= n; i += 1) {
        const low = at(band.low, i);
        const high = Math.min(at(band.high, i) - b + 1, m - b);
        const row = at(band.offset, i) - low;
        const low2 = at(band.low, i + a);
        const high2 = at(band.high, i + a);
        for (let j = Math.max(low, low2 - b); j <= Math.min(high, high2 - b); j += 1) {
          if (!allowed(i, j, i + a, j + b)) continue;
          let lexical = 0;
          for (let k = 0; k < b; k += 1) lexical += at(g, row + j + k);
          const place = at(back.offset, j) + i - at(back.low, j);
          for (let k = 0; k < a; k += 1) lexical += at(h, place + k);
          let score = p.lengthWeight * lengthScore(i, a, j, b) + 0.5 * p.lexicalWeight * lexical;
          if (source.paragraphStarts !== undefined && target.paragraphStarts !== undefined) {
            score += paragraphScore(source.paragraphStarts, target.paragraphStarts, i, a, j, b, p);
          }
          values[row + j] = score;
        }
      }
      scores[shape] = values;
    }
    state = forwardBackward(n, m, band, scores, priors, gapOpen, gapStay, p.gapSwitch, allowed);
    if (pass === 0) for (const bead of state.beads) first.set(spanKey(bead), bead.p);
    if (pass < passes - 1) {
      // what this pass believes: shape priors, gap rates, length ratio and variance, the document's lexicon
      const counts = SHAPES.map(() => 0);
      let total = 0;
      let x = 0;
      let y = 0;
      for (const bead of state.beads) {
        const shape = shapeOf(bead.a, bead.b);
        if (shape < 0) continue;
        counts[shape] = (counts[shape] ?? 0) + bead.p;
        total += bead.p;
        if (shape === 0 && bead.p > 0.5) {
          x += bead.p * at(source.lengths, bead.i);
          y += bead.p * at(target.lengths, bead.j);
        }
      }
      priors = counts.map(
        (count, shape) => (count + p.priorStrength * (SHAPE_PRIORS[shape] ?? 0)) / (total + p.priorStrength),
      );
      gapOpen = (state.opened + p.priorStrength * p.gapOpen) / (total + p.priorStrength);
      gapStay = Math.min(
        0.85,
        (state.stayed + 0.5 * p.priorStrength * p.gapStay) / (state.gaps + 0.5 * p.priorStrength),
      );
      if (x > 500) ratio = (0.9 * y) / x + 0.1 * ratio;
      let error = 0;
      let weight = 0;
      for (const bead of state.beads) {
        if (bead.a !== 1 || bead.b !== 1 || bead.p <= 0.5) continue;
        const expected = ratio * at(source.lengths, bead.i);
        const middle = (expected + at(target.lengths, bead.j)) / 2;
        const d = at(target.lengths, bead.j) - expected;
        error +=
          bead.p * Math.min(16, (d * d) / (variance * ratio * middle + spread * spread * middle * middle));
        weight += bead.p;
      }
      if (weight > 15) {
        variance = Math.min(40, Math.max(1.5, variance * (0.5 + (0.5 * (error + 5)) / (weight + 5))));
      }
      const soft = softBeads(source, target, state.beads);
      const learned = learnRows(source, target, soft, p.discount);
      const learnedBack = learnRows(
        target,
        source,
        soft.map((bead) => ({ source: bead.target, target: bead.source, weight: bead.weight })),
        p.discount,
      );
      forward = tableOf(mixRows(backgroundForward, learned, p.background));
      backward = tableOf(mixRows(backgroundBackward, learnedBack, p.background));
    }
    yield (pass + 1) / passes;
  }
  const last = state as Lattice;
  const finalBand = band;
  const finalScores = scores;
  let evidence = 0;
  let sentences = 0;
  for (const bead of last.beads) {
    const shape = shapeOf(bead.a, bead.b);
    sentences += bead.p * (bead.a + bead.b);
    if (shape >= 0) {
      evidence +=
        bead.p *
        at(
          finalScores[shape] as Float32Array,
          at(finalBand.offset, bead.i) + bead.j - at(finalBand.low, bead.i),
        );
    }
  }
  return {
    source,
    target,
    band,
    score: (shape, i, j) => {
      if (i < 0 || i > n || j < at(finalBand.low, i) || j > at(finalBand.high, i))
        return Number.NEGATIVE_INFINITY;
      const value = at(
        finalScores[shape] as Float32Array,
        at(finalBand.offset, i) + j - at(finalBand.low, i),
      );
      return value <= NONE / 2 ? Number.NEGATIVE_INFINITY : value;
    },
    corner: last.corner,
    posteriors: last.beads,
    evidence: sentences > 0 ? evidence / sentences : 0,
    early: (bead) => first.get(spanKey(bead)) ?? 0,
    explained: ({ i, a, j, b }) =>
      Math.min(
        explainedShare(source, target, forward, i, a, j, b),
        explainedShare(target, source, backward, j, b, i, a),
      ),
    ratio,
  };
}

/** A translation less probable than this explains nothing. */
const LEAST_EXPLAINING = 0.05;

/** Share of the types of target sentences that have a translation among those of the source, weighted by rarity. */
function explainedShare(
  source: PreparedText,
  target: PreparedText,
  table: TranslationTable,
  i: number,
  a: number,
  j: number,
  b: number,
): number {
  const open = typesOf(target, j, b);
  let all = 0;
  for (const type of open) all -= Math.log(at(target.probability, type));
  let explained = 0;
  for (const type of typesOf(source, i, a)) {
    for (let cell = at(table.start, type); cell < at(table.start, type + 1); cell += 1) {
      const to = at(table.target, cell);
      if (at(table.probability, cell) > LEAST_EXPLAINING && open.delete(to))
        explained -= Math.log(at(target.probability, to));
    }
  }
  return explained / Math.max(1, all);
}

/** The types of neighbouring sentences together. */
function typesOf(text: PreparedText, start: number, size: number): Set<number> {
  const types = new Set<number>();
  for (let k = 0; k < size; k += 1) for (const type of text.features[start + k] ?? []) types.add(type);
  return types;
}

const SHAPE_INDEX: ReadonlyMap<number, number> = new Map(SHAPES.map(([a, b], index) => [a * 8 + b, index]));
/** Index of a shape in `SHAPES`; -1 for gaps and shapes that the model has not. */
export const shapeOf = (a: number, b: number): number => SHAPE_INDEX.get(a * 8 + b) ?? -1;

function paragraphScore(
  starts: Uint8Array,
  starts2: Uint8Array,
  i: number,
  a: number,
  j: number,
  b: number,
  p: Parameters,
): number {
  let inside = 0;
  for (let k = 1; k < a; k += 1) inside += at(starts, i + k);
  for (let k = 1; k < b; k += 1) inside += at(starts2, j + k);
  const here = at(starts, i) + at(starts2, j);
  return -inside * p.paragraphInside + (here === 2 ? p.paragraphBoth : here === 1 ? -p.paragraphOne : 0);
}

/** Cut points before and after every fixed bead that has both sides. */
function cornersOf(fixed: FixedPair | undefined): Corner[] {
  if (fixed === undefined) return [];
  const place = new Map<number, number>();
  fixed.target.forEach((bead, j) => {
    if (bead >= 0) place.set(bead, j);
  });
  const corners: Corner[] = [];
  fixed.source.forEach((bead, i) => {
    const j = place.get(bead);
    if (bead >= 0 && j !== undefined) corners.push([i, j], [i + 1, j + 1]);
  });
  return corners;
}

type StepGuard = (i: number, j: number, i2: number, j2: number) => boolean;

/** Says whether a bead keeps to what is fixed. */
function stepGuard(fixed: FixedPair | undefined): StepGuard {
  if (fixed === undefined) return () => true;
  const { source, target } = fixed;
  const both = new Set(source.filter((bead) => bead >= 0 && target.includes(bead)));
  return (i, j, i2, j2) => {
    for (let k = i; k < i2; k += 1) {
      const bead = at(source, k);
      if (bead < 0) continue;
      if (i2 - i > 1 || (both.has(bead) ? j2 - j !== 1 || at(target, j) !== bead : j2 !== j)) return false;
    }
    for (let k = j; k < j2; k += 1) {
      const bead = at(target, k);
      if (bead < 0) continue;
      if (j2 - j > 1 || (both.has(bead) ? i2 - i !== 1 || at(source, i) !== bead : i2 !== i)) return false;
    }
    return true;
  };
}

/** Beads with both sides as groups of types, for the lexicon. */
function softBeads(source: PreparedText, target: PreparedText, beads: readonly PairBead[]): WeightedBead[] {
  const group = (text: PreparedText, start: number, size: number): Int32Array =>
    size === 1 ? (text.features[start] ?? new Int32Array()) : Int32Array.from(typesOf(text, start, size));
  return beads
    .filter((bead) => bead.a > 0 && bead.b > 0 && bead.p >= 0.08)
    .map((bead) => ({
      source: group(source, bead.i, bead.a),
      target: group(target, bead.j, bead.b),
      weight: bead.p,
    }));
}

interface Lattice {
  readonly beads: PairBead[];
  readonly corner: (i: number, j: number) => number;
  /** Expected numbers of gaps that follow a match, that follow a gap of the same side, and of all gaps. */
  readonly opened: number;
  readonly stayed: number;
  readonly gaps: number;
}

/** The band of the next pass: where the cut points of this one have any posterior left. */
function narrow(band: Band, state: Lattice, columns: number): Band {
  const rows = band.low.length - 1;
  const lowest = new Int32Array(rows + 1).fill(columns);
  const highest = new Int32Array(rows + 1);
  for (let i = 0; i <= rows; i += 1) {
    let least = -1;
    let most = -1;
    for (let j = at(band.low, i); j <= at(band.high, i); j += 1) {
      if (state.corner(i, j) < -20) continue;
      if (least < 0) least = j;
      most = j;
    }
    if (least < 0) {
      least = at(band.low, i);
      most = at(band.high, i);
    }
    lowest[i] = least;
    highest[i] = most;
  }
  return bandAround(lowest, highest, columns, () => 4, 2);
}

/**
 * Posteriors of all beads by forward–backward in log space. Three states per cut point, by what the last
 * bead was: a match, a gap of the one side, a gap of the other.
 */
function forwardBackward(
  n: number,
  m: number,
  band: Band,
  scores: readonly Float32Array[],
  priors: readonly number[],
  open: number,
  stay: number,
  change: number,
  allowed: StepGuard,
): Lattice {
  const { low, high, offset, cells } = band;
  const logPriors = priors.map(Math.log);
  const toGap = Math.log(open / 2);
  const stayGap = Math.log(stay);
  const changeGap = Math.log(change);
  const matchAfterMatch = Math.log(1 - open);
  const matchAfterGap = Math.log(1 - stay - change);
  const K = scores.length;
  const A = SHAPES.map(([a]) => a);
  const B = SHAPES.map(([, b]) => b);
  const alphaM = new Float64Array(cells).fill(NONE);
  const alphaX = new Float64Array(cells).fill(NONE);
  const alphaY = new Float64Array(cells).fill(NONE);
  const leave = new Float64Array(cells).fill(NONE);
  const betaM = new Float64Array(cells).fill(NONE);
  const betaX = new Float64Array(cells).fill(NONE);
  const betaY = new Float64Array(cells).fill(NONE);
  const buffer = new Float64Array(K);
  const sum = (count: number): number => {
    let most = NONE;
    for (let k = 0; k < count; k += 1) most = Math.max(most, at(buffer, k));
    if (most <= NONE / 2) return NONE;
    let total = 0;
    for (let k = 0; k < count; k += 1) {
      const d = at(buffer, k) - most;
      if (d > -36) total += Math.exp(d);
    }
    return most + Math.log(total);
  };
  for (let i = 0; i <= n; i += 1) {
    for (let j = at(low, i); j <= at(high, i); j += 1) {
      const cell = at(offset, i) + j - at(low, i);
      if (i === 0 && j === 0) alphaM[cell] = 0;
      else {
        let count = 0;
        for (let k = 0; k < K; k += 1) {
          const i1 = i - (A[k] as number);
          const j1 = j - (B[k] as number);
          if (i1 < 0 || j1 < at(low, i1) || j1 > at(high, i1)) continue;
          const cell1 = at(offset, i1) + j1 - at(low, i1);
          const score = at(scores[k] as Float32Array, cell1);
          if (score <= NONE / 2 || at(leave, cell1) <= NONE / 2) continue;
          buffer[count] = at(leave, cell1) + score + (logPriors[k] as number);
          count += 1;
        }
        alphaM[cell] = sum(count);
        if (i > 0 && j >= at(low, i - 1) && j <= at(high, i - 1) && allowed(i - 1, j, i, j)) {
          const c = at(offset, i - 1) + j - at(low, i - 1);
          alphaX[cell] = logAdd(
            logAdd(at(alphaM, c) + toGap, at(alphaX, c) + stayGap),
            at(alphaY, c) + changeGap,
          );
        }
        if (j > at(low, i) && allowed(i, j - 1, i, j)) {
          const c = cell - 1;
          alphaY[cell] = logAdd(
            logAdd(at(alphaM, c) + toGap, at(alphaY, c) + stayGap),
            at(alphaX, c) + changeGap,
          );
        }
      }
      leave[cell] = logAdd(
        at(alphaM, cell) + matchAfterMatch,
        logAdd(at(alphaX, cell), at(alphaY, cell)) + matchAfterGap,
      );
    }
  }
  const end = at(offset, n) + m - at(low, n);
  const Z = logAdd(at(alphaM, end), logAdd(at(alphaX, end), at(alphaY, end)));
  betaM[end] = 0;
  betaX[end] = 0;
  betaY[end] = 0;
  for (let i = n; i >= 0; i -= 1) {
    for (let j = at(high, i); j >= at(low, i); j -= 1) {
      if (i === n && j === m) continue;
      const cell = at(offset, i) + j - at(low, i);
      if (at(leave, cell) <= NONE / 2) continue;
      let count = 0;
      for (let k = 0; k < K; k += 1) {
        const score = at(scores[k] as Float32Array, cell);
        if (score <= NONE / 2) continue;
        const i2 = i + (A[k] as number);
        const j2 = j + (B[k] as number);
        const after = at(betaM, at(offset, i2) + j2 - at(low, i2));
        if (after <= NONE / 2) continue;
        buffer[count] = after + score + (logPriors[k] as number);
        count += 1;
      }
      const match = sum(count);
      let x = NONE;
      let y = NONE;
      if (i < n && j >= at(low, i + 1) && j <= at(high, i + 1) && allowed(i, j, i + 1, j)) {
        x = at(betaX, at(offset, i + 1) + j - at(low, i + 1));
      }
      if (j < at(high, i) && allowed(i, j, i, j + 1)) y = at(betaY, cell + 1);
      betaM[cell] = logAdd(match + matchAfterMatch, logAdd(x, y) + toGap);
      betaX[cell] = logAdd(match + matchAfterGap, logAdd(x + stayGap, y + changeGap));
      betaY[cell] = logAdd(match + matchAfterGap, logAdd(y + stayGap, x + changeGap));
    }
  }
  const beads: PairBead[] = [];
  let opened = 0;
  let stayed = 0;
  let gaps = 0;
  const least = Math.log(SMALLEST_POSTERIOR);
  for (let i = 0; i <= n; i += 1) {
    for (let j = at(low, i); j <= at(high, i); j += 1) {
      const cell = at(offset, i) + j - at(low, i);
      const here = at(leave, cell);
      if (here <= NONE / 2) continue;
      for (let k = 0; k < K; k += 1) {
        const score = at(scores[k] as Float32Array, cell);
        if (score <= NONE / 2) continue;
        const i2 = i + (A[k] as number);
        const j2 = j + (B[k] as number);
        const value =
          here + score + (logPriors[k] as number) + at(betaM, at(offset, i2) + j2 - at(low, i2)) - Z;
        if (value > least)
          beads.push({ i, a: A[k] as number, j, b: B[k] as number, p: Math.min(1, Math.exp(value)) });
      }
      if (i < n && j >= at(low, i + 1) && j <= at(high, i + 1)) {
        const to = at(offset, i + 1) + j - at(low, i + 1);
        const value = at(alphaX, to) + at(betaX, to) - Z;
        if (value > least) {
          const p = Math.min(1, Math.exp(value));
          beads.push({ i, a: 1, j, b: 0, p });
          gaps += p;
          opened += Math.exp(at(alphaM, cell) + toGap + at(betaX, to) - Z);
          stayed += Math.exp(at(alphaX, cell) + stayGap + at(betaX, to) - Z);
        }
      }
      if (j < at(high, i)) {
        const value = at(alphaY, cell + 1) + at(betaY, cell + 1) - Z;
        if (value > least) {
          const p = Math.min(1, Math.exp(value));
          beads.push({ i, a: 0, j, b: 1, p });
          gaps += p;
          opened += Math.exp(at(alphaM, cell) + toGap + at(betaY, cell + 1) - Z);
          stayed += Math.exp(at(alphaY, cell) + stayGap + at(betaY, cell + 1) - Z);
        }
      }
    }
  }
  return {
    beads,
    opened,
    stayed,
    gaps,
    corner: (i, j) => {
      if (i < 0 || i > n || j < at(low, i) || j > at(high, i)) return NONE;
      const cell = at(offset, i) + j - at(low, i);
      return (
        logAdd(
          at(alphaM, cell) + at(betaM, cell),
          logAdd(at(alphaX, cell) + at(betaX, cell), at(alphaY, cell) + at(betaY, cell)),
        ) - Z
      );
    },
  };
}

/** Value of a gap against a match in decoding: a match is two sides right. */
const GAP_GAIN = 0.5;

/**
 * The alignment with the greatest expected number of right beads (minimum Bayes risk), from posteriors in
 * the order of their cut points. Beads come back with their posterior.
 */
export function decode(n: number, m: number, band: Band, posteriors: readonly PairBead[]): PairBead[] {
  const { low, high, offset, cells } = band;
  const best = new Float64Array(cells).fill(-1);
  const from = new Int32Array(cells).fill(-1);
  const via: (PairBead | undefined)[] = Array.from({ length: cells });
  best[0] = 0;
  let next = 0;
  const step = (cell: number, gain: number, bead: PairBead) => {
    const i = bead.i + bead.a;
    const j = bead.j + bead.b;
    if (i > n || j < at(low, i) || j > at(high, i)) return;
    const to = at(offset, i) + j - at(low, i);
    if (at(best, cell) + gain > at(best, to)) {
      best[to] = at(best, cell) + gain;
      from[to] = cell;
      via[to] = bead;
    }
  };
  for (let i = 0; i <= n; i += 1) {
    for (let j = at(low, i); j <= at(high, i); j += 1) {
      const cell = at(offset, i) + j - at(low, i);
      const reached = at(best, cell) >= 0;
      if (reached) {
        step(cell, 0, { i, a: 1, j, b: 0, p: 0 });
        step(cell, 0, { i, a: 0, j, b: 1, p: 0 });
      }
      while (next < posteriors.length) {
        const bead = posteriors[next] as PairBead;
        if (bead.i !== i || bead.j !== j) break;
        if (reached) step(cell, bead.p * (bead.a > 0 && bead.b > 0 ? 1 : GAP_GAIN), bead);
        next += 1;
      }
    }
  }
  const result: PairBead[] = [];
  for (let cell = at(offset, n) + m - at(low, n); cell !== 0; cell = at(from, cell)) {
    const bead = via[cell];
    if (bead === undefined) break;
    result.push(bead);
  }
  return result.reverse();
}

/** `pairPasses` run to its end. */
export function alignPair(source: PreparedText, target: PreparedText, options: PairOptions = {}): PairModel {
  const passes = pairPasses(source, target, options);
  for (;;) {
    const step = passes.next();
    if (step.done) return step.value;
    options.onPass?.(step.value);
  }
}
