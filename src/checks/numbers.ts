import type { Range, Suggestion } from "../domain/finding.ts";
import { compareQuantities, type QuantityDifference } from "../quantities/compare.ts";
import type { Quantity } from "../quantities/quantity.ts";
import { formatQuantity } from "../quantities/rewrite.ts";
import type { Issue, TextView, UnitCheck } from "./check.ts";
import { disagreements, languagesOf } from "./disagreement.ts";

/** Compares the values of numbers, dates, times, percentages, coordinates and units, in any notation. */
export const numbers: UnitCheck = {
  id: "numbers",
  severity: "error",
  scope: "unit",
  *run(unit) {
    const endless = unit.written.find(({ text }) => text.length > LONGEST);
    if (endless !== undefined) {
      const { language } = endless;
      yield {
        severity: "info",
        certainty: "certain",
        languages: [language],
        ranges: {},
        message: "numbers.unread",
        params: { language, limit: LONGEST },
      };
      return;
    }
    for (const { source, target, outvoted, difference } of disagreements(unit, compare)) {
      const third = outvoted ? unit.written.find((view) => view !== source && view !== target) : undefined;
      yield* figures(source, target, difference, unit.written.length, third);
      yield* pairs(source, target, difference.units, "numbers.unit");
      yield* pairs(source, target, difference.signs, "numbers.sign");
      yield* pairs(source, target, difference.claims, "numbers.claim");
    }
  },
};

/** Longer texts are not read for numbers, in UTF-16 units. Segments are shorter; a longer text may be digits only. */
const LONGEST = 20_000;

const compare = (a: TextView, b: TextView): QuantityDifference | undefined =>
  compareQuantities(a.quantified(), b.quantified());

function* figures(
  source: TextView,
  target: TextView,
  { first, second }: QuantityDifference,
  languages: number,
  third: TextView | undefined,
): Generator<Issue> {
  if (first.length === 0 && second.length === 0) return;
  const sure = languages === 2 || third !== undefined;
  const common = {
    ...gradeOf(first, second, sure, third),
    languages: languagesOf(source, target),
    ranges: {
      ...(first.length > 0 && { [source.language]: first.map(rangeOf) }),
      ...(second.length > 0 && { [target.language]: second.map(rangeOf) }),
    },
  } as const;
  if (first.length > 0 && second.length > 0) {
    const suggestion = suggest(source, first, target, second);
    yield {
      ...common,
      message: "numbers.different",
      params: {
        source: source.language,
        target: target.language,
        values: list(source, first),
        others: list(target, second),
      },
      ...(suggestion && { suggestion }),
    };
  } else {
    const [has, lacks, values] = first.length > 0 ? [source, target, first] : [target, source, second];
    yield {
      ...common,
      message: "numbers.missing",
      params: { source: has.language, target: lacks.language, values: list(has, values) },
    };
  }
}

type Grade = Pick<Issue, "severity" | "certainty">;
const ERROR: Grade = { certainty: "certain" };
const WARNING: Grade = { severity: "warning", certainty: "likely" };
const INFO: Grade = { severity: "info", certainty: "possible" };

/**
 * How sure a difference is. Two other figures in digits are a mistake. A figure that one language lacks is a mistake
 * where both others have it; it may be rewording in a pair, and an explanation where one language has it alone.
 *
 * @param sure whether the texts are a pair, or two of three languages agree
 * @param third the language that agrees with the first, if two of three agree
 */
function gradeOf(
  first: readonly Quantity[],
  second: readonly Quantity[],
  sure: boolean,
  third: TextView | undefined,
): Grade {
  const written = [...first, ...second].every(isWritten);
  if (first.length > 0 && second.length > 0)
    return sure && written && first.length === second.length ? ERROR : WARNING;
  const figures = [...first, ...second].filter(isFigure);
  if (third === undefined) return sure || figures.length > 0 ? WARNING : INFO;
  // the third language agrees with the first: the second lacks the figure, or has it alone
  if (first.length === 0) return figures.length > 0 ? WARNING : INFO;
  const confirmed = first.every((one) =>
    third.quantities().some(({ value, soft }) => value === one.value && !soft),
  );
  return confirmed && written && figures.length > 0 ? ERROR : WARNING;
}

/** Whether a quantity is in digits. Numbers in words and Chinese numerals may be figures of speech. */
const isWritten = ({ notation, soft }: Quantity): boolean =>
  notation !== "words" && notation !== "han" && !soft;

function* pairs(
  source: TextView,
  target: TextView,
  found: readonly (readonly [Range, Range])[],
  message: string,
): Generator<Issue> {
  for (const [a, b] of found) {
    yield {
      severity: "warning",
      certainty: "likely",
      languages: languagesOf(source, target),
      ranges: { [source.language]: [rangeOf(a)], [target.language]: [rangeOf(b)] },
      message,
      params: {
        source: source.language,
        target: target.language,
        values: around(source.text, a),
        others: around(target.text, b),
      },
    };
  }
}

/** A small whole number may mean something else. A date, a decimal or a large number is certain. */
const isFigure = ({ kind, value }: Quantity): boolean => kind !== "number" || !/^\d$|^1[0-2]$/u.test(value);
const rangeOf = ({ start, end }: Range): Range => ({ start, end });

const list = ({ text }: TextView, quantities: readonly Quantity[]): string =>
  [...new Set(quantities.map(({ start, end }) => text.slice(start, end)))].join(", ");

/** A number with its sign and the word after it. */
function around(text: string, { start, end }: Range): string {
  const before = /[^\s\p{L}]{0,2}$/u.exec(text.slice(Math.max(0, start - 2), start))?.[0] ?? "";
  const after = /^[\s\u00A0]?[^\s\u00A0,.;，。；]{0,12}/u.exec(text.slice(end))?.[0] ?? "";
  return (before + text.slice(start, end) + after).trim();
}

function suggest(
  source: TextView,
  first: readonly Quantity[],
  target: TextView,
  second: readonly Quantity[],
): Suggestion | undefined {
  const [right] = first;
  const [wrong] = second;
  if (right === undefined || wrong === undefined || first.length + second.length > 2) return undefined;
  // «11–13 December» contains two dates, so one date cannot replace it.
  if (!standsAlone(source, right) || !standsAlone(target, wrong)) return undefined;
  const text = formatQuantity(right, target.language, target.text.slice(wrong.start, wrong.end));
  return text === undefined ? undefined : { language: target.language, range: rangeOf(wrong), text };
}

const standsAlone = (view: TextView, { start, end }: Quantity): boolean =>
  view.quantities().filter((other) => other.start < end && other.end > start).length === 1;
