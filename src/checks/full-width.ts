import type { Issue, TextView, UnitCheck } from "./check.ts";

/** Full-width letters and digits, Chinese punctuation in Russian and English, ASCII punctuation between Han. */
export const fullWidth: UnitCheck = {
  id: "full-width",
  severity: "warning",
  scope: "unit",
  *run({ written }) {
    const wide = /[\uFF01-\uFF5E\u3000-\u3002\u3008-\u3011]/u;
    const shared = written.filter(({ text }) => wide.test(text)).length > 2;
    for (const view of written) {
      if (view.language === "zh") yield* chinese(view, !written.some(({ text }) => KEYWORDS.test(text)));
      // What all three have is the subject of the text.
      else if (!shared) yield* western(view);
    }
  },
};

const WIDE = /[\uFF01-\uFF5E\u3001\u3002]+/gu;
const WIDE_LETTERS = /[Ａ-Ｚａ-ｚ０-９]+/gu;
const NARROW: ReadonlyMap<string, string> = new Map([
  ["。", "."],
  ["、", ","],
]);

function* western({ language, prose }: TextView): Generator<Issue> {
  for (const { 0: wide, index } of prose().matchAll(WIDE)) {
    const text = wide.normalize("NFKC").replace(/[。、]/gu, (mark) => NARROW.get(mark) ?? mark);
    yield replace(language, index, wide, text, "full-width.characters", "likely");
  }
}

/** , ; : ? ! between two Han characters, where Chinese has its own marks (GB/T 15834). */
const ASCII_MARK = /(?<=\p{Script=Han})[,?!](?=\s?\p{Script=Han})/gu;

/** A list for machines: «intersection,extract,overlap». */
const KEYWORDS = /\p{Ll},\p{L}/u;

function* chinese({ prose }: TextView, sentence: boolean): Generator<Issue> {
  const text = prose();
  for (const { 0: wide, index } of text.matchAll(WIDE_LETTERS)) {
    yield {
      ...replace("zh", index, wide, wide.normalize("NFKC"), "full-width.characters", "likely"),
      severity: "info",
    };
  }
  if (!sentence) return;
  for (const { 0: mark, index } of text.matchAll(ASCII_MARK)) {
    const own = { ",": "，", "?": "？", "!": "！" }[mark] ?? mark;
    yield { ...replace("zh", index, mark, own, "full-width.narrow", "possible"), severity: "info" };
  }
}

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
