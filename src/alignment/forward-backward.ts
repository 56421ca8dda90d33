import type { Band } from "./band.ts";
import { LOG_ZERO, logAddFast, logSum, NEARLY_LOG_ZERO } from "./log-space.ts";
import type { PairBead } from "./pair-bead.ts";
import type { StepGuard } from "./pair-fixed.ts";
import { SHAPES } from "./pair-parameters.ts";
import { at } from "./prepared-text.ts";

const LEAST_LOG_POSTERIOR = Math.log(1e-3);
const A = SHAPES.map(([a]) => a);
const B = SHAPES.map(([, b]) => b);

/** Probabilities of bead shapes and gaps. */
export interface BeadRates {
  /** Probability of each shape of `SHAPES` among beads with both sides. */
  readonly shapes: readonly number[];
  /** P(a gap after a match), P(a gap after a gap of the same side), P(a gap after a gap of the other side). */
  readonly gapOpen: number;
  readonly gapStay: number;
  readonly gapSwitch: number;
}

/** A pair of texts with a score for every bead inside a band of cut points. */
export interface ScoredBand {
  /** Sentences of source and target. */
  readonly n: number;
  readonly m: number;
  readonly band: Band;
  /**
   * Log-likelihood ratio of the bead that starts at a cell: one array for each shape, one value for each cell of
   * the band.
   */
  readonly scores: readonly Float32Array[];
  readonly allowed: StepGuard;
}

/** Posteriors of all beads and cut points of a pair of texts. */
export interface Posteriors {
  /** Beads with a posterior above 0.001, in the order of their cut points. */
  readonly beads: PairBead[];
  /** Log posterior of the cut point (i, j). */
  readonly corner: (i: number, j: number) => number;
  /** Expected number of gaps that follow a match. */
  readonly opened: number;
  /** Expected number of gaps that follow a gap of the same side. */
  readonly stayed: number;
  /** Expected number of gaps. */
  readonly gaps: number;
}

interface LogRates {
  readonly shapes: readonly number[];
  readonly open: number;
  readonly stay: number;
  readonly change: number;
  readonly matchAfterMatch: number;
  readonly matchAfterGap: number;
}

/** Log sums over the paths to (alpha) or from (beta) each cell, by the last bead: match, gap of source, of target. */
interface Sums {
  readonly match: Float64Array;
  readonly sourceGap: Float64Array;
  readonly targetGap: Float64Array;
}

interface Forward extends Sums {
  /** Log sum of the paths to a cell, including the cost of a match as the next bead. */
  readonly leave: Float64Array;
}

const sumsOf = (cells: number): Sums => ({
  match: new Float64Array(cells).fill(LOG_ZERO),
  sourceGap: new Float64Array(cells).fill(LOG_ZERO),
  targetGap: new Float64Array(cells).fill(LOG_ZERO),
});

/**
 * Posteriors of all beads by forward–backward in log space. Each cut point has three states, by the bead
 * before it: a match, a gap of the source, a gap of the target. Gaps are affine.
 */
export function forwardBackward(scored: ScoredBand, rates: BeadRates): Posteriors {
  const { n, m, band } = scored;
  const log: LogRates = {
    shapes: rates.shapes.map(Math.log),
    open: Math.log(rates.gapOpen / 2),
    stay: Math.log(rates.gapStay),
    change: Math.log(rates.gapSwitch),
    matchAfterMatch: Math.log(1 - rates.gapOpen),
    matchAfterGap: Math.log(1 - rates.gapStay - rates.gapSwitch),
  };
  const alpha = forwardSums(scored, log);
  const beta = backwardSums(scored, log, alpha.leave);
  const end = at(band.offset, n) + m - at(band.low, n);
  const total = logAddFast(
    at(alpha.match, end),
    logAddFast(at(alpha.sourceGap, end), at(alpha.targetGap, end)),
  );
  const corner = (i: number, j: number): number => {
    if (i < 0 || i > n || j < at(band.low, i) || j > at(band.high, i)) return LOG_ZERO;
    const cell = at(band.offset, i) + j - at(band.low, i);
    return (
      logAddFast(
        at(alpha.match, cell) + at(beta.match, cell),
        logAddFast(
          at(alpha.sourceGap, cell) + at(beta.sourceGap, cell),
          at(alpha.targetGap, cell) + at(beta.targetGap, cell),
        ),
      ) - total
    );
  };
  return { ...likelyBeads(scored, log, alpha, beta, total), corner };
}

