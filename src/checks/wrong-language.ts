import {
  detectInProse,
  FRANC_LENGTH,
  NON_RUSSIAN,
  ONLY_ENGLISH_WORD,
  RUSSIAN_LETTER,
  scriptsOf,
} from "../domain/detect-language.ts";
import { matchesOf } from "../domain/matches.ts";
import { KIND } from "./character-kinds.ts";
import type { Issue, TextView, UnitCheck, UnitView } from "./check.ts";

/** A text with fewer letters may be a name or a sign. */
const ENOUGH = 4;

/**
 * Checks that a text is in its language: by script, by letters that the language lacks, and by trigrams in a long
 * text.
 */
export const wrongLanguage: UnitCheck = {
  id: "wrong-language",
  severity: "error",
  scope: "unit",
  *run(unit) {
    for (const view of unit.written) {
      if (isPlain(view)) continue;
      const whole = wholeText(view);
      if (whole !== undefined) yield whole;
      else yield* fragments(view, unit);
    }
  },
};

/** Characters that do not show the language of a text. */
const OPEN: Readonly<Record<TextView["language"], number>> = {
  en: KIND.CYRILLIC | KIND.HAN | KIND.WIDE | KIND.OTHER,
  ru: KIND.LATIN | KIND.HAN | KIND.WIDE | KIND.OTHER,
  zh: KIND.LATIN | KIND.CYRILLIC | KIND.OTHER,
};

/** True if a text has only the letters of its language, and is too short for trigrams or clearly in it. */
const isPlain = ({ language, text, prose, kinds }: TextView): boolean =>
  (kinds & OPEN[language]) === 0 &&
  (language === "zh" ||
    text.length < FRANC_LENGTH ||
    (language === "en" ? ONLY_ENGLISH_WORD.test(prose()) : RUSSIAN_LETTER.test(prose())));

function wholeText({ language, prose }: TextView): Issue | undefined {
  const text = withoutGlosses(prose(), language);
  const scripts = scriptsOf(text);
  // «Русский / English / 中文» names languages, each in its own script.
  if (Math.min(scripts.latin, scripts.cyrillic, scripts.han) > 1) return undefined;
  const weight = scripts.latin + scripts.cyrillic + 3 * (scripts.han + scripts.kana + scripts.hangul);
  if (weight < ENOUGH * (language === "en" ? 1 : 2)) return undefined;
  const detected = detectInProse(text, scripts);
  // Names, commands and formulas are Latin in every language. The check `untranslated` reports English text.
  if (detected.language === language || (detected.language === "en" && scripts.cyrillic + scripts.han > 0))
    return undefined;
  if (detected.language === "en" || (detected.language === undefined && detected.other === undefined)) {
    return undefined;
  }
  if (
    detected.language === undefined &&
    language !== "ru" &&
    detected.by === "script" &&
    scripts.kana + scripts.hangul < ENOUGH
  ) {
    return undefined;
  }
  const { certainty } = detected;
  if (certainty === "possible") return undefined;
  const message = detected.language === undefined ? "wrong-language.other" : "wrong-language.text";
  return {
    ...(detected.by === "franc" && { severity: "warning" as const }),
    certainty,
    languages: [language],
    ranges: {},
    message,
    params: {
      language,
      ...(detected.language === undefined ? { code: detected.other ?? "" } : { source: detected.language }),
    },
  };
}

const GLOSS = /[(（][^()（）]{1,60}[)）]/gu;
const OWN_WORD: Readonly<Record<TextView["language"], RegExp>> = {
  en: /\p{Script=Latin}{3}/u,
  ru: /\p{Script=Cyrillic}{3}/u,
  zh: /\p{Script=Han}{2}/u,
};

/** The text without what stands in brackets, if words of its own language are left: «Шанхай (上海)». */
function withoutGlosses(text: string, language: TextView["language"]): string {
  if (!/[(（]/u.test(text)) return text;
  const bare = text.replace(GLOSS, "");
  return OWN_WORD[language].test(bare) ? bare : text;
}

const HAN_RUN = /\p{Script=Han}{2,}/gu;
const CYRILLIC_RUN = /\p{Script=Cyrillic}{4,}(?:[\s-]+\p{Script=Cyrillic}+)*/gu;
const RUSSIAN_WORD = /\p{Script=Cyrillic}+/gu;

/** Greatest number of foreign words that are reported one by one. */
const MANY = 20;

/** Finds pieces in a script that the language does not use, unless the English text has such pieces too. */
function* fragments({ language, prose, kinds }: TextView, unit: UnitView): Generator<Issue> {
  const has = (kind: number) => (kinds & (kind | KIND.OTHER)) !== 0;
  const text = prose();
  const others = unit.written.filter((view) => view.language !== language);
  if (language !== "zh" && has(KIND.HAN) && !quotes(others, "zh", HAN_RUN))
    yield* pieces(language, "zh", text, HAN_RUN);
  if (language !== "ru" && has(KIND.CYRILLIC) && !quotes(others, "ru", CYRILLIC_RUN))
    yield* pieces(language, "ru", text, CYRILLIC_RUN);
  if (language === "ru" && has(0) && NON_RUSSIAN.test(text)) {
    const strange = matchesOf(text, RUSSIAN_WORD).filter(([word]) => NON_RUSSIAN.test(word));
    for (const { 0: word, index } of strange.slice(0, MANY)) {
      if (others.some((view) => view.text.includes(word))) continue;
      yield {
        severity: "warning",
        certainty: "likely",
        languages: [language],
        ranges: { [language]: [{ start: index, end: index + word.length }] },
        message: "wrong-language.letters",
        params: { language, value: word },
      };
    }
  }
}

/** True if another language has this script too: then the piece is a quotation. */
const quotes = (others: readonly TextView[], script: TextView["language"], pattern: RegExp): boolean =>
  others.some((view) => view.language !== script && new RegExp(pattern.source, "u").test(view.text));

function* pieces(
  language: TextView["language"],
  source: TextView["language"],
  text: string,
  pattern: RegExp,
): Generator<Issue> {
  for (const { 0: piece, index } of matchesOf(text, pattern)) {
    // «路径 (путь)», "Moscow (Москва)": the original stands beside its translation.
    const given = /[(（"“«'‘]\s?$/u.test(text.slice(0, index));
    yield {
      severity: given ? "info" : "warning",
      certainty: given ? "possible" : "likely",
      languages: [language],
      ranges: { [language]: [{ start: index, end: index + piece.length }] },
      message: "wrong-language.fragment",
      params: { language, source, value: piece },
    };
  }
}
