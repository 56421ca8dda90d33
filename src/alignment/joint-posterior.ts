import type { JointEdges } from "./joint-lattice.ts";
import { ALL_LANGUAGES, MASKS, PRIORS3, SHAPES3 } from "./joint-shapes.ts";
import { LOG_ZERO, logAdd, NEARLY_LOG_ZERO } from "./log-space.ts";
import { at } from "./prepared-text.ts";

/** Probability that the next bead lacks the same languages. */
const STAY = 0.3;
/** Weight of the priors against the document, in beads. */
const PRIOR_STRENGTH = 30;
const LOG_STAY = Math.log(STAY);
const LOG_GO = Math.log(1 - STAY);
/** One slot per mask of languages. */
const SLOTS = ALL_LANGUAGES + 1;

/** Log priors of the shapes. */
interface ShapePriors {
  readonly log: readonly number[];
  /** Log share of each shape among the shapes of the same languages. */
  readonly within: readonly number[];
}

function shapePriors(priors: readonly number[]): ShapePriors {
  const maskTotal = new Float64Array(SLOTS);
  priors.forEach((value, t) => {
    const mask = MASKS[t] ?? 0;
    maskTotal[mask] = at(maskTotal, mask) + value;
  });
  return {
    log: priors.map(Math.log),
    within: priors.map((value, t) => Math.log(value / at(maskTotal, MASKS[t] ?? 0))),
  };
}

/**
 * Posterior of each edge, 0 … 1, by forward–backward. A passage that is missing in one language is one decision,
 * not one for each sentence, so gaps tend to continue. The priors are estimated again once.
 *
 * @param first number of the first state
 * @param last number of the last state, the greatest number
 * @returns `undefined` if no path leads from the first state to the last
 */
export function jointPosterior(edges: JointEdges, first: number, last: number): Float64Array | undefined {
  const before = forwardBackward(edges, shapePriors(PRIORS3), first, last);
  if (before === undefined) return undefined;
  const counts = new Float64Array(SHAPES3.length);
  let beads = 0;
  for (let e = edges.count - 1; e >= 0; e -= 1) {
    const t = at(edges.shape, e);
    counts[t] = at(counts, t) + at(before, e);
    beads += at(before, e);
  }
  const learned = PRIORS3.map(
    (value, t) => (at(counts, t) + PRIOR_STRENGTH * value) / (beads + PRIOR_STRENGTH),
  );
  return forwardBackward(edges, shapePriors(learned), first, last);
}

function forwardBackward(
  edges: JointEdges,
  priors: ShapePriors,
  first: number,
  last: number,
): Float64Array | undefined {
  const { entering, total } = forwardSums(edges, priors, first, last);
  return total <= NEARLY_LOG_ZERO ? undefined : posteriors(edges, priors, last, entering, total);
}

/** Log sum of the paths that end with each edge, and log sum of all paths. */
function forwardSums(
  { from, to, shape, score, count }: JointEdges,
  priors: ShapePriors,
  first: number,
  last: number,
): { readonly entering: Float64Array; readonly total: number } {
  // by state and by the languages of the bead before it
  const alpha = new Float64Array((last + 1) * SLOTS).fill(LOG_ZERO);
  const any = new Float64Array(last + 1).fill(LOG_ZERO);
  alpha[first * SLOTS + ALL_LANGUAGES] = 0;
  const close = (x: number): void => {
    let sum = LOG_ZERO;
    for (let mask = 1; mask <= ALL_LANGUAGES; mask += 1) {
      const value = at(alpha, x * SLOTS + mask);
      if (value > NEARLY_LOG_ZERO) sum = logAdd(sum, value + (mask === ALL_LANGUAGES ? 0 : LOG_GO));
    }
    any[x] = sum;
  };
  let open = -1;
  const entering = new Float64Array(count).fill(LOG_ZERO);
  for (let e = 0; e < count; e += 1) {
    const x = at(from, e);
    if (x !== open) {
      close(x);
      open = x;
    }
    const t = at(shape, e);
    const mask = MASKS[t] as number;
    let value = at(any, x) + (priors.log[t] as number);
    if (mask !== ALL_LANGUAGES)
      value = logAdd(value, at(alpha, x * SLOTS + mask) + LOG_STAY + (priors.within[t] as number));
    if (value <= NEARLY_LOG_ZERO) continue;
    value += at(score, e);
    entering[e] = value;
    const y = at(to, e) * SLOTS + mask;
    alpha[y] = logAdd(at(alpha, y), value);
  }
  let total = LOG_ZERO;
  for (let mask = 1; mask <= ALL_LANGUAGES; mask += 1) total = logAdd(total, at(alpha, last * SLOTS + mask));
  return { entering, total };
}

/** Gives each edge its posterior, going back from the last state. */
function posteriors(
  { from, to, shape, score, count }: JointEdges,
  priors: ShapePriors,
  last: number,
  entering: Float64Array,
  total: number,
): Float64Array {
  const beta = new Float64Array((last + 1) * SLOTS).fill(LOG_ZERO);
  for (let mask = 1; mask <= ALL_LANGUAGES; mask += 1) beta[last * SLOTS + mask] = 0;
  const same = new Float64Array(SLOTS);
  const posterior = new Float64Array(count);
  for (let e = count - 1; e >= 0;) {
    const x = at(from, e);
    let base = LOG_ZERO;
    same.fill(LOG_ZERO);
    for (; e >= 0 && at(from, e) === x; e -= 1) {
      const t = at(shape, e);
      const mask = MASKS[t] as number;
      const after = at(beta, at(to, e) * SLOTS + mask);
      if (after <= NEARLY_LOG_ZERO) continue;
      const value = at(score, e) + after;
      base = logAdd(base, value + (priors.log[t] as number));
      if (mask !== ALL_LANGUAGES) same[mask] = logAdd(at(same, mask), value + (priors.within[t] as number));
      if (at(entering, e) > NEARLY_LOG_ZERO) {
        posterior[e] = Math.min(1, Math.exp(at(entering, e) + after - total));
      }
    }
    for (let mask = 1; mask <= ALL_LANGUAGES; mask += 1) {
      beta[x * SLOTS + mask] =
        mask === ALL_LANGUAGES ? base : logAdd(base + LOG_GO, at(same, mask) + LOG_STAY);
    }
  }
  return posterior;
}
