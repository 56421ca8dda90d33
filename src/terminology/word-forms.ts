import type { Language } from "../domain/language.ts";
import { lexemeForms as englishForms } from "./english-lexemes.ts";
import { lexemeForms as russianForms } from "./russian/lexemes.ts";

/**
 * All forms of every lexeme to which a folded word (domain/normal-form) may belong. The word itself comes first. A
 * Chinese word has one form.
 *
 * @param isName true if the word is written with a capital in the text
 */
export function formsOfWord(word: string, language: Language, isName = false): ReadonlySet<string> {
  if (language === "ru") return russianForms(word, isName);
  return language === "en" ? englishForms(word) : new Set([word]);
}
