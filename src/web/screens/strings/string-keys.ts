import { type Language } from "../../../domain/language.ts";
import type { UnitView } from "../../api/resources.ts";

/** Plural categories of CLDR in their order. */
const CATEGORIES = ["zero", "one", "two", "few", "many", "other"] as const;
export type Category = (typeof CATEGORIES)[number];

export interface StringKey {
  /** As i18next names it, without the suffix of a plural. */
  readonly name: string;
  readonly ordinal: boolean;
  /** One unit without a plural; else one per category. */
  readonly units: readonly { readonly category: Category | undefined; readonly unit: UnitView }[];
}

/** `key_one`, `key_ordinal_few` (i18next JSON v4). */
const PLURAL = /^(.+?)(_ordinal)?_(zero|one|two|few|many|other)$/u;

/** Groups the plural forms of a key. A key that only looks like a plural form stays alone. */
export function stringKeys(units: readonly UnitView[]): StringKey[] {
  const names = new Map<
    string,
    { name: string; ordinal: boolean; units: { category: Category | undefined; unit: UnitView }[] }
  >();
  const others = new Set(units.map(({ key }) => key).filter((key) => key.endsWith("_other")));
  for (const unit of units) {
    const [, stem = "", ordinal = "", category] = PLURAL.exec(unit.key) ?? [];
    // Every language has the category `other`: without it the keys are no plural forms.
    const isPlural = category !== undefined && others.has(`${stem}${ordinal}_other`);
    const id = isPlural ? `${stem}${ordinal}` : unit.key;
    const entry = names.get(id) ?? { name: isPlural ? stem : unit.key, ordinal: ordinal !== "", units: [] };
    entry.units.push({ category: isPlural ? (category as Category) : undefined, unit });
    names.set(id, entry);
  }
  const place = ({ category }: StringKey["units"][number]) => (category ? CATEGORIES.indexOf(category) : -1);
  return [...names.values()].map((key) => ({
    ...key,
    units: key.units.toSorted((a, b) => place(a) - place(b)),
  }));
}

/** The plural categories of a language, each with sample numbers. */
export function categoriesOf(language: Language, ordinal: boolean): Map<Category, number[]> {
  const rules = new Intl.PluralRules(language, { type: ordinal ? "ordinal" : "cardinal" });
  const samples = new Map<Category, number[]>();
  for (const number of [0, 1, 2, 3, 4, 5, 6, 10, 11, 20, 21, 22, 100, 1.5]) {
    const category = rules.select(number);
    const known = samples.get(category) ?? [];
    if (known.length < 4) known.push(number);
    samples.set(category, known);
  }
  return new Map(
    CATEGORIES.flatMap((category) => {
      const numbers = samples.get(category);
      return numbers ? [[category, numbers] as const] : [];
    }),
  );
}

/** Whether a language needs a text: it has that plural category, or the key has no plural. */
export const needs = (language: Language, category: Category | undefined, ordinal: boolean): boolean =>
  category === undefined || categoriesOf(language, ordinal).has(category);

/** Languages in which a text of the key is missing or a draft. */
export const missingIn = ({ units, ordinal }: StringKey, languages: readonly Language[]): Language[] =>
  languages.filter((language) =>
    units.some(({ category, unit }) => {
      const variant = unit.variants[language];
      return (
        needs(language, category, ordinal) &&
        (variant === undefined || variant.text === "" || variant.state === "initial")
      );
    }),
  );

/** A text with its variables replaced by samples; a variable without a sample stays. */
export function preview(text: string, samples: Readonly<Record<string, string>>): string {
  return text.replace(
    /\{\{-?\s*([^{},]+?)\s*(?:,[^{}]*)?\}\}/gu,
    (whole, name: string) => samples[name] ?? whole,
  );
}

/** The names of a text's variables. */
export const variablesOf = (text: string): string[] => [
  ...new Set([...text.matchAll(/\{\{-?\s*([^{},]+?)\s*(?:,[^{}]*)?\}\}/gu)].map(([, name]) => name ?? "")),
];
