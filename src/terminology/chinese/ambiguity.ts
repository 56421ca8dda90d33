import { isHan } from "./folded-text.ts";
import { logProbability, LONGEST_WORD } from "./word-frequencies.ts";

/** Characters looked at on each side of a term: words further away do not change how it is cut. */
const REACH = 8;
/** At least, of a term: where it is in the glossary, the text is of its field. 1,000 occurrences in 60 million. */
const TERM = -11;
/** Of a character that is not in the list. */
const RARE = -17.9;
/**
 * What the cuts that leave a term whole must have over those through its ends, in natural logarithms.
 * Fitted on the second gold set: half-way between the likeliest accident (1.3) and the least likely term (3.5).
 */
const MARGIN = 2.4;

/** True where a word that is common begins before `at` and ends after it, and does not hold all of the term. */
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
 * Whether the term at [start, end) of a folded text is rather a word there than parts of its neighbours:
 * 人才 in 人才培养, not in 他本人才知道. Compares the likeliest way to cut the Han around it into words,
 * each as likely as it is common, that leaves the term whole with the likeliest one through an end
 * of it (Viterbi over single words).
 */
export function isLikelyWord(text: string, start: number, end: number): boolean {
  let from = start;
  let to = end;
  while (start - from < REACH && from > 0 && isHan(text.charCodeAt(from - 1))) from--;
  while (to - end < REACH && to < text.length && isHan(text.charCodeAt(to))) to++;
  if (!isCrossed(text, start, start, end, from, to) && !isCrossed(text, end, start, end, from, to))
    return true;

  // the best cut up to each place, without and with a word through an end of the term
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
