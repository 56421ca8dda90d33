import type { Range } from "../domain/finding.ts";
import type { Language } from "../domain/language.ts";
import { matchesOf } from "../domain/matches.ts";
import { MASK } from "../domain/placeholder.ts";

/**
 * What a quantity is of, as far as comparing needs it:
 * - `number`: any count, measure, ordinal, year or Roman numeral, scale words multiplied in;
 * - `percent`: parts of a hundred;
 * - `fraction`: 3/4, 三分之一, two thirds;
 * - `date`, `time`, `coordinate`;
 * - `code`: version 2.1.3, telephone number: compared as written, not by value.
 */
export type QuantityKind =
  | "number"
  | "percent"
  | "fraction"
  | "date"
  | "time"
  | "coordinate"
  | "code"
  | "multiple";

/** How it is written: what another value must be written like to stand in its place. */
export type Notation =
  | "digits"
  | "scaled"
  | "percent"
  | "han"
  | "words"
  | "roman"
  | "date"
  | "time"
  | "other";

/** A component that another language may write alone: the day of a date, one end of «1–5». */
export interface Part {
  readonly role: "number" | "year" | "month" | "day";
  readonly value: number;
}

/** A quantity in a text. Offsets are UTF-16; they include scale words and percent signs, but not units. */
export interface Quantity extends Range {
  readonly kind: QuantityKind;
  /**
   * Canonical, equal in all languages and notations: `1200000`, `13%`, `13pp` (percentage points), `×3` (a multiple), `3/4`, `2018-01-26` (zeros for missing parts),
   * `18:30`, `71.5N`, `2.1.3`. Numbers have no sign.
   */
  readonly value: string;
  /** Other possible values. */
  readonly alternatives: readonly string[];
  readonly parts: readonly Part[];
  readonly notation: Notation;
  /** It may match a quantity of another text, but is never missed: unclear numbers in words, digits inside names. */
  readonly soft: boolean;
  /** A minus sign or word stands before it. */
  readonly negative: boolean;
}

/** The text for the readers of the notations. Quantities that were read are blanked out. */
export interface Scan {
  text: string;
  readonly language: Language;
  /** There are ASCII digits in the text. */
  readonly digits: boolean;
  readonly found: Quantity[];
}

/** Reads all matches of a pattern. Accepted matches are recorded and blanked out for later readers. */
export function take(
  scan: Scan,
  pattern: RegExp,
  read: (match: RegExpExecArray) => readonly Quantity[] | Quantity | undefined,
): void {
  let rest = "";
  let at = 0;
  for (const match of matchesOf(scan.text, pattern)) {
    const quantities = read(match);
    if (quantities === undefined) continue;
    if (isList(quantities)) scan.found.push(...quantities);
    else scan.found.push(quantities);
    const end = match.index + match[0].length;
    rest += scan.text.slice(at, match.index) + MASK.repeat(end - match.index);
    at = end;
  }
  if (at > 0) scan.text = rest + scan.text.slice(at);
}

const isList = (one: readonly Quantity[] | Quantity): one is readonly Quantity[] => Array.isArray(one);

const NOTHING: readonly never[] = [];

/** A quantity with defaults for the usual properties. */
export function quantity(
  start: number,
  end: number,
  kind: QuantityKind,
  value: string,
  more: Partial<Omit<Quantity, "kind" | "value" | "start" | "end">> = {},
): Quantity {
  return {
    start,
    end,
    kind,
    value,
    alternatives: more.alternatives ?? NOTHING,
    parts: more.parts ?? NOTHING,
    notation: more.notation ?? "digits",
    soft: more.soft ?? false,
    negative: more.negative ?? false,
  };
}
