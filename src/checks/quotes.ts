import type { Language } from "../domain/language.ts";
import { matchesOf } from "../domain/matches.ts";
import { unbalanced, unclosed } from "./balance.ts";
import type { Pair } from "./balance.ts";
import { KIND } from "./character-kinds.ts";
import type { Issue, TextView, UnitCheck, UnitView } from "./check.ts";

const PAIRS: Readonly<Record<Language, readonly Pair[]>> = {
  en: [{ name: "curly", open: "“", close: "”" }],
  ru: [
    { name: "guillemets", open: "«", close: "»" },
    { name: "paws", open: "„", close: "“" },
  ],
  zh: [
    { name: "curly", open: "“", close: "”" },
    { name: "titles", open: "《", close: "》" },
    { name: "small-titles", open: "〈", close: "〉" },
    { name: "corner", open: "「", close: "」" },
    { name: "double-corner", open: "『", close: "』" },
  ],
};

const hasQuote = ({ kinds }: TextView): boolean => (kinds & KIND.QUOTE) !== 0;
/** Quotation marks that the language does not use. */
const FOREIGN: Readonly<Record<Language, RegExp>> = {
  en: /[«»《》〈〉「」『』„]/gu,
  ru: /[《》〈〉「」『』]/gu,
  zh: /[«»„]/gu,
};

/** Reports quotation marks that are not closed, or that the language does not use. */
export const quotes: UnitCheck = {
  id: "quotes",
  severity: "warning",
  scope: "unit",
  *run(unit) {
    if (!unit.written.some(hasQuote)) return;
    for (const issue of unclosed(unit.written, "quotes.unbalanced", aloneIn))
      yield goesOn(issue, unit) ? { ...issue, severity: "info", certainty: "possible" } : issue;
    for (const view of unit.written) yield* mixed(view);
    for (const view of unit.written) yield* foreign(view, unit);
  },
};

/** A quotation in single marks that begins here and does not end here: 'We know it won't change. */
const OPEN_SINGLE = /^['‘](?!.*[.,!?…\p{L}]['’](?=[\s.,;:!?]|$))/u;

/**
 * Whether a single mark without a partner may belong to a quotation over several segments: a closing mark without an
 * opening one before it, or an opening mark while another language opens a quotation in single marks.
 */
function goesOn({ ranges }: Issue, { written }: UnitView): boolean {
  return written.some(({ language, text }) => {
    const [mark, second] = ranges[language] ?? [];
    if (mark === undefined || second !== undefined) return false;
    const closes =
      /[»”」』》〉]/u.test(text.charAt(mark.start)) ||
      (text.charAt(mark.start) === '"' &&
        /\S$/u.test(text.slice(0, mark.start)) &&
        /^(?:[\s.,;:!?)—–]|$)/u.test(text.slice(mark.end)));
    return closes || written.some((other) => other.language !== language && OPEN_SINGLE.test(other.text));
  });
}

/** Straight marks for inches or seconds, and marks that the text is about («the " character»). */
const NO_QUOTE = /(?<=\d)"|'"'|`"`|«"»|“"”|‘[“”"]’|(?<=\s)["“”](?=\s)/gu;

function aloneIn(view: TextView): number[] {
  if (!hasQuote(view)) return [];
  const { language } = view;
  const text = view.prose();
  const bare = text.replace(NO_QUOTE, (match) => "\uFFFC".repeat(match.length));
  const alone = PAIRS[language].flatMap((pair) => {
    // Russian texts also use “ ” and open with the left mark.
    if (pair.name === "paws" && !bare.includes("„"))
      return unbalanced(bare, { ...pair, open: "“", close: "”" });
    return unbalanced(bare, pair);
  });
  const straight = matchesOf(bare, /"/gu);
  const last = straight.at(-1);
  // A straight mark may close a curly one: this is mixed, but not open.
  if (straight.length % 2 === 1 && last !== undefined) {
    if (alone.length % 2 === 1) return [];
    if (text === bare) alone.push(last.index);
  }
  return alone;
}

/** A quotation with different kinds of opening and closing marks: “…", «…". */
const MIXED = /[“„]([^“”„"«»\n]{1,300})["»]|«([^“”„"«»\n]{1,300})["”]|"([^“”„"«»\n]{1,300})[”»]/gu;

function* mixed(view: TextView): Generator<Issue> {
  if (!hasQuote(view)) return;
  const { language } = view;
  const text = view.prose().replace(NO_QUOTE, (match) => "\uFFFC".repeat(match.length));
  // An even number of straight marks form pairs.
  const straight = text.split('"').length - 1;
  for (const { 0: quotation, index } of matchesOf(text, MIXED)) {
    if (quotation.includes('"') && straight % 2 === 0) continue;
    const end = index + quotation.length;
    const [first = "", last = ""] = [quotation.at(0), quotation.at(-1)];
    // “ closes in Russian, and a straight mark before a letter opens the next quotation.
    if (/[\p{L}\p{N}]/u.test(text.charAt(end)) && language !== "zh") continue;
    yield {
      certainty: "likely",
      languages: [language],
      ranges: {
        [language]: [
          { start: index, end: index + 1 },
          { start: end - 1, end },
        ],
      },
      message: "quotes.mixed",
      params: { language, value: first, other: last },
    };
  }
}

function* foreign(view: TextView, unit: UnitView): Generator<Issue> {
  if (!hasQuote(view)) return;
  const { language } = view;
  const found = matchesOf(view.prose(), FOREIGN[language]);
  if (found.length === 0) return;
  // If all languages have the marks, they are quoted literally or the text is about them.
  const shared = unit.written.filter(({ text }) => text.includes(found[0]?.[0] ?? "")).length;
  if (language !== "zh" && shared > 1 && unit.written.length > 2 && shared === unit.written.length) return;
  yield {
    severity: "info",
    certainty: "likely",
    languages: [language],
    ranges: { [language]: found.map(({ index }) => ({ start: index, end: index + 1 })) },
    message: "quotes.foreign",
    params: { language, values: [...new Set(found.map(([mark]) => mark))].join(" ") },
  };
}
