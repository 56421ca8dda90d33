import type { Language } from "./language.ts";
import type { Range } from "./finding.ts";

/**
 * What a quantity is of, as far as comparing needs it:
 * - `number`: any count or measure, scale words multiplied in; ordinals and Roman numerals too;
 * - `percent`: parts of a hundred, in per cent;
 * - `date`: `[year, month, day]` with 0 for what is not said;
 * - `time`: minutes since midnight, or seconds where they are said;
 * - `code`: version, article 5.1.2, phone number, room A-12: compared as written, not by value.
 */
export type QuantityKind = "number" | "percent" | "date" | "time" | "code";

/** A quantity in a text. `start`/`end` are UTF-16 offsets of the number itself with its scale word, without unit. */
export interface Quantity extends Range {
  readonly kind: QuantityKind;
  /** Canonical and comparable across languages: `1200000`, `13%`, `2018-01-26`, `18:30`, `v2.1.3`. */
  readonly value: string;
  readonly notation: Notation;
}

/** How it is written, so that another value can be written in the same way. */
export interface Notation {
  readonly form: "digits" | "scaled" | "words" | "roman" | "date" | "time" | "code";
}

/** Every quantity of a text in order, by value. Numbers in words that mean less than ten are left out. */
export function parseQuantities(_text: string, _language: Language): Quantity[] {
  return [];
}
