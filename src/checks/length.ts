import type { Language } from "../domain/language.ts";
import type { TextView, UnitCheck } from "./check.ts";
import { disagreements, languagesOf } from "./disagreement.ts";

/**
 * Length of a Chinese or Cyrillic character in English letters. Weights and limits were fitted to 150,000 trilingual
 * units: the median ratio of each pair of languages is 1, and about one unit in a thousand is over the limit.
 */
const HAN = 3.3;
const WIDE_PUNCTUATION = 1.4;
const CYRILLIC = 0.91;

/** Greatest accepted ratio (natural logarithm), by the length of the longer text. */
const LIMITS: readonly (readonly [from: number, limit: number])[] = [
  [320, 1],
  [160, 1.15],
  [80, 1.3],
  [48, 1.5],
];

/** One text is far too long or short for the other: something was left out or added. */
export const length: UnitCheck = {
  id: "length",
  severity: "warning",
  scope: "unit",
  *run(unit) {
    const lengths = new Map<Language, number>(unit.written.map((view) => [view.language, measure(view)]));
    const compare = (a: TextView, b: TextView) => {
      const one = lengths.get(a.language) ?? 0;
      const two = lengths.get(b.language) ?? 0;
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

function measure({ text }: TextView): number {
  let sum = 0;
  let space = true;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const blank = code <= 0x20 || code === 0xa0;
    if (!(blank && space)) {
      if (code >= 0x3400 && code <= 0x9fff) sum += HAN;
      else if (code >= 0x3000 && code <= 0xffef) sum += WIDE_PUNCTUATION;
      else sum += code >= 0x400 && code <= 0x4ff ? CYRILLIC : 1;
    }
    space = blank;
  }
  return sum;
}
