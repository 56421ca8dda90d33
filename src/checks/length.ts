import type { TextView, UnitCheck } from "./check.ts";
import { disagreements, languagesOf } from "./disagreement.ts";

/** Greatest accepted ratio (natural logarithm), by the length of the longer text. */
const LIMITS: readonly (readonly [from: number, limit: number])[] = [
  [320, 1],
  [160, 1.15],
  [80, 1.3],
  [48, 1.5],
];

/** Reports a text that is far too long or short for another one: a part was probably left out or added. */
export const length: UnitCheck = {
  id: "length",
  severity: "warning",
  scope: "unit",
  *run(unit) {
    const compare = ({ letters: one }: TextView, { letters: two }: TextView) => {
      const longer = Math.max(one, two);
      const limit = LIMITS.find(([from]) => longer >= from)?.[1];
      const ratio = two / Math.max(one, 1);
      return limit !== undefined && Math.abs(Math.log(Math.max(ratio, 1e-3))) > limit ? { ratio } : undefined;
    };
    for (const { source, target, difference, outvoted } of disagreements(unit, compare)) {
      const { ratio } = difference;
      const short = ratio < 1;
      yield {
        certainty: outvoted ? "likely" : "possible",
        languages: languagesOf(source, target),
        ranges: {},
        message: short ? "length.short" : "length.long",
        params: {
          source: source.language,
          target: target.language,
          ratio: Number((short ? 1 / ratio : ratio).toFixed(1)),
        },
      };
    }
  },
};
