import { LONGEST_GROUP } from "./pair-parameters.ts";
import { at, type PreparedText } from "./prepared-text.ts";
import type { PairBead } from "./pair-bead.ts";

const LOG_2PI = Math.log(2 * Math.PI);
/** Variance of the length per character before the document is read. */
const FIRST_VARIANCE = 6;
/** Standard deviation that grows with the length itself. */
const SPREAD = 0.05;
/** The model does not learn from less probable beads. */
const LEAST_SURE = 0.5;

/**
 * Scores how well the lengths of two groups of sentences fit (Gale & Church 1993). Ratio and variance are fitted
 * to the document. Lengths are in characters.
 */
export interface LengthModel {
  /** Log-likelihood ratio of source sentences i … i+a-1 and target sentences j … j+b-1; a and b are at least 1. */
  readonly score: (i: number, a: number, j: number, b: number) => number;
  /** Target characters for one source character. */
  readonly ratio: () => number;
  /** Fits ratio and variance to the probable one-to-one beads. */
  readonly learn: (beads: readonly PairBead[]) => void;
  /** Characters of the source before each sentence. */
  readonly sourcePrefix: Float64Array;
  /** Characters of the target before each sentence. */
  readonly targetPrefix: Float64Array;
}

/** The lengths of one text: prefix sums, and a Gaussian over log length as the background model. */
interface TextLengths {
  readonly prefix: Float64Array;
  /** Prefix sums of the background log-likelihood of each sentence. */
  readonly background: Float64Array;
  /** Background log-likelihood of a length. */
  readonly logLikelihood: (length: number) => number;
}

function lengthsOf(text: PreparedText): TextLengths {
  let sum = 0;
  let squares = 0;
  for (const length of text.lengths) {
    const log = Math.log(length);
    sum += log;
    squares += log * log;
  }
  const mean = sum / text.size;
  const deviation = Math.sqrt(Math.max(0.05, squares / text.size - mean * mean));
  const logLikelihood = (length: number): number => {
    const z = (Math.log(length) - mean) / deviation;
    return -0.5 * z * z - 0.5 * LOG_2PI - Math.log(deviation * length);
  };
  const prefix = new Float64Array(text.size + 1);
  const background = new Float64Array(text.size + 1);
  text.lengths.forEach((length, index) => {
    prefix[index + 1] = at(prefix, index) + length;
    background[index + 1] = at(background, index) + logLikelihood(length);
  });
  return { prefix, background, logLikelihood };
}

/**
 * Log-likelihood of each group of 2 … `LONGEST_GROUP` sentences as one sentence, against the background of its
 * parts.
 */
function groupingScores({ prefix, background, logLikelihood }: TextLengths, size: number): Float64Array[] {
  const scores: Float64Array[] = [];
  for (let a = 2; a <= LONGEST_GROUP; a += 1) {
    const row = new Float64Array(size + 1);
    for (let i = 0; i + a <= size; i += 1) {
      const length = at(prefix, i + a) - at(prefix, i);
      row[i] =
        logLikelihood(length) - (a - 1) * Math.log(length) - (at(background, i + a) - at(background, i));
    }
    scores[a] = row;
  }
  return scores;
}

/** Log of the number of ways to divide each group of 2 … `LONGEST_GROUP` sentences. */
function splittingCosts({ prefix }: TextLengths, size: number): Float64Array[] {
  const costs: Float64Array[] = [];
  for (let b = 2; b <= LONGEST_GROUP; b += 1) {
    costs[b] = Float64Array.from({ length: size + 1 }, (_, j) =>
      j + b > size ? 0 : (b - 1) * Math.log(at(prefix, j + b) - at(prefix, j)),
    );
  }
  return costs;
}

/** Makes a length model of two texts. It has not learned from any bead yet. */
export function createLengthModel(source: PreparedText, target: PreparedText): LengthModel {
  const lengthA = lengthsOf(source);
  const lengthB = lengthsOf(target);
  const grouping = groupingScores(lengthA, source.size);
  const splitting = splittingCosts(lengthB, target.size);
  let ratio = at(lengthB.prefix, target.size) / at(lengthA.prefix, source.size);
  let variance = FIRST_VARIANCE;
  const score = (i: number, a: number, j: number, b: number): number => {
    const x = at(lengthA.prefix, i + a) - at(lengthA.prefix, i);
    const y = at(lengthB.prefix, j + b) - at(lengthB.prefix, j);
    const expected = ratio * x;
    const middle = (expected + y) / 2;
    const v = variance * ratio * middle + SPREAD * SPREAD * middle * middle;
    const d = y - expected;
    let result =
      (-0.5 * d * d) / v -
      0.5 * LOG_2PI -
      0.5 * Math.log(v) -
      (at(lengthB.background, j + b) - at(lengthB.background, j));
    if (b > 1) result -= at(splitting[b] as Float64Array, j);
    if (a > 1) result += at(grouping[a] as Float64Array, i);
    return result;
  };
  const learn = (beads: readonly PairBead[]): void => {
    const sure = beads.filter(({ a, b, p }) => a === 1 && b === 1 && p > LEAST_SURE);
    let x = 0;
    let y = 0;
    for (const { i, j, p } of sure) {
      x += p * at(source.lengths, i);
      y += p * at(target.lengths, j);
    }
    if (x > 500) ratio = (0.9 * y) / x + 0.1 * ratio;
    let error = 0;
    let weight = 0;
    for (const { i, j, p } of sure) {
      const expected = ratio * at(source.lengths, i);
      const middle = (expected + at(target.lengths, j)) / 2;
      const d = at(target.lengths, j) - expected;
      error += p * Math.min(16, (d * d) / (variance * ratio * middle + SPREAD * SPREAD * middle * middle));
      weight += p;
    }
    if (weight > 15) {
      variance = Math.min(40, Math.max(1.5, variance * (0.5 + (0.5 * (error + 5)) / (weight + 5))));
    }
  };
  return {
    score,
    ratio: () => ratio,
    learn,
    sourcePrefix: lengthA.prefix,
    targetPrefix: lengthB.prefix,
  };
}
