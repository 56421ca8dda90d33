import { anchorPath } from "./anchor-path.ts";
import { type Band, bandAround, pinBand, transpose, wholeBand } from "./band.ts";
import { coarseBand, LONG_TEXT, type PairKnowledge } from "./coarse-band.ts";
import { type BeadRates, forwardBackward, type Posteriors } from "./forward-backward.ts";
import { createLengthModel } from "./length-model.ts";
import { explainedShare, lexicalScores, typesOf } from "./lexical-model.ts";
import { LOG_ZERO, NEARLY_LOG_ZERO } from "./log-space.ts";
import { type PairBead, type Span, spanKey } from "./pair-bead.ts";
import { cornersOf, type FixedPair, stepGuard } from "./pair-fixed.ts";
import {
  LONGEST_GROUP,
  PARAMETERS,
  type Parameters,
  SHAPE_PRIORS,
  shapeOf,
  SHAPES,
} from "./pair-parameters.ts";
import { at, type PreparedText } from "./prepared-text.ts";
import {
  backgroundRows,
  learnRows,
  type Lexicon,
  mixRows,
  type Rows,
  tableOf,
  type WeightedBead,
} from "./translation-table.ts";

/** The model of a pair of texts after all passes. */
export interface PairModel {
  readonly source: PreparedText;
  readonly target: PreparedText;
  readonly band: Band;
  /** Log-likelihood ratio of a bead against unrelated sentences, without a prior; -Infinity outside the band. */
  readonly score: (shape: number, i: number, j: number) => number;
  /** Log posterior of the cut point (i, j). */
  readonly corner: (i: number, j: number) => number;
  /** Beads with a posterior above 0.001, in the order of their cut points. */
  readonly posteriors: readonly PairBead[];
  /** Mean log-likelihood ratio per sentence at the best alignment. */
  readonly evidence: number;
  /** Posterior of a bead after the first pass, before the model learned from the text. */
  readonly early: (bead: Span) => number;
  /**
   * Share of a bead's words, weighted by rarity, that have a known translation on the other side: the lower share
   * of the two directions.
   */
  readonly explained: (bead: Span) => number;
  /** Target characters for one source character. */
  readonly ratio: number;
}

export interface PairOptions {
  /** Lexicons from outside, source → target and target → source. */
  readonly lexicons?: readonly { readonly forward: Lexicon; readonly backward: Lexicon }[];
  /** Groups that a reviewer has fixed. */
  readonly fixed?: FixedPair;
  readonly parameters?: Partial<Parameters>;
}

/** Up to this number of cells, the first passes search the whole table. */
const WHOLE_CELLS = 700_000;
/** Cut points with a log posterior below this are left out of the next pass. */
const LEAST_CORNER = -20;
/** The lexicon does not learn from less probable beads. */
const LEAST_TEACHING = 0.08;

/**
 * Aligns two texts. The score of a bead is a log-linear combination of a length model (Gale & Church 1993) and a
 * lexical model (after Moore 2002 and Varga et al. 2005: anchors, lexicons from outside, IBM Model 1 of the
 * document itself). Every score is a log-likelihood ratio against unrelated sentences, so gaps and beads can be
 * compared. Forward–backward runs several times over a band, and each pass learns from the one before. Yields the
 * finished share of the work after each pass, 0 … 1.
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
  const lengths = createLengthModel(source, target);
  const background = backgroundTables(source, target, options.lexicons ?? [], p);
  const known = {
    source,
    target,
    forward: tableOf(background.forward),
    backward: tableOf(background.backward),
    lengths,
    parameters: p,
    allowed: stepGuard(options.fixed),
  };
  let rates: BeadRates = {
    shapes: SHAPE_PRIORS,
    gapOpen: p.gapOpen,
    gapStay: p.gapStay,
    gapSwitch: p.gapSwitch,
  };
  let wide = pinBand(
    n * m <= WHOLE_CELLS
      ? wholeBand(n, m)
      : anchorPath(
          source,
          target,
          known.forward,
          lengths.ratio(),
          lengths.sourcePrefix,
          lengths.targetPrefix,
        ),
    corners,
  );
  let band = wide;
  let scores: Float32Array[] = [];
  let state: Posteriors | undefined;
  const first = new Map<string, number>();
  const passes = n > 2 * LONG_TEXT ? Math.min(p.passes, 3) : p.passes;
  for (let pass = 0; pass < passes; pass += 1) {
    if (pass < 2 || state === undefined) {
      band = pinBand(coarseBand(known, wide), corners);
      // in a long text, the second coarse pass looks only near the path of the first
      if (n > LONG_TEXT) {
        wide = pinBand(
          bandAround(band.low, band.high, m, () => 12, 2),
          corners,
        );
      }
    } else band = pinBand(narrow(band, state, m), corners);
    scores = beadScores(known, band);
    state = forwardBackward({ n, m, band, scores, allowed: known.allowed }, rates);
    if (pass === 0) for (const bead of state.beads) first.set(spanKey(bead), bead.p);
    if (pass < passes - 1) {
      rates = learnedRates(state, p);
      lengths.learn(state.beads);
      const soft = softBeads(source, target, state.beads);
      const turned = soft.map((bead) => ({ source: bead.target, target: bead.source, weight: bead.weight }));
      known.forward = tableOf(
        mixRows(background.forward, learnRows(source, target, soft, p.discount), p.background),
      );
      known.backward = tableOf(
        mixRows(background.backward, learnRows(target, source, turned, p.discount), p.background),
      );
    }
    yield (pass + 1) / passes;
  }
  if (state === undefined) throw new Error("an alignment needs at least one pass");
  return modelOf(known, band, scores, state, first);
}

/** Translation tables from lexicons and anchors before the document is read, in both directions. */
function backgroundTables(
  source: PreparedText,
  target: PreparedText,
  lexicons: readonly { readonly forward: Lexicon; readonly backward: Lexicon }[],
  p: Parameters,
): { readonly forward: Rows; readonly backward: Rows } {
  const forward = lexicons.map((lexicon) => lexicon.forward);
  const backward = lexicons.map((lexicon) => lexicon.backward);
  return {
    forward: backgroundRows(source, target, forward, p),
    backward: backgroundRows(target, source, backward, p),
  };
}

