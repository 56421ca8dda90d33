import { franc } from "#franc";
import type { Language } from "../domain/language.ts";
import { Problem, type ProblemData } from "../domain/problem.ts";

const SCRIPTS: Readonly<Record<Language, RegExp>> = {
  en: /\p{Script=Latin}/gu,
  ru: /\p{Script=Cyrillic}/gu,
  zh: /\p{Script=Han}/gu,
};
const KANA_HANGUL = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;
/** ISO 639-3 codes that franc uses for our languages. */
const CODES: Readonly<Record<Language, string>> = { en: "eng", ru: "rus", zh: "cmn" };
/** One Han character carries about as much information as three letters. */
const HAN_WEIGHT = 3;
/**
 * Shorter texts are not checked. Texts below the second limit are not given to franc, because it guesses on short
 * texts.
 */
const LEAST_LETTERS = 20;
const LEAST_FOR_FRANC = 600;
const LEAST_SHARE = 0.3;
const SAMPLE = 20_000;

/**
 * Checks that a text is in the stated language: first by script, and for long texts by franc.
 *
 * @throws {Problem} `align-language-wrong` when the text is in another script, unless `lenient`
 * @returns warnings
 */
export function examineLanguage(
  sentences: readonly string[],
  language: Language,
  lenient: boolean,
): ProblemData[] {
  let sample = "";
  for (const sentence of sentences) {
    sample += `${sentence}\n`;
    if (sample.length > SAMPLE) break;
  }
  const count = (pattern: RegExp): number => sample.match(pattern)?.length ?? 0;
  const letters: Record<Language, number> = {
    en: count(SCRIPTS.en),
    ru: count(SCRIPTS.ru),
    zh: HAN_WEIGHT * count(SCRIPTS.zh),
  };
  const foreign = HAN_WEIGHT * count(KANA_HANGUL);
  const total = letters.en + letters.ru + letters.zh + foreign;
  if (total < LEAST_LETTERS) return [];
  const wrong = letters[language] / total < LEAST_SHARE || (language === "zh" && foreign > 0.15 * total);
  if (wrong) {
    const found = (Object.keys(letters) as Language[]).reduce((a, b) => (letters[b] > letters[a] ? b : a));
    const problem: ProblemData =
      found === language || foreign > letters[found]
        ? { code: "align-language-doubtful", params: { language }, place: { language } }
        : { code: "align-language-wrong", params: { language, found }, place: { language } };
    if (!lenient && problem.code === "align-language-wrong") {
      throw new Problem(problem.code, problem.params, problem.place);
    }
    return [problem];
  }
  if (total < LEAST_FOR_FRANC) return [];
  const guess = franc(sample);
  if (guess === "und" || guess === CODES[language]) return [];
  return [{ code: "align-language-doubtful", params: { language }, place: { language } }];
}
