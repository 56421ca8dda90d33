/** Numbers of sentences in en, ru and zh. */
export type Shape3 = readonly [number, number, number];

/** The shapes that a bead of three languages may have. */
export const SHAPES3: readonly Shape3[] = possibleShapes();
/** Expected share of each shape before the document is read; they sum to 1. */
export const PRIORS3 = normalised(SHAPES3.map(prior));
/** The languages of each shape, as bits: en 1, ru 2, zh 4. */
export const MASKS = SHAPES3.map(([a, b, c]) => (a > 0 ? 1 : 0) + (b > 0 ? 2 : 0) + (c > 0 ? 4 : 0));
/** The mask of all three languages. */
export const ALL_LANGUAGES = 7;

function possibleShapes(): Shape3[] {
  const sizes = [0, 1, 2, 3, 4];
  return sizes.flatMap((a) => sizes.flatMap((b) => sizes.map((c): Shape3 => [a, b, c]))).filter(isPossible);
}

function isPossible(shape: Shape3): boolean {
  const sides = shape.filter((size) => size > 0);
  const most = Math.max(...shape);
  const sum = shape[0] + shape[1] + shape[2];
  if (sides.length === 0) return false;
  if (sides.length === 1) return most === 1;
  if (sides.length === 2) return sum <= 4;
  if (most <= 3) return sum <= 8;
  return sides.filter((size) => size === 4).length <= 2 && sum <= 9;
}

function prior(shape: Shape3): number {
  const sides = shape.filter((size) => size > 0).length;
  const most = Math.max(...shape);
  const sum = shape[0] + shape[1] + shape[2];
  if (sides === 1) return 0.02;
  if (sides === 2) return most === 1 ? 0.018 : sum === 3 ? 0.002 : 0.0005;
  if (sum === 3) return 0.65;
  if (sum === 4) return 0.035;
  if (sum === 5) return most === 2 ? 0.033 : 0.005;
  if (sum === 6 && most === 2) return 0.003;
  return most === 3 && sum <= 7 ? 0.004 : 0.001;
}

function normalised(values: readonly number[]): number[] {
  const total = values.reduce((sum, value) => sum + value, 0);
  return values.map((value) => value / total);
}
