import type { Corner } from "./band.ts";
import { at } from "./prepared-text.ts";

/**
 * Beads that a reviewer has fixed: the number of the fixed bead for each sentence, or -1. A sentence of a fixed
 * bead cannot be in another bead. If the fixed bead has no sentence on the other side, the sentence stays a gap.
 * Each fixed bead has at most one sentence on a side: the caller joins the sentences of a fixed group.
 */
export interface FixedPair {
  readonly source: Int32Array;
  readonly target: Int32Array;
}

/** True if a bead from cut point (i, j) to cut point (i2, j2) agrees with the fixed beads. */
export type StepGuard = (i: number, j: number, i2: number, j2: number) => boolean;

/** Cut points before and after every fixed bead that has sentences on both sides. */
export function cornersOf(fixed: FixedPair | undefined): Corner[] {
  if (fixed === undefined) return [];
  const place = new Map<number, number>();
  fixed.target.forEach((bead, j) => {
    if (bead >= 0) place.set(bead, j);
  });
  const corners: Corner[] = [];
  fixed.source.forEach((bead, i) => {
    const j = place.get(bead);
    if (bead >= 0 && j !== undefined) corners.push([i, j], [i + 1, j + 1]);
  });
  return corners;
}

/** Makes the guard of a pair of texts. It allows every step if nothing is fixed. */
export function stepGuard(fixed: FixedPair | undefined): StepGuard {
  if (fixed === undefined) return () => true;
  const { source, target } = fixed;
  const both = new Set(source.filter((bead) => bead >= 0 && target.includes(bead)));
  return (i, j, i2, j2) => {
    for (let k = i; k < i2; k += 1) {
      const bead = at(source, k);
      if (bead < 0) continue;
      if (i2 - i > 1 || (both.has(bead) ? j2 - j !== 1 || at(target, j) !== bead : j2 !== j)) return false;
    }
    for (let k = j; k < j2; k += 1) {
      const bead = at(target, k);
      if (bead < 0) continue;
      if (j2 - j > 1 || (both.has(bead) ? i2 - i !== 1 || at(source, i) !== bead : i2 !== i)) return false;
    }
    return true;
  };
}
