/**
 * The baseline: plain Gale & Church 1993 with lengths in characters, variance 6.8, their six bead types and priors, and
 * Viterbi. The length ratio is fitted to the document, because their ratio of 1 for en–fr would be unfair to Chinese.
 */
export function galeChurch(first: readonly string[], second: readonly string[]): number[][][] {
  const x = first.map((text) => [...text].length);
  const y = second.map((text) => [...text].length);
  const total = (lengths: readonly number[]) => lengths.reduce((sum, length) => sum + length, 0);
  const ratio = total(y) / total(x);
  const types: readonly (readonly [number, number, number])[] = [
    [1, 1, 0.89],
    [1, 0, 0.00495],
    [0, 1, 0.00495],
    [2, 1, 0.0445],
    [1, 2, 0.0445],
    [2, 2, 0.011],
  ];
  const n = x.length;
  const m = y.length;
  const best = Array.from({ length: n + 1 }, () => new Float64Array(m + 1).fill(Number.POSITIVE_INFINITY));
  const via = Array.from({ length: n + 1 }, () => new Int8Array(m + 1).fill(-1));
  (best[0] as Float64Array)[0] = 0;
  for (let i = 0; i <= n; i += 1) {
    for (let j = 0; j <= m; j += 1) {
      types.forEach(([a, b, prior], type) => {
        if (i < a || j < b) return;
        const before = best[i - a]?.[j - b] ?? Number.POSITIVE_INFINITY;
        const value =
          before + cost(total(x.slice(i - a, i)), total(y.slice(j - b, j)), ratio) - Math.log(prior);
        if (value < (best[i]?.[j] ?? 0)) {
          (best[i] as Float64Array)[j] = value;
          (via[i] as Int8Array)[j] = type;
        }
      });
    }
  }
  const beads: number[][][] = [];
  let i = n;
  let j = m;
  while (i > 0 || j > 0) {
    const [a, b] = types[via[i]?.[j] ?? 0] ?? [1, 1];
    beads.push([
      Array.from({ length: a }, (_, k) => i - a + k),
      Array.from({ length: b }, (_, k) => j - b + k),
    ]);
    i -= a;
    j -= b;
  }
  return beads.reverse();
}

/** −log of the two-sided probability that the lengths of a text and its translation differ by at least this much. */
function cost(x: number, y: number, ratio: number): number {
  if (x === 0 && y === 0) return 0;
  const mean = (x + y / ratio) / 2;
  const z = Math.abs((ratio * x - y) / Math.sqrt(mean * 6.8 * ratio));
  return -Math.log(Math.max(1e-300, 2 * (1 - normal(z))));
}

/** Normal distribution function, Abramowitz & Stegun 26.2.17. */
function normal(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const tail =
    0.3989423 *
    Math.exp((-z * z) / 2) *
    t *
    (0.3193815 + t * (-0.3565638 + t * (1.7814779 + t * (-1.821256 + t * 1.3302744))));
  return 1 - tail;
}
