import { createInstance, type Resource } from "i18next";
import enChecks from "../../locales/en/checks.json" with { type: "json" };
import enInterface from "../../locales/en/interface.json" with { type: "json" };
import enMcp from "../../locales/en/mcp.json" with { type: "json" };
import enProblems from "../../locales/en/problems.json" with { type: "json" };
import enTerms from "../../locales/en/terms.json" with { type: "json" };
import ruChecks from "../../locales/ru/checks.json" with { type: "json" };
import ruInterface from "../../locales/ru/interface.json" with { type: "json" };
import ruMcp from "../../locales/ru/mcp.json" with { type: "json" };
import ruProblems from "../../locales/ru/problems.json" with { type: "json" };
import ruTerms from "../../locales/ru/terms.json" with { type: "json" };
import zhChecks from "../../locales/zh/checks.json" with { type: "json" };
import zhInterface from "../../locales/zh/interface.json" with { type: "json" };
import zhMcp from "../../locales/zh/mcp.json" with { type: "json" };
import zhProblems from "../../locales/zh/problems.json" with { type: "json" };
import zhTerms from "../../locales/zh/terms.json" with { type: "json" };
import { type Language, LANGUAGES, languageOf } from "../domain/language.ts";
import type { Params, ProblemData } from "../domain/problem.ts";
import { weightedItems } from "./weighted-items.ts";

/** All texts for people, by language and namespace (file of `locales/`). */
export const RESOURCES = {
  en: { checks: enChecks, interface: enInterface, mcp: enMcp, problems: enProblems, terms: enTerms },
  ru: { checks: ruChecks, interface: ruInterface, mcp: ruMcp, problems: ruProblems, terms: ruTerms },
  zh: { checks: zhChecks, interface: zhInterface, mcp: zhMcp, problems: zhProblems, terms: zhTerms },
} satisfies Record<Language, Resource[string]>;

const i18n = createInstance();
// Not awaited: the resources are in memory, and with `initAsync: false` i18next starts synchronously.
void i18n.init({
  resources: RESOURCES,
  lng: "en",
  fallbackLng: "en",
  defaultNS: "interface",
  initAsync: false,
  interpolation: {
    // Texts are escaped only where they are put into HTML.
    escapeValue: false,
    // Values come from files and people: `{{…}}` and `$t(…)` in them must not be evaluated.
    skipOnVariables: true,
  },
  missingInterpolationHandler: () => "…",
});

export interface Messages {
  readonly language: Language;
  /** The text of `namespace:key`; the key itself if it has no text. */
  t(key: string, params?: Params): string;
  has(key: string): boolean;
}

const known = new Map<Language, Messages>();

/** The program's own texts in one language. */
export function messages(language: Language): Messages {
  let found = known.get(language);
  if (found === undefined) known.set(language, (found = textsOf(language)));
  return found;
}

function textsOf(language: Language): Messages {
  const t = i18n.getFixedT(language);
  return {
    language,
    t: (key, params = {}) => t(key, { ...params, lng: language }),
    has: (key) => i18n.exists(key, { lng: language, fallbackLng: [] }),
  };
}

export interface ProblemText {
  readonly title: string;
  /** What is wrong and where it is in the input. */
  readonly detail: string;
  /** What the reader can do about it. */
  readonly advice: string;
}

/**
 * Describes a problem in words. A parameter `reason` or `rule` selects the texts `detail_REASON` and `advice_REASON` if
 * they exist (i18next's context), and `count` the plural form. The place, and parameters that the text does not use, follow in brackets.
 */
export function describe(texts: Messages, { code, place: at = {}, ...given }: ProblemData): ProblemText {
  const { t, has } = texts;
  const params = withLanguageNames(texts, given.params ?? {}, code === "language-foreign");
  const place = withLanguageNames(texts, { ...at }, false);
  const key = keyOf(texts, `${code}.detail`, params);
  const detail = t(`problems:${key}`, params);
  const used = String(i18n.getResource(texts.language, "problems", key) ?? "");
  const facts = [
    ...Object.entries(place).map(([name, value]) => ({ key: `problems:where.${name}`, name, value })),
    ...Object.entries(params).map(([name, value]) => ({ key: `problems:facts.${name}`, name, value })),
  ].flatMap(({ key, name, value }) =>
    has(key) && !used.includes(`{{${name}}}`) && !isNamed(used, key, value)
      ? [t(key, { [name]: value })]
      : [],
  );
  return {
    title: t(`problems:${code}.title`, params),
    detail: facts.length === 0 ? detail : `${detail} (${[...new Set(facts)].join(", ")})`,
    advice: t(`problems:${keyOf(texts, `${code}.advice`, params)}`, params),
  };
}

/** True for a field of a language where the text names the language itself: people do not know the field. */
const isNamed = (used: string, key: string, value: unknown): boolean =>
  key === "problems:where.field" &&
  typeof value === "string" &&
  LANGUAGE_FIELDS.has(value) &&
  used.includes("{{language}}");

const LANGUAGE_FIELDS: ReadonlySet<string> = new Set(["source", "target", "language"]);

/** Parameters and places that may hold languages. */
const OF_LANGUAGES = ["language", "languages", "found", "wanted", "source", "target", "tag"] as const;

/**
 * Parameters with the names of languages in place of their codes, which stay as `languageCode`, `foundCode` …
 *
 * @param isAnyTag whether other languages than ours are named too
 */
function withLanguageNames({ language, t }: Messages, params: Params, isAnyTag: boolean): Params {
  const named: { [name: string]: Params[string] } = { ...params };
  for (const name of OF_LANGUAGES) {
    const value = params[name];
    if (typeof value !== "string") continue;
    const names = value.split(", ").map((code) => {
      const own = LANGUAGES.find((one) => one === code);
      if (own !== undefined) return t(`interface:brief.language.${own}`);
      return isAnyTag && TAG.test(code)
        ? new Intl.DisplayNames(language, { type: "language" }).of(code)
        : undefined;
    });
    if (names.some((one) => one === undefined)) continue;
    named[name] = names.join(", ");
    named[`${name}Code`] = value;
  }
  return named;
}

const TAG = /^[a-z]{2,3}(?:-[\da-z]{2,8})*$/iu;

/** Key of the text for the reason and number in the parameters, if there is one. */
function keyOf({ language, has }: Messages, name: string, params: Params): string {
  const reason = params["reason"] ?? params["rule"];
  const count = params["count"];
  const form = typeof count === "number" ? new Intl.PluralRules(language).select(count) : "other";
  const names = reason === undefined ? [name] : [`${name}_${reason}`, name];
  const keys = names.flatMap((one) => [`${one}_${form}`, one]);
  return keys.find((key) => has(`problems:${key}`)) ?? name;
}

const MAXIMUM_HEADER = 512;

/**
 * Chooses the supported language that a reader prefers by `Accept-Language` (RFC 9110 §12.5.4), or English if the
 * header has no supported language. Only its first 512 characters are read.
 */
export function negotiate(acceptLanguage: string | null | undefined): Language {
  let best: Language = "en";
  let bestWeight = 0;
  for (const [tag, weight] of weightedItems((acceptLanguage ?? "").slice(0, MAXIMUM_HEADER))) {
    const language = tag === "*" ? LANGUAGES[0] : languageOf(tag);
    if (language !== undefined && weight > bestWeight) [best, bestWeight] = [language, weight];
  }
  return best;
}
