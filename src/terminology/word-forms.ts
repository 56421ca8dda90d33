import type { Language } from "../domain/language.ts";
import { lexemeForms as englishForms } from "./english-lexemes.ts";
import { lexemeForms as russianForms } from "./russian/lexemes.ts";

/**
 * The forms of all words that a folded word (domain/normal-form) may be a form of, itself first; Chinese words have
 * none but themselves.
 *
 * @param isName it was written with a capital
 */
export function formsOfWord(word: string, language: Language, isName = false): ReadonlySet<string> {
  if (language === "ru") return russianForms(word, isName);
  return language === "en" ? englishForms(word) : new Set([word]);
}
