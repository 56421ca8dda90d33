import type { Placeholder } from "../domain/placeholder.ts";
import type { Issue, TextView, UnitCheck } from "./check.ts";
import { matchesOf } from "../domain/matches.ts";
import { KIND } from "./character-kinds.ts";
import { disagreements, languagesOf } from "./disagreement.ts";

/** Reports variables, conversions and tags that differ between languages. */
export const placeholders: UnitCheck = {
  id: "placeholders",
  severity: "error",
  scope: "unit",
  *run(unit) {
    // In i18next, the forms for zero, one and two may omit the number.
    const numberless = /_(?:zero|one|two)$/u.test(unit.unit.key ?? "");
    const compare = (a: TextView, b: TextView) => {
      const first = only(a, b, numberless);
      const second = only(b, a, numberless);
      return first.length + second.length === 0 ? undefined : { first, second };
    };
    const compared = unit.written.some((view) => view.placeholders().length > 0);
    // Each language orders the parts of a date and a time in its own way.
    if (compared && !unit.written.every(isDatePattern)) {
      for (const { source, target, difference } of disagreements(unit, compare)) {
        yield* report(source, target, difference.first, difference.second);
      }
    }
    for (const view of unit.written) yield* broken(view);
  },
};

const DATE_PART = /^%[-_0^#EO]?[aAbBcCdDeFgGhHIjklmMnpPrRSTuUVwWxXyYzZ]$/u;
const SURE_DATE_PART = /^%[-_0^#EO]?[BbHIMmYyp]$/u;

/** True for a format of a date or a time as strftime takes it: “%A, %B %-d %Y”. */
function isDatePattern(view: TextView): boolean {
  const all = view.placeholders().filter(({ kind }) => kind === "printf");
  return (
    all.every(({ text }) => DATE_PART.test(text)) &&
    new Set(all.map(({ text }) => text).filter((text) => SURE_DATE_PART.test(text))).size >= 2
  );
}

const COMPARED: ReadonlySet<Placeholder["kind"]> = new Set(["variable", "printf", "tag", "entity"]);
/**
 * Tags for emphasis and breaks. They may differ, because languages emphasise differently (Chinese has no italics).
 */
const TYPOGRAPHIC = /^<\/?(?:b|strong|i|em|u|small|big|tt|font|nobr|wbr|br|p|span|sub|sup|center)>$/u;
const COUNT = /^\{\{?count\}?\}$|^%n$/u;
/** Positions (`%1$s`) let a translator change the order, so they are not compared. */
const comparable = ({ kind, key }: Placeholder): string =>
  kind === "printf" ? key.replace(/^%\d+\$/u, "%") : key;

function only(from: TextView, other: TextView, numberless: boolean): Placeholder[] {
  const left = new Map<string, number>();
  for (const one of other.placeholders()) {
    const key = comparable(one);
    left.set(key, (left.get(key) ?? 0) + 1);
  }
  return from.placeholders().filter((one) => {
    const key = comparable(one);
    const count = left.get(key) ?? 0;
    // A variable may be repeated. Conversions are filled one by one, and tags are in pairs.
    if (one.kind !== "variable") left.set(key, count - 1);
    if (one.kind === "entity" && (one.text.length > LONGEST_ENTITY || saysEntity(other.text, one.text)))
      return false;
    return COMPARED.has(one.kind) && count <= 0 && !(numberless && COUNT.test(one.key));
  });
}

const LONGEST_ENTITY = 10;
/** Entities to compare, with the characters that may replace them. Dashes and quotation marks differ by language. */
const ENTITIES: readonly (readonly [RegExp, RegExp])[] = [
  [/^&(?:nbsp|thinsp|#160|#xa0);$/iu, /[\u00A0\u2009\u202F]/u],
  [/^&(?:lt|gt);$/iu, /[<>＜＞]/u],
];

/** True if a text contains the entity as a character, or if this check does not know the entity. */
function saysEntity(text: string, entity: string): boolean {
  const known = ENTITIES.find(([name]) => name.test(entity));
  return known === undefined || known[1].test(text.replace(/&[\w#]+;/gu, ""));
}

function* report(
  source: TextView,
  target: TextView,
  first: readonly Placeholder[],
  second: readonly Placeholder[],
): Generator<Issue> {
  const all = [...first, ...second];
  const tags = all.every(({ kind }) => kind === "tag" || kind === "entity");
  const typographic = tags && all.every(({ key }) => TYPOGRAPHIC.test(key));
  const common = {
    ...(tags && { severity: typographic ? ("info" as const) : ("warning" as const) }),
    certainty: typographic ? ("possible" as const) : ("certain" as const),
    languages: languagesOf(source, target),
    ranges: {
      ...(first.length > 0 && { [source.language]: first.map(rangeOf) }),
      ...(second.length > 0 && { [target.language]: second.map(rangeOf) }),
    },
  };
  if (first.length > 0 && second.length > 0) {
    const [right, more] = first;
    const [wrong, rest] = second;
    const one = right !== undefined && wrong !== undefined && more === undefined && rest === undefined;
    yield {
      ...common,
      message: "placeholders.different",
      params: { source: source.language, target: target.language, values: list(first), others: list(second) },
      ...(one && { suggestion: { language: target.language, range: rangeOf(wrong), text: right.text } }),
    };
  } else {
    const [has, lacks, values] = first.length > 0 ? [source, target, first] : [target, source, second];
    yield {
      ...common,
      message: "placeholders.missing",
      params: { source: has.language, target: lacks.language, values: list(values) },
    };
  }
}

const rangeOf = ({ start, end }: Placeholder) => ({ start, end });
const list = (found: readonly Placeholder[]): string => found.map(({ text }) => text).join(" ");

/** Placeholders and entities with full-width signs, which a program cannot read. */
const BROKEN =
  /％(?:\d+\$)?[sd@](?![A-Za-z\d])|％\d(?![\d%])|｛\s?[\w.]+\s?｝|&(?:lt|gt|amp|nbsp|quot|laquo|raquo|mdash|ndash|#\d{2,5})；/gu;

function* broken({ language, text, kinds }: TextView): Generator<Issue> {
  if ((kinds & KIND.WIDE) === 0 || !/[％｛；]/u.test(text)) return;
  for (const { 0: raw, index } of matchesOf(text, BROKEN)) {
    const range = { start: index, end: index + raw.length };
    yield {
      certainty: "likely",
      languages: [language],
      ranges: { [language]: [range] },
      message: "placeholders.broken",
      params: { language, value: raw },
      suggestion: { language, range, text: raw.normalize("NFKC") },
    };
  }
}
