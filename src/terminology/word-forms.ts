import type { Language } from "../domain/language.ts";
import { lexemeForms as englishForms } from "./english-lexemes.ts";
import { lexemeForms as russianForms } from "./russian/lexemes.ts";

/**
 * The forms of every lexeme to which a folded word (domain/normal-form) may belong, the word itself first. A Chinese
 * word has only itself.
 *
 * @param isName the word was written with a capital
 */
export function formsOfWord(word: string, language: Language, isName = false): ReadonlySet<string> {
  if (language === "ru") return russianForms(word, isName);
  return language === "en" ? englishForms(word) : new Set([word]);
}
