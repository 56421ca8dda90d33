import { matchesOf } from "../domain/matches.ts";
import { KIND } from "./character-kinds.ts";
import type { Issue, TextView, UnitCheck } from "./check.ts";

/**
 * Reports full-width letters and digits, Chinese punctuation in Russian and English, and ASCII punctuation between
 * Han.
 */
export const fullWidth: UnitCheck = {
  id: "full-width",
  severity: "warning",
  scope: "unit",
  *run({ written }) {
    const shared =
      written.every(({ kinds }) => (kinds & KIND.WIDE) !== 0) &&
      written.filter(({ text }) => WIDE_MARK.test(text)).length > 2;
    for (const view of written) {
      if (view.language === "zh") yield* chinese(view, written);
      // If all three languages contain these characters, the text is about them.
      else if (!shared) yield* western(view);
    }
  },
};

const WIDE_MARK = /[\uFF01-\uFF5E\u3000-\u3002\u3008-\u3011]/u;
const WIDE = /[\uFF01-\uFF5E\u3001\u3002]+/gu;
const WIDE_LETTERS = /[Ａ-Ｚａ-ｚ０-９]+/gu;
const NARROW: ReadonlyMap<string, string> = new Map([
  ["。", "."],
  ["、", ","],
]);

function* western({ language, prose, kinds }: TextView): Generator<Issue> {
  if ((kinds & KIND.WIDE) === 0) return;
  for (const { 0: wide, index } of matchesOf(prose(), WIDE)) {
    const text = wide.normalize("NFKC").replace(/[。、]/gu, (mark) => NARROW.get(mark) ?? mark);
    yield replace(language, index, wide, text, "full-width.characters", "likely");
  }
}

/** Marks between two Han characters. Chinese has its own marks there (GB/T 15834). */
const ASCII_MARK = /(?<=\p{Script=Han})[,?!](?=\s?\p{Script=Han})/gu;
/** These marks are also used in lists and labels of programs. They are mistakes only beside Chinese marks. */
const ASCII_MARK_MIXED = /(?<=\p{Script=Han})[.;:](?=\p{Script=Han})/gu;
const CHINESE_MARK = /[，。；：！？、]/u;
/** The full stop of a sentence. */
const ASCII_STOP = /(?<=\p{Script=Han})\.(?=\s*$)/u;

const OWN: ReadonlyMap<string, string> = new Map([
  [",", "，"],
  [".", "。"],
  [";", "；"],
  [":", "："],
  ["?", "？"],
  ["!", "！"],
]);

/** A list of keywords for a program: «intersection,extract,overlap». */
const KEYWORDS = /\p{Ll},\p{L}/u;

function* chinese({ prose, kinds }: TextView, written: readonly TextView[]): Generator<Issue> {
  const text = prose();
  for (const { 0: wide, index } of (kinds & KIND.WIDE) === 0 ? [] : matchesOf(text, WIDE_LETTERS)) {
    yield {
      ...replace("zh", index, wide, wide.normalize("NFKC"), "full-width.characters", "likely"),
      severity: "info",
    };
  }
  if (!/\p{Script=Han}[,.;:?!]/u.test(text) || written.some((view) => KEYWORDS.test(view.text))) return;
  const mixed = CHINESE_MARK.test(text);
  const marks = [...matchesOf(text, ASCII_MARK), ...(mixed ? matchesOf(text, ASCII_MARK_MIXED) : [])];
  const stop = mixed || isPureSentence(text, written) ? ASCII_STOP.exec(text) : null;
  const all = stop === null ? marks : [...marks, stop];
  const [first] = all;
  if (first === undefined) return;
  const own = (mark: string): string => OWN.get(mark) ?? mark;
  const one = replace("zh", first.index, first[0], own(first[0]), "full-width.narrow", "possible");
  const several = { ...one };
  delete several.suggestion;
  // All marks give one finding. Only a single mark has one replacement.
  yield {
    ...(all.length === 1 ? one : several),
    severity: "info",
    ranges: { zh: all.map(({ 0: mark, index }) => ({ start: index, end: index + mark.length })) },
    params: {
      language: "zh",
      value: [...new Set(all.map(([mark]) => mark))].join(" "),
      better: [...new Set(all.map(([mark]) => own(mark)))].join(" "),
    },
  };
}

/** True if the text before the full stop is Chinese and all other languages end with a full stop too. */
const isPureSentence = (text: string, written: readonly TextView[]): boolean =>
  /^[^\u0000-\u007F\uFFFC]+\.\s*$/u.test(text) &&
  written.length > 1 &&
  written.every((view) => /\.\s*$/u.test(view.text));

function replace(
  language: TextView["language"],
  start: number,
  value: string,
  text: string,
  message: string,
  certainty: Issue["certainty"],
): Issue {
  const range = { start, end: start + value.length };
  return {
    certainty,
    languages: [language],
    ranges: { [language]: [range] },
    message,
    params: { language, value, better: text },
    suggestion: { language, range, text },
  };
}
