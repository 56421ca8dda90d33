/** Evidence from which the confidence of a bead is computed. Shares and probabilities are 0 … 1. */
export interface Signs {
  /** Posterior of exactly this bead in the last model; with three texts, in the joint model. */
  readonly posterior: number;
  /** Lowest posterior among the pairs of languages. */
  readonly weakestPair: number;
  /** Mean posterior over the pairs of languages. */
  readonly meanPair: number;
  /**
   * Lowest posterior among the pairs after the first pass, before the model learned from the text. Later passes
   * tend to confirm earlier guesses.
   */
  readonly early: number;
  /** 1 when the pairs and the joint model agree. */
  readonly agreed: number;
  /** Share of the two neighbouring beads on which the pairs and the joint model agree. */
  readonly neighboursAgreed: number;
  /** Share of the text's beads that are not one sentence in each language. It measures how difficult the text is. */
  readonly irregular: number;
  /** Number of languages without a sentence in the bead. */
  readonly missing: number;
  /** Number of sentences after the first one, summed over the languages. */
  readonly extra: number;
  /** Lowest share, over pairs and directions, of words with a known translation on the other side. */
  readonly explained: number;
  /** Greatest difference, over the pairs, between the log length ratio of the bead and that of the texts. */
  readonly lengthError: number;
  /** Characters of the shortest sentence, scaled to the first language. A short sentence is the most common error. */
  readonly shortest: number;
}

type Weights = readonly number[];

/**
 * Weights of logistic regressions over the signs, fitted on development documents (`npm run bench -- align --fit`).
 * Posteriors alone are too high, above all in difficult texts.
 */
export const PAIR_WEIGHTS: Weights = [
  2.952, 0.144, 0, 0, 0.528, 0, 0, -2.579, 0.225, -1.57, 2.008, -0.283, 2.248, -1.249,
];
export const TRIANGLE_WEIGHTS: Weights = [
  1.175, 0.119, 0.069, 0.458, -0.062, 0.513, 0.148, -0.727, -0.157, -0.783, 1.172, -0.022, -0.315, -0.284,
];

const logit = (p: number): number => {
  const bounded = Math.min(0.9999, Math.max(0.0001, p));
  return Math.log(bounded / (1 - bounded));
};

/** The values of the regression, with 1 in front. */
export function terms(signs: Signs): number[] {
  const shortest = Math.log(Math.max(1, signs.shortest));
  return [
    1,
    logit(signs.posterior),
    logit(signs.weakestPair),
    logit(signs.meanPair),
    logit(signs.early),
    signs.agreed,
    signs.neighboursAgreed,
    signs.irregular,
    signs.missing,
    signs.extra,
    signs.explained,
    shortest,
    signs.lengthError,
    signs.lengthError * shortest,
  ];
}

/** Probability that a bead is right: 0 … 1. */
export function confidence(signs: Signs, weights: Weights): number {
  const sum = terms(signs).reduce((total, term, index) => total + term * (weights[index] ?? 0), 0);
  return 1 / (1 + Math.exp(-sum));
}