/** Log-likelihood ratio of every bead inside the band, by shape and cell; log 0 where a bead is not allowed. */
function beadScores(known: PairKnowledge, band: Band): Float32Array[] {
  const { source, target, forward, backward, lengths, parameters: p, allowed } = known;
  const n = source.size;
  const m = target.size;
  const back = transpose(band, n, m, LONGEST_GROUP);
  const ofTarget = lexicalScores(source, target, forward, backward, LONGEST_GROUP, band, p);
  const ofSource = lexicalScores(target, source, backward, forward, LONGEST_GROUP, back, p);
  const starts = source.paragraphStarts;
  const starts2 = target.paragraphStarts;
  return SHAPES.map(([a, b]) => {
    const values = new Float32Array(band.cells).fill(LOG_ZERO);
    const g = ofTarget[a] as Float32Array;
    const h = ofSource[b] as Float32Array;
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
        let score = p.lengthWeight * lengths.score(i, a, j, b) + 0.5 * p.lexicalWeight * lexical;
        if (starts !== undefined && starts2 !== undefined) {
          score += paragraphScore(starts, starts2, i, a, j, b, p);
        }
        values[row + j] = score;
      }
    }
    return values;
  });
}

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

/** Rates of shapes and gaps that a pass found, smoothed with the priors. */
function learnedRates(state: Posteriors, p: Parameters): BeadRates {
  const counts = SHAPES.map(() => 0);
  let total = 0;
  for (const bead of state.beads) {
    const shape = shapeOf(bead.a, bead.b);
    if (shape < 0) continue;
    counts[shape] = (counts[shape] ?? 0) + bead.p;
    total += bead.p;
  }
  return {
    shapes: counts.map(
      (count, shape) => (count + p.priorStrength * (SHAPE_PRIORS[shape] ?? 0)) / (total + p.priorStrength),
    ),
    gapOpen: (state.opened + p.priorStrength * p.gapOpen) / (total + p.priorStrength),
    gapStay: Math.min(
      0.85,
      (state.stayed + 0.5 * p.priorStrength * p.gapStay) / (state.gaps + 0.5 * p.priorStrength),
    ),
    gapSwitch: p.gapSwitch,
  };
}

/** Probable beads with both sides, as groups of types. The lexicon learns from them. */
function softBeads(source: PreparedText, target: PreparedText, beads: readonly PairBead[]): WeightedBead[] {
  const group = (text: PreparedText, start: number, size: number): Int32Array =>
    size === 1 ? (text.features[start] ?? new Int32Array()) : Int32Array.from(typesOf(text, start, size));
  return beads
    .filter((bead) => bead.a > 0 && bead.b > 0 && bead.p >= LEAST_TEACHING)
    .map((bead) => ({
      source: group(source, bead.i, bead.a),
      target: group(target, bead.j, bead.b),
      weight: bead.p,
    }));
}

/** The band of the next pass: the cut points that are still probable enough after this pass. */
function narrow(band: Band, state: Posteriors, columns: number): Band {
  const rows = band.low.length - 1;
  const lowest = new Int32Array(rows + 1).fill(columns);
  const highest = new Int32Array(rows + 1);
  for (let i = 0; i <= rows; i += 1) {
    let least = -1;
    let most = -1;
    for (let j = at(band.low, i); j <= at(band.high, i); j += 1) {
      if (state.corner(i, j) < LEAST_CORNER) continue;
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

function modelOf(
  known: PairKnowledge,
  band: Band,
  scores: readonly Float32Array[],
  state: Posteriors,
  first: ReadonlyMap<string, number>,
): PairModel {
  const { source, target, forward, backward, lengths } = known;
  const scoreAt = (shape: number, i: number, j: number): number =>
    at(scores[shape] as Float32Array, at(band.offset, i) + j - at(band.low, i));
  let evidence = 0;
  let sentences = 0;
  for (const bead of state.beads) {
    const shape = shapeOf(bead.a, bead.b);
    sentences += bead.p * (bead.a + bead.b);
    if (shape >= 0) evidence += bead.p * scoreAt(shape, bead.i, bead.j);
  }
  return {
    source,
    target,
    band,
    score: (shape, i, j) => {
      if (i < 0 || i > source.size || j < at(band.low, i) || j > at(band.high, i))
        return Number.NEGATIVE_INFINITY;
      const value = scoreAt(shape, i, j);
      return value <= NEARLY_LOG_ZERO ? Number.NEGATIVE_INFINITY : value;
    },
    corner: state.corner,
    posteriors: state.beads,
    evidence: sentences > 0 ? evidence / sentences : 0,
    early: (bead) => first.get(spanKey(bead)) ?? 0,
    explained: ({ i, a, j, b }) =>
      Math.min(
        explainedShare(source, target, forward, i, a, j, b),
        explainedShare(target, source, backward, j, b, i, a),
      ),
    ratio: lengths.ratio(),
  };
}
