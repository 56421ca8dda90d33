/** What is known of a bead when its confidence is asked for. All in 0 … 1 but the counts. */
export interface Signs {
  /** Posterior of exactly this bead in the last model (three texts: the joint one). */
  readonly posterior: number;
  /** Posterior in the pair of languages that believes it least. */
  readonly weakestPair: number;
  /** Least posterior of the two neighbouring beads. */
  readonly neighbours: number;
  /** Mean posterior of all beads of the text: how hard it is. */
  readonly text: number;
  /** 1 when pairs and joint model agree. */
  readonly agreed: number;
  /** Number of languages that the bead has not. */
  readonly missing: number;
  /** Sentences more than one a language. */
  readonly extra: number;
  /** Log-likelihood ratio per sentence of the pair that speaks for it least. */
  readonly evidence: number;
}

type Weights = readonly number[];

/**
 * Logistic regressions over the signs, fitted on development documents (`npm run bench -- align --fit`):
 * posteriors alone promise too much, the more so the harder the text.
 */
export const PAIR_WEIGHTS: Weights = [-0.68, 0.538, 0, -0.056, 0.44, 0, -0.106, -1.345, 0.024];
export const TRIANGLE_WEIGHTS: Weights = [1.814, 0.172, 0.287, 0.041, 0.175, 0.102, -0.261, -0.649, -0.006];

const logit = (p: number): number => {
  const bounded = Math.min(0.9995, Math.max(0.0005, p));
  return Math.log(bounded / (1 - bounded));
};

/** The signs as the regression takes them, with 1 in front. */
export function terms(signs: Signs): number[] {
  return [
    1,
    logit(signs.posterior),
    logit(signs.weakestPair),
    logit(signs.neighbours),
    logit(signs.text),
    signs.agreed,
    signs.missing,
    signs.extra,
    Math.max(-5, Math.min(40, signs.evidence)),
  ];
}

/** Probability that a bead is right: 0 … 1. */
export function confidence(signs: Signs, weights: Weights): number {
  const sum = terms(signs).reduce((total, term, index) => total + term * (weights[index] ?? 0), 0);
  return 1 / (1 + Math.exp(-sum));
}
