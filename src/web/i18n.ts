import { createInstance, type ResourceLanguage } from "i18next";
import { htmlLanguage, type Language, LANGUAGES } from "../domain/language.ts";
import { preferredLanguage, remember } from "./settings.ts";
import { createStore } from "./store.ts";

/** The interface in one of three languages. Each language is loaded when it is first needed. */

const LOADERS: Readonly<Record<Language, () => Promise<ResourceLanguage>>> = {
  en: async () => ({ web: (await import("../../locales/en/web.json", { with: { type: "json" } })).default }),
  ru: async () => ({ web: (await import("../../locales/ru/web.json", { with: { type: "json" } })).default }),
  zh: async () => ({ web: (await import("../../locales/zh/web.json", { with: { type: "json" } })).default }),
};

const i18n = createInstance();
/** The language of the interface. */
export const language = createStore<Language>(preferredLanguage());

/** Loads the texts of the chosen language. Must be done before the page is rendered. */
export async function startInterface(): Promise<void> {
  await i18n.init({
    lng: language.get(),
    fallbackLng: false,
    ns: ["web"],
    defaultNS: "web",
    resources: { [language.get()]: await LOADERS[language.get()]() },
    // Texts become text nodes, so nothing is escaped. A value is not searched for `{{…}}` of its own.
    interpolation: { escapeValue: false, skipOnVariables: true },
  });
  document.documentElement.lang = htmlLanguage(language.get());
}

/** Changes the language of the interface, and remembers it in this browser. */
export async function chooseLanguage(chosen: Language): Promise<void> {
  if (!i18n.hasResourceBundle(chosen, "web")) {
    const { web } = await LOADERS[chosen]();
    i18n.addResourceBundle(chosen, "web", web);
  }
  await i18n.changeLanguage(chosen);
  remember("language", chosen);
  document.documentElement.lang = htmlLanguage(chosen);
  language.set(chosen);
}

const CHECKS: Readonly<Record<Language, () => Promise<ResourceLanguage>>> = {
  en: async () => (await import("../../locales/en/checks.json", { with: { type: "json" } })).default,
  ru: async () => (await import("../../locales/ru/checks.json", { with: { type: "json" } })).default,
  zh: async () => (await import("../../locales/zh/checks.json", { with: { type: "json" } })).default,
};

/** Loads the texts about the checks; their keys begin with `checks:`. */
export async function loadCheckTexts(): Promise<void> {
  const shown = language.get();
  if (!i18n.hasResourceBundle(shown, "checks"))
    i18n.addResourceBundle(shown, "checks", await CHECKS[shown]());
}

export type Values = Readonly<Record<string, string | number>>;

/** A text of the interface. `count` chooses the plural form; numbers are formatted. */
export const t = (key: string, values: Values = {}): string => {
  const { count, ...rest } = values;
  const shown = Object.fromEntries(
    Object.entries(rest).map(([name, value]) => [
      name,
      typeof value === "number" ? formatNumber(value) : value,
    ]),
  );
  if (typeof count !== "number") return i18n.t(key, shown);
  return i18n.t(key, { ...shown, count, number: formatNumber(count) });
};

/** A language by its name in the interface's language. */
export const languageName = (of: Language): string => t(`language.${of}`);

/** Two letters for each language, where space is short. */
export const SHORT_NAMES: Readonly<Record<Language, string>> = { en: "EN", ru: "RU", zh: "ZH" };

/** The languages that are not among those given. */
export const others = (...known: readonly Language[]): Language[] =>
  LANGUAGES.filter((candidate) => !known.includes(candidate));

const locale = () => htmlLanguage(language.get());

/** A number in the notation of the interface's language. */
export const formatNumber = (value: number): string => new Intl.NumberFormat(locale()).format(value);

/** A share of 0 … 1 as a percentage. */
export const formatPercent = (share: number, digits = 0): string =>
  new Intl.NumberFormat(locale(), {
    style: "percent",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(share);

/** Date and time of an ISO 8601 time. */
export const formatTime = (iso: string): string =>
  new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "short" }).format(new Date(iso));

/** Date of an ISO 8601 time. */
export const formatDate = (iso: string): string =>
  new Intl.DateTimeFormat(locale(), { dateStyle: "medium" }).format(new Date(iso));

const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
];

/** How long ago: “5 minutes ago”. */
export function formatAgo(iso: string, now: number = Date.now()): string {
  const seconds = (Date.parse(iso) - now) / 1000;
  const format = new Intl.RelativeTimeFormat(locale(), { numeric: "auto" });
  const step = STEPS.find(([, length]) => Math.abs(seconds) >= length);
  return step ? format.format(Math.trunc(seconds / step[1]), step[0]) : format.format(0, "second");
}

/** “one, two and three”. */
export const formatList = (items: readonly string[]): string => new Intl.ListFormat(locale()).format(items);

/** Name of a country by its two letters (ISO 3166-1). */
export const countryName = (code: string): string =>
  new Intl.DisplayNames([locale()], { type: "region", fallback: "code" }).of(code) ?? code;

/** Compares two texts in the alphabet of the interface's language. */
export const compareText = (a: string, b: string): number => new Intl.Collator(locale()).compare(a, b);
