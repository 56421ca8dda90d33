import { type PairModel, type PairOptions, pairPasses } from "../../src/alignment/pair.ts";
import type { PreparedText } from "../../src/alignment/prepared-text.ts";

/** The model of two texts after all passes. */
export function alignPair(source: PreparedText, target: PreparedText, options: PairOptions = {}): PairModel {
  const passes = pairPasses(source, target, options);
  for (;;) {
    const step = passes.next();
    if (step.done) return step.value;
  }
}
