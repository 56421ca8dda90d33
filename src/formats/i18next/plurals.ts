import { atFirstUse } from "../../domain/at-first-use.ts";
import { type Language, LANGUAGES } from "../../domain/language.ts";

/** CLDR plural categories in the order in which i18next files list them. */
const CATEGORIES = ["zero", "one", "two", "few", "many", "other"] as const;

const SUFFIX = /(_ordinal)?_(zero|one|two|few|many|other)$/u;

function categoriesOf(language: Language, type: "cardinal" | "ordinal"): ReadonlySet<string> {
  return new Set(new Intl.PluralRules(language, { type }).resolvedOptions().pluralCategories);
}

const categoriesByLanguage = (type: "cardinal" | "ordinal") =>
  atFirstUse(() => new Map(LANGUAGES.map((language) => [language, categoriesOf(language, type)])));
const cardinal = categoriesByLanguage("cardinal");
const ordinals = categoriesByLanguage("ordinal");

/**
 * True for a plural form that the language does not have: `seats_few` in Chinese, `seats_many` in English.
 * A key is a plural form only when its group has an `_other`, which i18next JSON v4 requires. `_zero` is
 * i18next's own form for 0 and belongs to every language.
 *
 * @param keys all keys of the document
 */
export function isForeignPlural(key: string, keys: ReadonlySet<string>, language: Language): boolean {
  const match = SUFFIX.exec(key);
  if (match === null) return false;
  const [, ordinal = "", category = ""] = match;
  if (category === "zero" || !keys.has(`${key.slice(0, match.index)}${ordinal}_other`)) return false;
  return !(ordinal === "" ? cardinal : ordinals)().get(language)?.has(category);
}

/**
 * The plural forms that the language needs and the document lacks. Example: `seats_few` and `seats_many` in Russian, when
 * there are only `seats_one` and `seats_other`. `model` is the `_other` key of the group; its text is the best example.
 *
 * @param keys all keys of the document
 */
export function missingPlurals(
  keys: ReadonlySet<string>,
  language: Language,
): { readonly key: string; readonly model: string }[] {
  const missing: { key: string; model: string }[] = [];
  for (const model of keys) {
    const match = SUFFIX.exec(model);
    if (match?.[2] !== "other") continue;
    const [, ordinal = ""] = match;
    const needed = (ordinal === "" ? cardinal : ordinals)().get(language);
    for (const category of CATEGORIES) {
      const key = `${model.slice(0, match.index)}${ordinal}_${category}`;
      if (needed?.has(category) && !keys.has(key)) missing.push({ key, model });
    }
  }
  return missing;
}
