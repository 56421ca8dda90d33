import type { Issue, TextView, UnitCheck, UnitView } from "./check.ts";
import { disagreements, languagesOf } from "./disagreement.ts";

/** White space at the ends, doubled inside, before punctuation; as many line breaks as the other languages. */
export const whitespace: UnitCheck = {
  id: "whitespace",
  severity: "warning",
  scope: "unit",
  *run(unit) {
    yield* ends(unit, /^\s+/u, "leading");
    yield* ends(unit, /\s+$/u, "trailing");
    yield* doubled(unit);
    for (const view of unit.written) yield* beforePunctuation(view, unit);
    const breaks = disagreements(unit, (a, b) =>
      lines(a) === lines(b) ? undefined : { first: lines(a), second: lines(b) },
    );
    for (const { source, target, difference } of breaks) {
      yield {
        certainty: "likely",
        languages: languagesOf(source, target),
        ranges: {},
        message: "whitespace.lines",
        params: {
          source: source.language,
          target: target.language,
          count: difference.first,
          other: difference.second,
        },
      };
    }
  },
};

const lines = ({ text }: TextView): number => text.trim().match(/\r\n|\r|\n/gu)?.length ?? 0;

/**
 * Only where languages differ: a unit that begins with a space in all of them was made so. Where one of
 * three lacks what two have, that one is reported; Chinese needs no space after its wide punctuation.
 */
function* ends(unit: UnitView, pattern: RegExp, where: "leading" | "trailing"): Generator<Issue> {
  const atEdge = ({ text, hasCode }: TextView) => {
    const space = pattern.exec(text);
    const [start, end] =
      space === null
        ? where === "leading"
          ? [0, 0]
          : [text.length, text.length]
        : [space.index, space.index + space[0].length];
    return hasCode(start, end);
  };
  if (unit.written.some(atEdge)) return;
  const having = unit.written.filter(({ text }) => pattern.test(text));
  const lacking = unit.written.filter((view) => !having.includes(view));
  if (having.length === 0 || (lacking.length === 0 && unit.written.length > 1)) return;
  const [model, second] = having;
  const [lone] = lacking;
  if (second !== undefined && model !== undefined && lone !== undefined) {
    if (lone.language === "zh" && where === "trailing" && /[^\p{L}\p{N}]$/u.test(lone.text)) return;
    const at = where === "leading" ? 0 : lone.text.length;
    yield {
      certainty: "likely",
      languages: [lone.language],
      ranges: {},
      message: `whitespace.${where}-missing`,
      params: { source: model.language, language: lone.language },
      suggestion: {
        language: lone.language,
        range: { start: at, end: at },
        text: pattern.exec(model.text)?.[0] ?? "",
      },
    };
    return;
  }
  for (const { language, text } of having) {
    const found = pattern.exec(text);
    if (found === null) continue;
    const range = { start: found.index, end: found.index + found[0].length };
    yield {
      ...(unit.written.length > 1 ? {} : { severity: "info" as const }),
      certainty: "certain",
      languages: [language],
      ranges: { [language]: [range] },
      message: `whitespace.${where}`,
      params: { language },
      suggestion: { language, range, text: "" },
    };
  }
}

const DOUBLED = /(?<=[^\s\uFFFC])[ \u00A0]{2,}(?=[^\s\uFFFC])/gu;

/** Columns and typewriter spacing are in more than one language; a slip is in one. */
function* doubled(unit: UnitView): Generator<Issue> {
  const found = unit.written.map((view) => ({
    view,
    runs: [...view.prose().matchAll(DOUBLED)].filter((run) => isSlip(view, run)),
  }));
  if (found.filter(({ view }) => / {2}|\t/u.test(view.text.trim())).length > 1) return;
  for (const { view, runs } of found) {
    for (const { 0: run, index } of runs) {
      const range = { start: index, end: index + run.length };
      yield {
        certainty: "certain",
        languages: [view.language],
        ranges: { [view.language]: [range] },
        message: "whitespace.double",
        params: { language: view.language },
        suggestion: { language: view.language, range, text: " " },
      };
    }
  }
}

/** Two spaces after a full stop are a habit of English typists, not a mistake. */
const isSlip = ({ language, text, hasCode }: TextView, { 0: run, index }: RegExpExecArray): boolean =>
  !hasCode(index, index + run.length) &&
  !(language === "en" && /[.!?:;…]["”)]?$/u.test(text.slice(0, index)));

const LOOSE = /(?<=[\p{L}\d)»”"])[ \u00A0]+(?=[,;](?:\s|$)|[.!?](?:\s\p{Lu}|$))/gu;
const LOOSE_CHINESE = /(?<=\p{Script=Han})[ \u00A0]+(?=[，。；！？、])/gu;

function* beforePunctuation({ language, text }: TextView, unit: UnitView): Generator<Issue> {
  const pattern = language === "zh" ? LOOSE_CHINESE : LOOSE;
  const found = [...text.matchAll(pattern)];
  if (
    found.length === 0 ||
    unit.written.some((other) => other.language !== language && / [,;.!?]/u.test(other.text))
  )
    return;
  for (const { 0: run, index } of found) {
    const range = { start: index, end: index + run.length };
    yield {
      certainty: "likely",
      languages: [language],
      ranges: { [language]: [range] },
      message: "whitespace.before-punctuation",
      params: { language },
      suggestion: { language, range, text: "" },
    };
  }
}
