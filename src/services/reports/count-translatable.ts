import type { Language } from "../../domain/language.ts";
import { isForeignPlural } from "../../formats/i18next/plurals.ts";
import { traitsOf } from "../../formats/traits.ts";
import type { Document } from "../../storage/rows/documents.ts";

/** Number of units that can have a text in each language, without plural forms that the language lacks. */
export function countTranslatable(
  format: Document["format"],
  keys: readonly string[],
): Readonly<Record<Language, number>> {
  if (!traitsOf(format).pluralKeys) return { en: keys.length, ru: keys.length, zh: keys.length };
  const known = new Set(keys);
  const count = (language: Language) => keys.filter((key) => !isForeignPlural(key, known, language)).length;
  return { en: count("en"), ru: count("ru"), zh: count("zh") };
}
