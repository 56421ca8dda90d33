import type { Range } from "../domain/finding.ts";
import type { Language } from "../domain/language.ts";
import { matchesOf } from "../domain/matches.ts";
import { MASK } from "../domain/placeholder.ts";

/**
 * Kinds of quantity. Only quantities of comparable kinds are compared.
 * - `number`: any count, measure, ordinal, year or Roman numeral; a scale word is part of the value;
 * - `percent`: percentages and percentage points;
 * - `fraction`: 3/4, 三分之一, two thirds;
 * - `date`, `time`, `coordinate`;
 * - `code`: version 2.1.3, telephone number; compared as written, not by value;
 * - `multiple`: threefold, «в 5 раз».
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

/** How a quantity is written. A value that replaces it has to be written in the same way. */
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

/** A component that another language may write separately: the day of a date, one end of «1–5». */
export interface Part {
  readonly role: "number" | "year" | "month" | "day";
  readonly value: number;
}

/** A quantity in a text. Offsets are UTF-16. The range includes scale words and percent signs, but not units. */
export interface Quantity extends Range {
  readonly kind: QuantityKind;
  /**
   * Canonical value, the same in all languages and notations: `1200000`, `13%`, `13pp` (percentage points), `×3` (a
   * multiple), `3/4`, `2018-01-26` (zeros for missing parts), `18:30`, `71.5N`, `2.1.3`. Numbers have no sign.
   */
  readonly value: string;
  /** Other possible values, also in canonical form. */
  readonly alternatives: readonly string[];
  readonly parts: readonly Part[];
  readonly notation: Notation;
  /** A soft quantity is never reported as missing: an unclear number in words, digits inside a name. */
  readonly soft: boolean;
  /** True after a minus sign or the word for minus. */
  readonly negative: boolean;
}

/** The state of parsing. Each reader takes quantities from `text`; what it has read is blanked out. */
export interface Scan {
  text: string;
  readonly language: Language;
  /** Whether the text has ASCII digits. */
  readonly digits: boolean;
  /** What the text may have: bits of `SIGN`. */
  readonly signs: number;
  readonly found: Quantity[];
}

/** Reads all matches of a pattern. If `read` accepts a match, its quantities are stored and its text is blanked out. */
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

/** Makes a quantity. Properties that are not given have defaults. */
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
