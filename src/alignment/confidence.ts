/** What is known of a bead when its confidence is asked for. Shares and probabilities are 0 … 1. */
export interface Signs {
  /** Posterior of exactly this bead in the last model (three texts: the joint one). */
  readonly posterior: number;
  /** Posterior in the pair of languages that believes it least. */
  readonly weakestPair: number;
  /** Mean posterior over the pairs of languages. */
  readonly meanPair: number;
  /**
   * Posterior before anything was learned from the text itself, in the pair that believes it least: later passes
   * confirm what earlier ones guessed.
   */
  readonly early: number;
  /** 1 when pairs and joint model agree. */
  readonly agreed: number;
  /** Share of the two neighbouring beads in which pairs and joint model agree. */
  readonly neighboursAgreed: number;
  /** Share of the beads of the text that are not one sentence of each language: how hard it is. */
  readonly irregular: number;
  /** Number of languages that the bead has not. */
  readonly missing: number;
  /** Sentences more than one a language. */
  readonly extra: number;
  /** Share of its words that are known translations, in the pair and direction where it is least. */
  readonly explained: number;
  /** How far the lengths are from the ratio of the texts, as a logarithm; the pair where they are farthest. */
  readonly lengthError: number;
  /** Characters of its shortest sentence (in terms of the first language): the usual error is one that was attached. */
  readonly shortest: number;
}

type Weights = readonly number[];

/**
 * Logistic regressions over the signs, fitted on development documents (`npm run bench -- align --fit`):
 * posteriors alone promise too much, the more so the harder the text.
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

/** The signs as the regression takes them, with 1 in front. */
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
