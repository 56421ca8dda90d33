/** What is known of a bead when its confidence is asked for. All in 0 … 1 but the counts. */
export interface Signs {
  /** Posterior of exactly this bead in the last model (three texts: the joint one). */
  readonly posterior: number;
  /** Posterior in the pair of languages that believes it least. */
  readonly weakestPair: number;
  /** Mean posterior over the pairs of languages. */
  readonly meanPair: number;
  /** Share of the two neighbouring beads in which pairs and joint model agree. */
  readonly neighboursAgreed: number;
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
export const PAIR_WEIGHTS: Weights = [-0.585, 0.537, 0, 0, -0.065, 0.43, 0, 0, 0.051, -1.391, 0.026];
export const TRIANGLE_WEIGHTS: Weights = [
  0.506, 0.157, 0.035, 0.516, -0.078, -0.029, 0.218, 1.006, 0.024, -0.635, -0.006,
];

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
    logit(signs.meanPair),
    logit(signs.neighbours),
    logit(signs.text),
    signs.agreed,
    signs.neighboursAgreed,
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
