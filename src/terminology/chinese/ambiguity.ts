import { isHan } from "./folded-text.ts";
import { logProbability, LONGEST_WORD } from "./word-frequencies.ts";

/** Number of characters read on each side of a term. Text farther away does not change the cut around the term. */
const REACH = 8;
/** Log probability of a term: 1,000 occurrences in 60 million words. It is high, because the text is of the glossary's field. */
const TERM = -11;
/** Log probability of a character that is not in the list of words. */
const RARE = -17.9;
/**
 * Least advantage, in natural logarithm, of the best cut that keeps the term whole over the best cut through an end of
 * the term. Fitted on the second gold set: half-way between the most probable false hit (1.3) and the least probable
 * true term (3.5).
 */
const MARGIN = 2.4;

/** Whether a common word crosses the position `at` without containing the whole term. */
function isCrossed(text: string, at: number, start: number, end: number, from: number, to: number): boolean {
  for (let first = Math.max(from, at - LONGEST_WORD + 1); first < at; first++) {
    for (let last = at + 1; last <= Math.min(to, first + LONGEST_WORD); last++) {
      if (first <= start && last >= end) continue;
      if (logProbability(text.slice(first, last)) !== undefined) return true;
    }
  }
  return false;
}

/**
 * Whether the term at [start, end) of a folded text is a word there, and not parts of the words beside it: 人才 is a word
 * in 人才培养, but not in 他本人才知道. Compares two cuts of the Han text around the term into words: the most probable cut
 * that keeps the term whole, and the most probable cut with a word across an end of the term (Viterbi algorithm over
 * word probabilities).
 */
export function isLikelyWord(text: string, start: number, end: number): boolean {
  let from = start;
  let to = end;
  while (start - from < REACH && from > 0 && isHan(text.charCodeAt(from - 1))) from--;
  while (to - end < REACH && to < text.length && isHan(text.charCodeAt(to))) to++;
  if (!isCrossed(text, start, start, end, from, to) && !isCrossed(text, end, start, end, from, to))
    return true;

  // the best cut up to each position: without a word across an end of the term, and with such a word
  const whole = new Float64Array(to - from + 1).fill(-Infinity);
  const broken = new Float64Array(to - from + 1).fill(-Infinity);
  const raise = (best: Float64Array, at: number, value: number): void => {
    if (value > (best[at - from] ?? Infinity)) best[at - from] = value;
  };
  whole[0] = 0;
  for (let first = from; first < to; first++) {
    const soFar = whole[first - from] ?? -Infinity;
    const soFarBroken = broken[first - from] ?? -Infinity;
    if (first === start) raise(whole, end, soFar + TERM);
    for (let last = first + 1; last <= Math.min(to, first + LONGEST_WORD); last++) {
      const known = logProbability(text.slice(first, last));
      if (known === undefined && last > first + 1) continue;
      const probability = known ?? RARE;
      const isThrough =
        (first < start && last > start && last < end) || (first > start && first < end && last > end);
      raise(isThrough ? broken : whole, last, soFar + probability);
      raise(broken, last, soFarBroken + probability);
    }
  }
  return (whole[to - from] ?? 0) - (broken[to - from] ?? 0) >= MARGIN;
}
