/** The three supported languages, in the order in which lists show them. */
export const LANGUAGES = ["en", "ru", "zh"] as const;
export type Language = (typeof LANGUAGES)[number];

const PRIMARY_SUBTAGS: ReadonlyMap<string, Language> = new Map([
  ["en", "en"],
  ["eng", "en"],
  ["ru", "ru"],
  ["rus", "ru"],
  ["zh", "zh"],
  ["zho", "zh"],
  ["chi", "zh"],
  ["cmn", "zh"],
]);

export function isLanguage(value: unknown): value is Language {
  return value === "en" || value === "ru" || value === "zh";
}

/**
 * Maps a language tag of a file or request to one of ours: `zh-CN`, `zh_Hans_CN`, `RU-ru`, `eng` …
 * Only the primary subtag decides (BCP 47 §2.2.1; POSIX underscores are accepted). The caller keeps
 * the original tag. `undefined` for any other language and for a text that is not a tag.
 */
export function languageOf(tag: string): Language | undefined {
  if (tag.length > 64) return undefined;
  const [primary = "", ...rest] = tag
    .trim()
    .toLowerCase()
    .split(/[-_.@]/u);
  if (rest.some((subtag) => !/^[a-z0-9]{1,8}$/u.test(subtag))) return undefined;
  return PRIMARY_SUBTAGS.get(primary);
}

/** Scripts of Chinese (ISO 15924): Simplified and Traditional. */
export type ChineseScript = "Hans" | "Hant";

/** The script that a tag of Chinese asks for, by its script or else its region: `zh-Hant`, `zh-TW`, `zh_CN`. */
export function chineseScriptOf(tag: string): ChineseScript | undefined {
  if (languageOf(tag) !== "zh") return undefined;
  const subtags = tag
    .trim()
    .toLowerCase()
    .split(/[-_.@]/u);
  const named = (names: readonly string[]) => subtags.some((subtag) => names.includes(subtag));
  if (named(["hant"])) return "Hant";
  if (named(["hans"])) return "Hans";
  if (named(["tw", "hk", "mo"])) return "Hant";
  return named(["cn", "sg", "my"]) ? "Hans" : undefined;
}

/** Name of each language in that language. */
export const OWN_NAMES: Readonly<Record<Language, string>> = { en: "English", ru: "Русский", zh: "中文" };

/** Language tag for a file when its document has no tag of its own. */
export const DEFAULT_TAGS: Readonly<Record<Language, string>> = { en: "en", ru: "ru", zh: "zh-Hans" };

/** The `lang` attribute of a text in HTML: the script matters for Chinese fonts and voices. */
export const htmlLanguage = (language: Language): string => DEFAULT_TAGS[language];
