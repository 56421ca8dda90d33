import { matchesOf } from "../domain/matches.ts";
import { KIND } from "./character-kinds.ts";
import type { Issue, TextView, UnitCheck, UnitView } from "./check.ts";
import { disagreements, languagesOf } from "./disagreement.ts";
import { unwrapped } from "./wrapped-lines.ts";

/** Reports white space at the ends, doubled, or before punctuation, and a different number of line breaks. */
export const whitespace: UnitCheck = {
  id: "whitespace",
  severity: "warning",
  scope: "unit",
  *run(unit) {
    yield* ends(unit, "leading");
    yield* ends(unit, "trailing");
    yield* doubled(unit);
    for (const view of unit.written) yield* beforePunctuation(view, unit);
    if (!unit.written.some(({ kinds }) => (kinds & KIND.BREAK) !== 0)) return;
    // each language wraps long lines at other words, so only its paragraphs are compared
    const isWrapped = unit.written.some(({ text, language }) => unwrapped(text, language) !== text);
    const count = ({ text }: TextView) => text.trim().match(isWrapped ? PARAGRAPH : LINE)?.length ?? 0;
    const breaks = disagreements(unit, (a, b) => {
      const [first, second] = [count(a), count(b)];
      return first === second ? undefined : { first, second };
    });
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

const LINE = /\r\n|\r|\n/gu;
const PARAGRAPH = /(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)/gu;

/**
 * Reports only differences between languages: a space at the beginning of all of them is intended. If one of three
 * lacks what two have, the finding is about that one. Chinese needs no space after its wide punctuation.
 */
function* ends(unit: UnitView, where: "leading" | "trailing"): Generator<Issue> {
  if (!unit.written.some((view) => hasEdge(view, where))) return;
  const edges = unit.written.map((view) => ({ view, ...edgeOf(view, where) }));
  if (edges.some(({ view, start, end }) => view.hasCode(start, end))) return;
  const having = edges.filter(({ start, end }) => end > start);
  const lacking = edges.filter(({ start, end }) => end === start);
  if (having.length === 0 || (lacking.length === 0 && edges.length > 1)) return;
  const [model, second] = having;
  const [lone] = lacking;
  if (second !== undefined && model !== undefined && lone !== undefined) {
    const { language, text } = lone.view;
    if (language === "zh" && where === "trailing" && /[^\p{L}\p{N}]$/u.test(text.slice(-2))) return;
    yield {
      certainty: "likely",
      languages: [language],
      ranges: {},
      message: `whitespace.${where}-missing`,
      params: { source: model.view.language, language },
      suggestion: {
        language,
        range: { start: lone.start, end: lone.end },
        text: model.view.text.slice(model.start, model.end),
      },
    };
    return;
  }
  for (const { view, start, end } of having) {
    const { language } = view;
    yield {
      ...(edges.length > 1 ? {} : { severity: "info" as const }),
      certainty: "certain",
      languages: [language],
      ranges: { [language]: [{ start, end }] },
      message: `whitespace.${where}`,
      params: { language },
      suggestion: { language, range: { start, end }, text: "" },
    };
  }
}

const hasEdge = ({ text }: TextView, where: "leading" | "trailing"): boolean =>
  /\s/u.test(text.charAt(where === "leading" ? 0 : text.length - 1));

const edgeOf = ({ text }: TextView, where: "leading" | "trailing"): { start: number; end: number } =>
  where === "leading"
    ? { start: 0, end: text.length - text.trimStart().length }
    : { start: text.trimEnd().length, end: text.length };

const DOUBLED = /(?<=[^\s\uFFFC])[ \u00A0]{2,}(?=[^\s\uFFFC])/gu;

/** Columns occur in more than one language; a mistake occurs in one. */
function* doubled(unit: UnitView): Generator<Issue> {
  if (!unit.written.some(({ kinds }) => (kinds & KIND.DOUBLE_SPACE) !== 0)) return;
  const found = unit.written.map((view) => ({
    view,
    runs: matchesOf(view.prose(), DOUBLED).filter((run) => isSlip(view, run)),
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

/** Two spaces after a full stop are a habit in English typing, not a mistake. */
const isSlip = ({ language, text, hasCode }: TextView, { 0: run, index }: RegExpExecArray): boolean =>
  !hasCode(index, index + run.length) &&
  !(language === "en" && /[.!?:;…]["”)]?$/u.test(text.slice(Math.max(0, index - 2), index)));

const LOOSE = /(?<=[\p{L}\d)»”"])[ \u00A0]+(?=[,;](?:\s|$)|[.!?](?:\s\p{Lu}|$))/gu;
const LOOSE_CHINESE = /(?<=\p{Script=Han})[ \u00A0]+(?=[，。；！？、])/gu;

function* beforePunctuation({ language, text, kinds }: TextView, unit: UnitView): Generator<Issue> {
  if ((kinds & KIND.SPACE_BEFORE_MARK) === 0) return;
  const pattern = language === "zh" ? LOOSE_CHINESE : LOOSE;
  const found = matchesOf(text, pattern);
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
