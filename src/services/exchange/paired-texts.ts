import { similarity } from "../../matching/similarity.ts";

/**
 * Pairs the texts of two versions of one list, in order. Texts that occur once in both and keep their order are fixed
 * points, as in a patience diff. Between two of them, as many texts as there are on the other side are pairs one by one;
 * of other numbers, those that are like one another.
 *
 * @returns for each later text the place of the earlier one; `undefined` for a text that was added
 */
export const pairedTexts = (earlier: readonly string[], later: readonly string[]): (number | undefined)[] =>
  pairedInOrder(earlier, later, { oneByOne: true });

/** A text among new ones is taken for the edit of the one between them that is least unlike, if it is clearly so. */
const LEAST_NEAR = 0.25;
const CLEARLY = 1.3;

/**
 * Adds pairs where one earlier text has no counterpart, and several later texts stand in its place: of an edited sentence
 * with a new one beside it, the edit has more in common with what it was.
 */
export function withNearest(
  pairs: readonly (number | undefined)[],
  earlier: readonly string[],
  later: readonly string[],
): (number | undefined)[] {
  const nearest = [...pairs];
  let start = 0;
  while (start < pairs.length) {
    if (pairs[start] !== undefined) {
      start += 1;
      continue;
    }
    let end = start;
    while (end < pairs.length && pairs[end] === undefined) end += 1;
    const alone = (start === 0 ? -1 : (pairs[start - 1] ?? -1)) + 1;
    const after = end === pairs.length ? earlier.length : (pairs[end] ?? earlier.length);
    const best = after - alone === 1 ? nearestOf(earlier[alone] ?? "", later.slice(start, end)) : undefined;
    if (best !== undefined) nearest[start + best] = alone;
    start = end;
  }
  return nearest;
}

/** Place of the text that has clearly most in common with another one. */
function nearestOf(text: string, others: readonly string[]): number | undefined {
  if (others.length > MOST_NEAR || others.some((one) => one.length * text.length > MOST_OF_PAIR))
    return undefined;
  const scores = others.map((other, at) => ({ at, score: similarity(text, other) }));
  const [best, second] = scores.toSorted((a, b) => b.score - a.score);
  if (best === undefined || best.score < LEAST_NEAR) return undefined;
  return second !== undefined && best.score < CLEARLY * second.score ? undefined : best.at;
}

/** Most texts that are compared with one. More are a new chapter. */
const MOST_NEAR = 20;

/** The equal texts of two versions of one list, as pairs in order. */
export const equalTexts = (earlier: readonly string[], later: readonly string[]): (number | undefined)[] =>
  pairedInOrder(earlier, later, { oneByOne: false }).map((there, here) =>
    there !== undefined && earlier[there] === later[here] ? there : undefined,
  );

/** @param oneByOne whether as many texts as there are on the other side are pairs */
function pairedInOrder(
  earlier: readonly string[],
  later: readonly string[],
  { oneByOne }: { readonly oneByOne: boolean },
): (number | undefined)[] {
  const pairs: (number | undefined)[] = later.map(() => undefined);
  const pair = (from: number, to: number, start: number, end: number, depth: number): void => {
    while (from < to && start < end && earlier[from] === later[start]) pairs[start++] = from++;
    while (from < to && start < end && earlier[to - 1] === later[end - 1]) pairs[--end] = --to;
    if (oneByOne && to - from === end - start) {
      for (let at = start; at < end; at += 1) pairs[at] = from + at - start;
      return;
    }
    const fixed = depth === DEEPEST ? [] : fixedPoints(earlier, later, { from, to, start, end });
    if (fixed.length === 0) {
      for (const [there, here] of similarPairs(earlier.slice(from, to), later.slice(start, end)))
        pairs[start + here] = from + there;
      return;
    }
    let [before, own] = [from, start];
    for (const [there, here] of [...fixed, [to, end] as const]) {
      pair(before, there, own, here, depth + 1);
      if (here < end) pairs[here] = there;
      [before, own] = [there + 1, here + 1];
    }
  };
  pair(0, earlier.length, 0, later.length, 0);
  return pairs;
}

/** A changed text has at least so much in common with what it was. */
const LEAST_SIMILARITY = 0.5;
/** Most comparisons of texts and of their characters in one stretch. A longer one is somebody's new chapter. */
const MOST_COMPARISONS = 10_000;
const MOST_CHARACTERS = 1e9;

/** Most characters of one text times those of another, where not all of a stretch is compared. */
const MOST_OF_PAIR = 1e7;

/** True for two texts with much in common. Two very long ones are not compared. */
export const isAlike = (one: string, two: string): boolean =>
  one.length * two.length <= MOST_OF_PAIR && similarity(one, two) >= LEAST_SIMILARITY;

/**
 * The pairs in order of a stretch of any length. Of a long one only texts with the same number from the beginning or
 * from the end are compared, as far as they are alike.
 */
