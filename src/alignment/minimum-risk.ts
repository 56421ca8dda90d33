import type { Band } from "./band.ts";
import type { PairBead } from "./pair-bead.ts";
import { at } from "./prepared-text.ts";

/** Value of a correct gap. A correct match has value 1, because it is correct on two sides. */
const GAP_GAIN = 0.5;

/**
 * Finds the alignment with the greatest expected number of correct beads (minimum Bayes risk decoding).
 *
 * @param n number of source sentences
 * @param m number of target sentences
 * @param posteriors beads in the order of their cut points
 * @returns beads that cover both texts in order, with their posteriors
 */
export function decode(n: number, m: number, band: Band, posteriors: readonly PairBead[]): PairBead[] {
  const { low, high, offset, cells } = band;
  const best = new Float64Array(cells).fill(-1);
  const from = new Int32Array(cells).fill(-1);
  const via: (PairBead | undefined)[] = Array.from({ length: cells });
  best[0] = 0;
  let next = 0;
  const step = (cell: number, gain: number, bead: PairBead) => {
    const i = bead.i + bead.a;
    const j = bead.j + bead.b;
    if (i > n || j < at(low, i) || j > at(high, i)) return;
    const to = at(offset, i) + j - at(low, i);
    if (at(best, cell) + gain > at(best, to)) {
      best[to] = at(best, cell) + gain;
      from[to] = cell;
      via[to] = bead;
    }
  };
  for (let i = 0; i <= n; i += 1) {
    for (let j = at(low, i); j <= at(high, i); j += 1) {
      const cell = at(offset, i) + j - at(low, i);
      const reached = at(best, cell) >= 0;
      if (reached) {
        step(cell, 0, { i, a: 1, j, b: 0, p: 0 });
        step(cell, 0, { i, a: 0, j, b: 1, p: 0 });
      }
      while (next < posteriors.length) {
        const bead = posteriors[next] as PairBead;
        if (bead.i !== i || bead.j !== j) break;
        if (reached) step(cell, bead.p * (bead.a > 0 && bead.b > 0 ? 1 : GAP_GAIN), bead);
        next += 1;
      }
    }
  }
  const result: PairBead[] = [];
  for (let cell = at(offset, n) + m - at(low, n); cell !== 0; cell = at(from, cell)) {
    const bead = via[cell];
    if (bead === undefined) break;
    result.push(bead);
  }
  return result.reverse();
}
