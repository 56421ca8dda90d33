import { detectInProse, FRANC_LENGTH, NON_RUSSIAN, scriptsOf } from "../domain/detect-language.ts";
import { matchesOf } from "../domain/matches.ts";
import { KIND } from "./character-kinds.ts";
import type { Issue, TextView, UnitCheck, UnitView } from "./check.ts";

/** Fewer letters than this may be a name or a sign. */
const ENOUGH = 4;

/** A text is in its language: by script, by letters that the language does not have, long ones by trigrams. */
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

/** Characters that leave it open which language a text is in. */
const OPEN: Readonly<Record<TextView["language"], number>> = {
  en: KIND.CYRILLIC | KIND.HAN | KIND.WIDE | KIND.OTHER,
  ru: KIND.LATIN | KIND.HAN | KIND.WIDE | KIND.OTHER,
  zh: KIND.LATIN | KIND.CYRILLIC | KIND.OTHER,
};

/** In the letters of its language alone, and too short for trigrams to say otherwise. */
const isPlain = ({ language, text, kinds }: TextView): boolean =>
  (kinds & OPEN[language]) === 0 && (language === "zh" || text.length < FRANC_LENGTH);

function wholeText({ language, prose }: TextView): Issue | undefined {
  const scripts = scriptsOf(prose());
  const weight = scripts.latin + scripts.cyrillic + 3 * (scripts.han + scripts.kana + scripts.hangul);
  if (weight < ENOUGH * (language === "en" ? 1 : 2)) return undefined;
  const detected = detectInProse(prose(), scripts);
  // Names, commands and formulas are Latin in every language: whether such a text is English is another check's matter.
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

const HAN_RUN = /\p{Script=Han}{2,}/gu;
const CYRILLIC_RUN = /\p{Script=Cyrillic}{4,}(?:[\s-]+\p{Script=Cyrillic}+)*/gu;
const RUSSIAN_WORD = /\p{Script=Cyrillic}+/gu;

/** More words of another language than this need not be told one by one. */
const MANY = 20;

/** Pieces in a script that the language does not use, unless the English text has such pieces too. */
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

/** A third language that quotes the script: then the piece is a quotation, not a leftover. */
const quotes = (others: readonly TextView[], script: TextView["language"], pattern: RegExp): boolean =>
  others.some((view) => view.language !== script && new RegExp(pattern.source, "u").test(view.text));

function* pieces(
  language: TextView["language"],
  source: TextView["language"],
  text: string,
  pattern: RegExp,
): Generator<Issue> {
  for (const { 0: piece, index } of matchesOf(text, pattern)) {
    // «路径 (путь)», "Moscow (Москва)": given beside its rendering.
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
