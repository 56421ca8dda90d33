import { type Language, languageOf } from "../../domain/language.ts";

/** Language of a text by its letters: Han is Chinese, Cyrillic is Russian, anything else English. */
export function guessLanguage(text: string): Language {
  const count = (letters: RegExp) => text.match(letters)?.length ?? 0;
  const [han, cyrillic, latin] = [
    // One Han character says about as much as three letters.
    3 * count(/\p{Script=Han}/gu),
    count(/\p{Script=Cyrillic}/gu),
    count(/\p{Script=Latin}/gu),
  ];
  if (han > 0 && han >= cyrillic && han >= latin) return "zh";
  return cyrillic > 0 && cyrillic >= latin ? "ru" : "en";
}

/** Names of the attributes that declare a language: XLIFF 1.2, XLIFF 2, TMX, JLIFF. */
const SOURCE = /["\s](?:source-language|srcLang|srclang)["']?\s*[=:]\s*["']([\w-]+)["']/u;
const TARGET = /["\s](?:target-language|trgLang)["']?\s*[=:]\s*["']([\w-]+)["']/u;

/**
 * The direction that the beginning of a file suggests: as it declares, else the source by its letters.
 *
 * @param head the first characters of the file; some thousands are enough
 */
export function guessDirection(head: string): { readonly source: Language; readonly target?: Language } {
  const declared = (attribute: RegExp) => {
    const tag = attribute.exec(head)?.[1];
    return tag === undefined ? undefined : languageOf(tag);
  };
  const source = declared(SOURCE) ?? guessLanguage(head.replace(/<[^>]*>/gu, " "));
  const target = declared(TARGET);
  return target === undefined || target === source ? { source } : { source, target };
}