export function alikePairs(
  earlier: readonly string[],
  later: readonly string[],
  mayPair: MayPair,
): [number, number][] {
  const arePair = (one: string, two: string) => isAlike(one, two) && mayPair(one, two);
  if (earlier.length * later.length <= MOST_COMPARISONS) return similarPairs(earlier, later, mayPair);
  const pairs: [number, number][] = [];
  let [start, ends] = [0, 0];
  const shorter = Math.min(earlier.length, later.length);
  while (start < shorter && arePair(earlier[start] ?? "", later[start] ?? "")) pairs.push([start, start++]);
  while (start + ends < shorter && arePair(earlier.at(-1 - ends) ?? "", later.at(-1 - ends) ?? "")) {
    ends += 1;
    pairs.push([earlier.length - ends, later.length - ends]);
  }
  const rest = similarPairs(
    earlier.slice(start, earlier.length - ends),
    later.slice(start, later.length - ends),
    mayPair,
  );
  return [...pairs, ...rest.map(([there, here]): [number, number] => [there + start, here + start])];
}

/** Whether two texts that are alike may be a pair. */
export type MayPair = (earlier: string, later: string) => boolean;

/** How alike the texts of a stretch are, 0 for those that are not; empty when the stretch is too long. */
function similarities(
  earlier: readonly string[],
  later: readonly string[],
  mayPair: MayPair = () => true,
): number[][] {
  if (earlier.length * later.length > MOST_COMPARISONS) return [];
  if (earlier.join("").length * later.join("").length > MOST_CHARACTERS) return [];
  return earlier.map((text) =>
    later.map((other) => {
      const score = similarity(text, other);
      return score < LEAST_SIMILARITY || !mayPair(text, other) ? 0 : score;
    }),
  );
}

/** The most alike pairs in any order, until no two texts that are alike are left; none when there are too many. */
export function closestPairs(
  earlier: readonly string[],
  later: readonly string[],
  mayPair: MayPair,
): [there: number, here: number][] {
  const all = similarities(earlier, later, mayPair).flatMap((row, there) =>
    row.flatMap((score, here) => (score === 0 ? [] : [{ there, here, score }])),
  );
  const [theirs, ours] = [new Set<number>(), new Set<number>()];
  return all
    .toSorted((one, two) => two.score - one.score)
    .flatMap(({ there, here }): [number, number][] => {
      if (theirs.has(there) || ours.has(here)) return [];
      theirs.add(there);
      ours.add(here);
      return [[there, here]];
    });
}

/** The pairs in order with the greatest sum of similarities; none when the stretch is too long. */
function similarPairs(
  earlier: readonly string[],
  later: readonly string[],
  mayPair?: MayPair,
): [there: number, here: number][] {
  const alike = similarities(earlier, later, mayPair);
  if (alike.length === 0) return [];
  // Best sums of the texts from each place on.
  const sums = Array.from({ length: earlier.length + 1 }, () => new Float64Array(later.length + 1));
  const sum = (there: number, here: number): number => sums[there]?.[here] ?? 0;
  const paired = (there: number, here: number): number => {
    const own = alike[there]?.[here] ?? 0;
    return own === 0 ? -1 : own + sum(there + 1, here + 1);
  };
  for (let there = earlier.length - 1; there >= 0; there -= 1)
    for (let here = later.length - 1; here >= 0; here -= 1)
      sums[there]?.fill(
        Math.max(paired(there, here), sum(there + 1, here), sum(there, here + 1)),
        here,
        here + 1,
      );
  const pairs: [number, number][] = [];
  let [there, here] = [0, 0];
  while (there < earlier.length && here < later.length) {
    if (paired(there, here) === sum(there, here)) pairs.push([there++, here++]);
    else if (sum(there + 1, here) === sum(there, here)) there += 1;
    else here += 1;
  }
  return pairs;
}

/** Each level takes linear time. */
const DEEPEST = 20;

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly end: number;
}

/** Places of texts that occur once on both sides, the longest row of them that keeps its order. */
function fixedPoints(
  earlier: readonly string[],
  later: readonly string[],
  { from, to, start, end }: Stretch,
): (readonly [there: number, here: number])[] {
  const there = places(earlier, from, to);
  const here = places(later, start, end);
  const both = [...here].flatMap(([text, at]): (readonly [number, number])[] => {
    const other = there.get(text);
    return at === undefined || other === undefined ? [] : [[other, at]];
  });
  // The last places of the best rows of each length, and before each place the one that it follows (Fredman 1975).
  const ends: number[] = [];
  const previous: (number | undefined)[] = [];
  for (const [n, [place]] of both.entries()) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((both[ends[middle] ?? 0]?.[0] ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    previous.push(ends[low - 1]);
    ends[low] = n;
  }
  const row: (readonly [number, number])[] = [];
  for (let at = ends.at(-1); at !== undefined; at = previous[at]) row.push(both[at] ?? [0, 0]);
  return row.reverse();
}

/** The place of each text of a stretch; `undefined` for one that occurs several times. */
function places(texts: readonly string[], from: number, to: number): Map<string, number | undefined> {
  const found = new Map<string, number | undefined>();
  for (let at = from; at < to; at += 1) {
    const text = texts[at] ?? "";
    found.set(text, found.has(text) ? undefined : at);
  }
  return found;
}
