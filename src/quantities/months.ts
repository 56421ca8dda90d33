import type { Language } from "../domain/language.ts";

const ENGLISH: readonly (readonly [full: string, short: string])[] = [
  ["January", "Jan"],
  ["February", "Feb"],
  ["March", "Mar"],
  ["April", "Apr"],
  ["May", "May"],
  ["June", "Jun"],
  ["July", "Jul"],
  ["August", "Aug"],
  ["September", "Sep"],
  ["October", "Oct"],
  ["November", "Nov"],
  ["December", "Dec"],
];

/** Russian months, each in the nominative, genitive, dative, instrumental and prepositional. */
const RUSSIAN_MONTHS: readonly (readonly string[])[] = [
  ...["январ", "феврал"].map((stem) => ["ь", "я", "ю", "ём", "е"].map((ending) => stem + ending)),
  ["март", "марта", "марту", "мартом", "марте"],
  ...["апрел"].map((stem) => ["ь", "я", "ю", "ем", "е"].map((ending) => stem + ending)),
  ["май", "мая", "маю", "маем", "мае"],
  ...["июн", "июл"].map((stem) => ["ь", "я", "ю", "ем", "е"].map((ending) => stem + ending)),
  ["август", "августа", "августу", "августом", "августе"],
  ...["сентябр", "октябр", "ноябр", "декабр"].map((stem) =>
    ["ь", "я", "ю", "ём", "е"].map((ending) => stem + ending),
  ),
];
const RUSSIAN_SHORT = ["янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"];

const NUMBERS: ReadonlyMap<string, number> = new Map([
  ...ENGLISH.flatMap(([full, short], at) => [
    [full.toLowerCase(), at + 1] as const,
    [short.toLowerCase(), at + 1] as const,
  ]),
  ["sept", 9] as const,
  ...RUSSIAN_MONTHS.flatMap((forms, at) => forms.map((form) => [form.replaceAll("ё", "е"), at + 1] as const)),
  ...RUSSIAN_SHORT.map((short, at) => [short, at + 1] as const),
  ["сент", 9] as const,
  ["нояб", 11] as const,
  ["февр", 2] as const,
]);

/** The number (1–12) of an English or Russian month, in any grammatical case or usual abbreviation. */
export const monthNumber = (name: string): number | undefined =>
  NUMBERS.get(name.toLowerCase().replaceAll("ё", "е").replace(/\.$/u, ""));

/**
 * Sources of patterns for the names of months. English names need a capital, because “may” is also a verb. The Russian
 * pattern is used with the flag `i`.
 */
export const MONTH: Readonly<Record<"en" | "ru", string>> = {
  en: String.raw`(?<![\p{L}\d])(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)(?!\p{L})\.?`,
  ru: String.raw`(?<![\p{L}\d])(?:[Яя]нвар[ьюяе][м]?|[Яя]нвар[её]м|[Фф]еврал[ьюяе]|[Фф]еврал[её]м|[Мм]арт(?:а|у|ом|е)?|[Аа]прел(?:ь|я|ю|ем|е)|[Мм]а(?:й|я|ю|ем|е)|[Ии]юн(?:ь|я|ю|ем|е)|[Ии]юл(?:ь|я|ю|ем|е)|[Аа]вгуст(?:а|у|ом|е)?|(?:[Сс]ент|[Оо]кт|[Нн]о|[Дд]ек)[а-я]{1,2}бр(?:ь|я|ю|[её]м|е)|[Яя]нв\.|[Фф]евр?\.|[Мм]ар\.|[Аа]пр\.|[Аа]вг\.|[Сс]ент?\.|[Оо]кт\.|[Нн]оя(?:б)?\.|[Дд]ек\.)(?!\p{L})`,
};

/** Beginnings of months: a quick test before the search for `MONTH`. */
export const MONTH_HINT: Readonly<Record<"en" | "ru", RegExp>> = {
  en: /Jan|Feb|Ma[ry]|Apr|Ju[nl]|Aug|Sep|Oct|Nov|Dec|JA|FE|MA|AP|JU|AU|SE|OC|NO|DE/u,
  ru: /янв|фев|ма[ейрюя]|апр|ию[лн]|авг|сент|окт|ноя|дек|но[а-я]{1,2}бр/iu,
};

/**
 * The month `to` (1–12) in the form of `name`: «января» → «июня», "Dec." → "Mar.". Capitals are kept. `undefined` if
 * `name` is not a month or `to` has no such form.
 */
export function likeMonth(name: string, to: number, language: Language): string | undefined {
  const bare = name.replace(/\.$/u, "");
  const from = monthNumber(bare);
  if (from === undefined || to < 1 || to > 12) return undefined;
  if (language === "en") {
    const written = ENGLISH[from - 1]?.[0].toLowerCase() === bare.toLowerCase() && from !== 5 ? 0 : 1;
    const form = ENGLISH[to - 1]?.[from === 5 ? 0 : written];
    if (form === undefined) return undefined;
    const dot = name.endsWith(".") && written === 1 && to !== 5 ? "." : "";
    return (bare === bare.toUpperCase() ? form.toUpperCase() : form) + dot;
  }
  const plain = bare.toLowerCase().replaceAll("ё", "е");
  const at = RUSSIAN_MONTHS[from - 1]?.findIndex((form) => form.replaceAll("ё", "е") === plain) ?? -1;
  const form = RUSSIAN_MONTHS[to - 1]?.[at];
  if (form === undefined) return undefined;
  return /^\p{Lu}/u.test(bare) ? form.charAt(0).toUpperCase() + form.slice(1) : form;
}

/** A date of which parts may be unknown; zero stands for these. The month is known. */
export interface PartialDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** “5 March 2024”, «5 марта 2024 года», 2024年3月5日. A Russian month without a day stands in the nominative. */
export function writeDate({ year, month, day }: PartialDate, language: Language): string {
  if (language === "zh") return `${year > 0 ? `${year}年` : ""}${month}月${day > 0 ? `${day}日` : ""}`;
  const name = language === "en" ? ENGLISH[month - 1]?.[0] : RUSSIAN_MONTHS[month - 1]?.[day > 0 ? 1 : 0];
  const parts = [day > 0 ? String(day) : "", name ?? "", year > 0 ? String(year) : ""];
  const written = parts.filter((part) => part !== "").join(" ");
  return language === "ru" && year > 0 ? `${written} года` : written;
}
