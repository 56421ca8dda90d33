import type { Language } from "../domain/language.ts";
import { simplify } from "../domain/normal-form.ts";

/** Points for each way in which texts with one comparable form may differ. */
export const FORM_PENALTIES = {
  /** Upper and lower case. */
  case: 1,
  /** Number and kind of white space. */
  whitespace: 1,
  /** Full and half width. */
  width: 1,
  /** Other code points for the same letters: ligatures, superscripts, circled numbers. */
  compatibility: 1,
  /** Soft hyphens, zero-width characters. */
  invisible: 1,
  /** е for ё, stress marks. */
  spelling: 1,
  /** Traditional and Simplified Chinese. */
  script: 1,
} as const;
export type FormPenalty = keyof typeof FORM_PENALTIES;

type Normalisation = (text: string, language: Language) => string;

const HALF = /[\uFF01-\uFF5E\uFF61-\uFFDC\uFFE0-\uFFEE]+/gu;

/** The normalisation that removes each difference, in the order of folding (domain/normal-form). */
const NORMALISATIONS: Readonly<Record<FormPenalty, Normalisation>> = {
  invisible: (text) => text.replace(/[\u00AD\u200B-\u200D\u2060\uFEFF]/gu, ""),
  width: (text) => text.replace(HALF, (found) => found.normalize("NFKC")),
  // White space of any width counts as white space alone.
  compatibility: (text) => text.replace(/[^\s\uFF01-\uFFEE]+/gu, (found) => found.normalize("NFKC")),
  case: (text) => text.toLowerCase(),
  spelling: (text, language) =>
    language === "ru"
      ? text
          .replace(/(?<=\p{Script=Cyrillic})[\u0300\u0301]/gu, "")
          .replaceAll("ё", "е")
          .replaceAll("Ё", "Е")
      : text,
  script: (text, language) => (language === "zh" ? simplify(text) : text),
  whitespace: (text, language) => {
    const collapsed = text.replace(/\s+/gu, " ").trim();
    return language === "zh" ? collapsed.replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, "") : collapsed;
  },
};
const NAMES = Object.keys(NORMALISATIONS) as FormPenalty[];

/**
 * The ways in which two texts with one comparable form differ: the normalisations that are needed to make them equal.
 * None for equal texts, at least one for others.
 */
export function formDifferences(a: string, b: string, language: Language): FormPenalty[] {
  if (a === b) return [];
  const equalBy = (names: readonly FormPenalty[]) => {
    const normalise = (text: string) =>
      names.reduce((result, name) => NORMALISATIONS[name](result, language), text);
    return normalise(a) === normalise(b);
  };
  const differs = equalBy(NAMES) ? NAMES.filter((name) => !equalBy(NAMES.filter((one) => one !== name))) : [];
  return differs.length > 0 ? differs : ["compatibility"];
}
