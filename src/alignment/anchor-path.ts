import { type Band, bandAround } from "./band.ts";
import { at, type PreparedText } from "./prepared-text.ts";
import type { TranslationTable } from "./translation-table.ts";

/** Types in more sentences than this are too frequent to be anchors. */
const mostFrequent = (size: number): number => Math.max(40, size / 400);
const CANDIDATES = 4;
const LEAST_WEIGHT = 4;

/**
 * Finds a wide band for long texts in linear time. Two sentences that share rare anchors are candidates for each
 * other. The path is the heaviest chain of candidates that ascends in both texts. The band is wider where the
 * points of the path are farther apart.
 *
 * @param ratio target characters for one source character
 * @param prefixSource characters of the source before each sentence
 * @param prefixTarget characters of the target before each sentence
 */
export function anchorPath(
  source: PreparedText,
  target: PreparedText,
  table: TranslationTable,
  ratio: number,
  prefixSource: Float64Array,
  prefixTarget: Float64Array,
): Band {
  const n = source.size;
  const m = target.size;
  const weight = new Float64Array(m);
  const points: { i: number; j: number; weight: number }[] = [];
  for (let i = 0; i < n; i += 1) {
    const touched: number[] = [];
    for (const type of source.features[i] ?? []) {
      if (at(source.frequency, type) > mostFrequent(n)) continue;
      for (let cell = at(table.start, type); cell < at(table.start, type + 1); cell += 1) {
        const to = at(table.target, cell);
        const sentences = target.occurrences[to];
        if (sentences === undefined || sentences.length > mostFrequent(m)) continue;
        const gain = at(table.probability, cell) * Math.log(m / sentences.length);
        for (const j of sentences) {
          if (at(weight, j) === 0) touched.push(j);
          weight[j] = at(weight, j) + gain;
        }
      }
    }
    // Expected place by length. A candidate far from it needs more evidence.
    const expected = (at(prefixSource, i) * ratio) / Math.max(1, at(prefixTarget, m));
    const candidates = touched
      .map((j) => ({
        i,
        j,
        weight:
          at(weight, j) - 40 * Math.abs(at(prefixTarget, j) / Math.max(1, at(prefixTarget, m)) - expected),
      }))
      .filter((point) => point.weight > LEAST_WEIGHT)
      .sort((a, b) => b.weight - a.weight)
      .slice(0, CANDIDATES);
    for (const j of touched) weight[j] = 0;
    // Descending columns let the chain take only one candidate of each sentence.
    points.push(...candidates.sort((a, b) => b.j - a.j));
  }
  const chain = heaviestChain(points, m);
  const lowest = new Int32Array(n + 1);
  const highest = new Int32Array(n + 1);
  const slack = new Int32Array(n + 1);
  let previous = { i: 0, j: 0 };
  for (const point of [...chain, { i: n, j: m }]) {
    const rows = point.i - previous.i;
    for (let i = previous.i; i <= point.i; i += 1) {
      const j =
        rows === 0 ? point.j : Math.round(previous.j + ((point.j - previous.j) * (i - previous.i)) / rows);
      lowest[i] = i === previous.i ? Math.min(at(lowest, i) || j, j) : j;
      highest[i] = Math.max(at(highest, i), j);
      slack[i] = Math.max(at(slack, i), rows, point.j - previous.j);
    }
    previous = point;
  }
  return bandAround(lowest, highest, m, (i) => 24 + Math.min(300, at(slack, i)), 8);
}

/** Heaviest chain that ascends in i and j. Points are sorted by ascending i, then descending j. O(n log m). */
function heaviestChain(
  points: readonly { i: number; j: number; weight: number }[],
  columns: number,
): { i: number; j: number }[] {
  const tree = new Int32Array(columns + 2).fill(-1);
  const total = new Float64Array(points.length);
  const previous = new Int32Array(points.length).fill(-1);
  let best = -1;
  points.forEach((point, index) => {
    let before = -1;
    for (let k = point.j; k > 0; k -= k & -k) {
      const candidate = at(tree, k);
      if (candidate >= 0 && (before < 0 || at(total, candidate) > at(total, before))) before = candidate;
    }
    previous[index] = before;
    total[index] = point.weight + (before >= 0 ? at(total, before) : 0);
    for (let k = point.j + 1; k <= columns + 1; k += k & -k) {
      const candidate = at(tree, k);
      if (candidate < 0 || at(total, index) > at(total, candidate)) tree[k] = index;
    }
    if (best < 0 || at(total, index) > at(total, best)) best = index;
  });
  const chain: { i: number; j: number }[] = [];
  for (let index = best; index >= 0; index = at(previous, index)) {
    const point = points[index];
    if (point !== undefined) chain.push({ i: point.i, j: point.j });
  }
  return chain.reverse();
}
