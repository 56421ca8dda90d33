import { readFileSync } from "node:fs";
import { join } from "node:path";

export type Triple = readonly [en: string, ru: string, zh: string];

/**
 * One half of the second gold set: numbers, correct translations, and mistakes with the check that must find them.
 */
export interface Gold {
  readonly numbers: readonly (readonly [...Triple, consistent: boolean])[];
  readonly good: readonly Triple[];
  readonly bad: readonly (readonly [check: string, ...Triple])[];
}

export const goldOf = (half: "second" | "held-out"): Gold =>
  JSON.parse(readFileSync(join(import.meta.dirname, "gold", `${half}.json`), "utf8")) as Gold;
