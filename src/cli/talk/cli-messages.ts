import { createInstance } from "i18next";
import en from "../../../locales/en/cli.json" with { type: "json" };
import ru from "../../../locales/ru/cli.json" with { type: "json" };
import zh from "../../../locales/zh/cli.json" with { type: "json" };
import { type Language, LANGUAGES, languageOf } from "../../domain/language.ts";
import { type Messages, RESOURCES } from "../../messages/messages.ts";

const i18n = createInstance();
void i18n.init({
  resources: {
    en: { cli: en, checks: RESOURCES.en.checks, problems: RESOURCES.en.problems },
    ru: { cli: ru, checks: RESOURCES.ru.checks, problems: RESOURCES.ru.problems },
    zh: { cli: zh, checks: RESOURCES.zh.checks, problems: RESOURCES.zh.problems },
  },
  supportedLngs: [...LANGUAGES],
  lng: "en",
  fallbackLng: "en",
  defaultNS: "cli",
  initAsync: false,
  interpolation: { escapeValue: false, skipOnVariables: true },
});

/** The messages of the command line, of checks and of problems in one language. */
export function talk(language: Language): Messages {
  const t = i18n.getFixedT(language);
  return {
    language,
    t: (key, params = {}) => t(key, { ...params, lng: language }),
    has: (key) => i18n.exists(key, { lng: language, fallbackLng: [] }),
  };
}

/** Language of the messages: the given one, else that of the locale (POSIX: LC_ALL, LC_MESSAGES, LANG), else English. */
export function messageLanguage(
  asked: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Language {
  const tag = asked ?? [env["LC_ALL"], env["LC_MESSAGES"], env["LANG"]].find((value) => value) ?? "en";
  return languageOf(tag) ?? "en";
}