function forwardSums({ n, band, scores, allowed }: ScoredBand, log: LogRates): Forward {
  const { low, high, offset, cells } = band;
  const alpha: Forward = { ...sumsOf(cells), leave: new Float64Array(cells).fill(LOG_ZERO) };
  const { match, sourceGap, targetGap, leave } = alpha;
  const buffer = new Float64Array(scores.length);
  for (let i = 0; i <= n; i += 1) {
    for (let j = at(low, i); j <= at(high, i); j += 1) {
      const cell = at(offset, i) + j - at(low, i);
      if (i === 0 && j === 0) match[cell] = 0;
      else {
        let count = 0;
        for (let k = 0; k < scores.length; k += 1) {
          const i1 = i - (A[k] as number);
          const j1 = j - (B[k] as number);
          if (i1 < 0 || j1 < at(low, i1) || j1 > at(high, i1)) continue;
          const before = at(offset, i1) + j1 - at(low, i1);
          const score = at(scores[k] as Float32Array, before);
          if (score <= NEARLY_LOG_ZERO || at(leave, before) <= NEARLY_LOG_ZERO) continue;
          buffer[count] = at(leave, before) + score + (log.shapes[k] as number);
          count += 1;
        }
        match[cell] = logSum(buffer, count);
        if (i > 0 && j >= at(low, i - 1) && j <= at(high, i - 1) && allowed(i - 1, j, i, j)) {
          const c = at(offset, i - 1) + j - at(low, i - 1);
          sourceGap[cell] = logAddFast(
            logAddFast(at(match, c) + log.open, at(sourceGap, c) + log.stay),
            at(targetGap, c) + log.change,
          );
        }
        if (j > at(low, i) && allowed(i, j - 1, i, j)) {
          const c = cell - 1;
          targetGap[cell] = logAddFast(
            logAddFast(at(match, c) + log.open, at(targetGap, c) + log.stay),
            at(sourceGap, c) + log.change,
          );
        }
      }
      leave[cell] = logAddFast(
        at(match, cell) + log.matchAfterMatch,
        logAddFast(at(sourceGap, cell), at(targetGap, cell)) + log.matchAfterGap,
      );
    }
  }
  return alpha;
}

function backwardSums({ n, m, band, scores, allowed }: ScoredBand, log: LogRates, leave: Float64Array): Sums {
  const { low, high, offset, cells } = band;
  const beta = sumsOf(cells);
  const { match, sourceGap, targetGap } = beta;
  const buffer = new Float64Array(scores.length);
  const end = at(offset, n) + m - at(low, n);
  match[end] = 0;
  sourceGap[end] = 0;
  targetGap[end] = 0;
  for (let i = n; i >= 0; i -= 1) {
    for (let j = at(high, i); j >= at(low, i); j -= 1) {
      if (i === n && j === m) continue;
      const cell = at(offset, i) + j - at(low, i);
      if (at(leave, cell) <= NEARLY_LOG_ZERO) continue;
      let count = 0;
      for (let k = 0; k < scores.length; k += 1) {
        const score = at(scores[k] as Float32Array, cell);
        if (score <= NEARLY_LOG_ZERO) continue;
        const i2 = i + (A[k] as number);
        const j2 = j + (B[k] as number);
        const after = at(match, at(offset, i2) + j2 - at(low, i2));
        if (after <= NEARLY_LOG_ZERO) continue;
        buffer[count] = after + score + (log.shapes[k] as number);
        count += 1;
      }
      const bead = logSum(buffer, count);
      let x = LOG_ZERO;
      let y = LOG_ZERO;
      if (i < n && j >= at(low, i + 1) && j <= at(high, i + 1) && allowed(i, j, i + 1, j)) {
        x = at(sourceGap, at(offset, i + 1) + j - at(low, i + 1));
      }
      if (j < at(high, i) && allowed(i, j, i, j + 1)) y = at(targetGap, cell + 1);
      match[cell] = logAddFast(bead + log.matchAfterMatch, logAddFast(x, y) + log.open);
      sourceGap[cell] = logAddFast(bead + log.matchAfterGap, logAddFast(x + log.stay, y + log.change));
      targetGap[cell] = logAddFast(bead + log.matchAfterGap, logAddFast(y + log.stay, x + log.change));
    }
  }
  return beta;
}

/** The beads with a posterior above the least, and the expected numbers of gaps. `total`: log sum of all paths. */
function likelyBeads(
  { n, band, scores }: ScoredBand,
  log: LogRates,
  alpha: Forward,
  beta: Sums,
  total: number,
): Omit<Posteriors, "corner"> {
  const { low, high, offset } = band;
  const beads: PairBead[] = [];
  let opened = 0;
  let stayed = 0;
  let gaps = 0;
  const addGap = (own: "sourceGap" | "targetGap", i: number, j: number, cell: number, to: number): void => {
    const value = at(alpha[own], to) + at(beta[own], to) - total;
    if (value <= LEAST_LOG_POSTERIOR) return;
    const p = Math.min(1, Math.exp(value));
    beads.push(own === "sourceGap" ? { i, a: 1, j, b: 0, p } : { i, a: 0, j, b: 1, p });
    gaps += p;
    opened += Math.exp(at(alpha.match, cell) + log.open + at(beta[own], to) - total);
    stayed += Math.exp(at(alpha[own], cell) + log.stay + at(beta[own], to) - total);
  };
  for (let i = 0; i <= n; i += 1) {
    for (let j = at(low, i); j <= at(high, i); j += 1) {
      const cell = at(offset, i) + j - at(low, i);
      const here = at(alpha.leave, cell);
      if (here <= NEARLY_LOG_ZERO) continue;
      for (let k = 0; k < scores.length; k += 1) {
        const score = at(scores[k] as Float32Array, cell);
        if (score <= NEARLY_LOG_ZERO) continue;
        const a = A[k] as number;
        const b = B[k] as number;
        const after = at(beta.match, at(offset, i + a) + j + b - at(low, i + a));
        const value = here + score + (log.shapes[k] as number) + after - total;
        if (value > LEAST_LOG_POSTERIOR) beads.push({ i, a, j, b, p: Math.min(1, Math.exp(value)) });
      }
      if (i < n && j >= at(low, i + 1) && j <= at(high, i + 1)) {
        addGap("sourceGap", i, j, cell, at(offset, i + 1) + j - at(low, i + 1));
      }
      if (j < at(high, i)) addGap("targetGap", i, j, cell, cell + 1);
    }
  }
  return { beads, opened, stayed, gaps };
}
