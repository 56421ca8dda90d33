import { at } from "./prepared-text.ts";

/** Stands for log 0. It is finite, so sums with it stay numbers. */
export const LOG_ZERO = -1e30;
/** Values below this are log 0, plus or minus some score. */
export const NEARLY_LOG_ZERO = LOG_ZERO / 2;
/** exp(-36) is too small to change a double near 1. */
const NEGLIGIBLE = 36;

const STEPS = 256;
/** log(1 + e^-x) at steps of 1/256. Linear interpolation between them has an error below 5e-7. */
const SOFT = Float64Array.from({ length: NEGLIGIBLE * STEPS + 2 }, (_, k) =>
  Math.log1p(Math.exp(-k / STEPS)),
);

/** log(e^a + e^b) by table: fast, with an error below 5e-7. */
export function logAddFast(a: number, b: number): number {
  const most = a < b ? b : a;
  if (most <= LOG_ZERO) return LOG_ZERO;
  const apart = (a < b ? b - a : a - b) * STEPS;
  if (apart >= NEGLIGIBLE * STEPS) return most;
  const k = Math.floor(apart);
  const here = at(SOFT, k);
  return most + here + (apart - k) * (at(SOFT, k + 1) - here);
}

/** log(e^a + e^b). */
export function logAdd(a: number, b: number): number {
  if (a < b) return b + (a - b < -NEGLIGIBLE ? 0 : Math.log1p(Math.exp(a - b)));
  return a <= LOG_ZERO ? LOG_ZERO : a + (b - a < -NEGLIGIBLE ? 0 : Math.log1p(Math.exp(b - a)));
}

/** Log of the sum of the first `count` values of `logs`, which are logarithms. */
export function logSum(logs: Float64Array, count: number): number {
  let most = LOG_ZERO;
  for (let k = 0; k < count; k += 1) most = Math.max(most, at(logs, k));
  if (most <= NEARLY_LOG_ZERO) return LOG_ZERO;
  let total = 0;
  for (let k = 0; k < count; k += 1) {
    const below = at(logs, k) - most;
    if (below > -NEGLIGIBLE) total += Math.exp(below);
  }
  return most + Math.log(total);
}
