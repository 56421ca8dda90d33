import { atFirstUse } from "../domain/at-first-use.ts";
import type { Language } from "../domain/language.ts";
import { PLACEHOLDER } from "../domain/segment.ts";
import type { Quantity } from "./quantity.ts";
import { isOrdinalWord } from "./written-words.ts";

const rules = atFirstUse(() => ({ en: new Intl.PluralRules("en"), ru: new Intl.PluralRules("ru") }));

/** The plural category of a number (canonical value). */
export const categoryOf = (language: "en" | "ru", value: string): Intl.LDMLPluralRule =>
  rules()[language].select(Number(value.replace(/%|pp$/u, "")));

/** Whether a noun takes the same form after both numbers (canonical values). */
export const sameCategory = (language: "en" | "ru", a: string, b: string): boolean =>
  categoryOf(language, a) === categoryOf(language, b);

/**
 * Words after a Russian number that never change: abbreviated units, and words that do not belong to the number. They are
 * listed because some nouns are just as short («21 год», «22 года», «25 лет»).
 */
const STILL_RU =
  /^(?:(?:мм|см|дм|км|м|га|мг|кг|г|гг|т|мл|л|с|сек|мин|ч|сут|нед|мес|вв|в|тыс|млн|млрд|трлн|руб|коп|долл|шт|экз|чел|стр|об|Гц|кГц|МГц|ГГц|Вт|кВт|МВт|ГВт|В|А|Дж|Па|гПа|кПа|атм|КБ|МБ|ГБ|ТБ|и|или|а|но|до|от|из|на|за|по|к|ко|со|во|не|у|о|об|для|при|под|над|без)(?![\p{L}-])|веке(?!\p{L}))/u;
const STILL_EN =
  /^(?:mm|cm|km|m|nm|ha|mg|kg|g|t|ml|l|s|min|h|hrs?|kn|kt|ft|W|kW|MW|GW|V|A|Hz|[kMG]Hz|h?Pa|[kM]Pa|[KMGT]i?B|to|and|or|in|on|at|by|from|for|with|until|per|AD|BC|CE|BCE|a\.m|p\.m)(?![\p{L}-])/u;
/** Nouns in a plural case that does not depend on the number: «в 22 случаях», «с 5 судами». */
const OBLIQUE_RU = /^(?:\p{L}+[яаи]?х\s+)?\p{L}{2,}(?:ах|ях|ами|ями)(?!\p{L})/u;
/** Words after which every number but one takes the genitive plural: «из 3 судов», «до 5 дней». */
const GENITIVE_RU =
  /(?<!\p{L})(?:из|от|до|около|более|менее|больше|меньше|свыше|без|для|после|среди|в\sтечение)\s$/iu;
/** Endings that any ordinal may have: «3-й», «5-е», «1990-го». */
const ORDINAL_RU = /^(?:й|я|е|го|му|м|ю)(?!\p{L})/u;
/** A word joined to the number, which does not depend on it: «5-дневный», «21-летие». */
const COMPOUND_RU = /^\p{L}{3,}/u;
/** Text between a number and its noun: spaces, quotation marks, inline codes. */
const BEFORE_NOUN = new RegExp(
  `^[\\s«„“"(${PLACEHOLDER}]*[\\s${PLACEHOLDER}][\\s«„“"(${PLACEHOLDER}]*(?=\\p{L})`,
  "u",
);
/** Words before the number of an item (“Section 3”). A noun after such a number does not depend on it. */
const ENUMERATED: Readonly<Record<"en" | "ru", RegExp>> = {
  en: /(?<!\p{L})(?:chapter|section|sect\.|sec\.|table|tab\.|figure|fig\.|article|art\.|page|pp?\.|annex|appendix|volume|vol\.|step|phase|no\.|number|version|item|paragraph|para\.|slide|category|box|room|station|№|§)s?[\s\u00A0]*$/iu,
  ru: /(?<!\p{L})(?:глав[аеуы]|главой|гл\.|раздел(?:а|е|у|ом)?|разд\.|стать(?:я|и|е|ю|ёй|ей)|ст\.|пункт(?:а|е|у|ом)?|пп?\.|рисун(?:ок|ка|ке|ку|ком)|рис\.|таблиц(?:а|е|у|ы|ей)|табл\.|приложени(?:е|я|и|ю|ем)|прил\.|страниц(?:а|е|у|ы|ей)|стр\.|параграф(?:а|е|у|ом)?|слайд(?:а|е|у|ом)?|верси(?:я|и|ю|ей))[\s\u00A0]*$|[№§][\s\u00A0]*$/iu,
};

/** Whether the number at `start` is the number of an item: «таблица 5», "Section 3". */
export const isEnumerated = (text: string, language: Language, start: number): boolean =>
  language !== "zh" && ENUMERATED[language].test(text.slice(Math.max(0, start - 24), start));

/** Whether the words after a number can stay the same when `value` (canonical) replaces the number. */
export function agrees(text: string, language: Language, old: Quantity, value: string): boolean {
  if (language === "zh" || old.kind !== "number") return true;
  if (old.notation !== "digits" && old.notation !== "han" && old.notation !== "words") return true;
  if (old.notation === "words" && isOrdinalWord(text.slice(old.start, old.end), language)) return true;
  // long enough to reach the noun in «5 и более судов» and "1 (one) ship"
  const after = text.slice(old.end, old.end + 48);
  if (after.startsWith("-") || after.startsWith("‑"))
    return suffixAgrees(after.slice(1), language, old, value);
  const gap = BEFORE_NOUN.exec(after)?.[0];
  if (gap === undefined || isEnumerated(text, language, old.start)) return true;
  const noun = after.slice(gap.length);
  if (language === "en") return STILL_EN.test(noun) || sameCategory("en", old.value, value);
  if (STILL_RU.test(noun)) return true;
  const years = [old.value, value].every((one) => /^[12]\d{3}$/u.test(one));
  if (years && /^год(?!\p{L}*ов)/u.test(noun)) return true;
  const many = (one: string) => categoryOf("ru", one) !== "one" && !one.includes(".");
  const isOblique =
    OBLIQUE_RU.test(noun) || GENITIVE_RU.test(text.slice(Math.max(0, old.start - 16), old.start));
  if (isOblique && many(old.value) && many(value)) return true;
  return sameCategory("ru", old.value, value);
}

function suffixAgrees(suffix: string, language: "en" | "ru", old: Quantity, value: string): boolean {
  if (!/^\p{L}/u.test(suffix)) return sameCategory(language, old.value, value);
  if (language === "en") return true;
  return ORDINAL_RU.test(suffix) || COMPOUND_RU.test(suffix) || sameCategory("ru", old.value, value);
}

/** Whether the English name of a number begins with a vowel (eight, eleven). `undefined` if it can be read in two ways. */
function beginsWithVowel(written: string): boolean | undefined {
  if (/^\p{L}/u.test(written)) return /^e/iu.test(written);
  const whole = /^[\d,\s]+/u.exec(written)?.[0].trim() ?? "";
  const digits = whole.replace(/\D/gu, "");
  if (digits === "") return undefined;
  const first = digits.slice(0, ((digits.length - 1) % 3) + 1);
  // 1812 is "eighteen twelve" or "one thousand …"
  if (/^1[18]\d\d$/u.test(whole)) return undefined;
  return first.startsWith("8") || /^1[18]$/u.test(first);
}

const ARTICLE = new RegExp(`(?<!\\p{L})([Aa]n?)(\\s[\\s${PLACEHOLDER}]*)$`, "u");

/**
 * The article before an English number, changed for another number: "an 8-day voyage", "a 7-day voyage".
 *
 * @param start UTF-16 offset of the number
 * @param old the number in the text
 * @param written the new number
 * @returns the new article with its offset; `undefined` if there is no article or it does not change; `null` if the right
 *   form is unknown
 */
export function articleFor(
  text: string,
  start: number,
  old: string,
  written: string,
): { readonly start: number; readonly text: string } | null | undefined {
  const match = ARTICLE.exec(text.slice(Math.max(0, start - 6), start));
  if (match === null) return undefined;
  const [was, is] = [beginsWithVowel(old), beginsWithVowel(written)];
  if (was === undefined || is === undefined) return null;
  if (was === is) return undefined;
  const [all, article = "a", gap = " "] = match;
  return { start: start - all.length, text: `${article.charAt(0)}${is ? "n" : ""}${gap}` };
}

const PREPOSITION = new RegExp(`(?<!\\p{L})([ВвСсКк])(о?)(\\s[\\s${PLACEHOLDER}]*)$`, "u");

/**
 * The Russian preposition before a number, changed for another number: «в третий», «во второй»; «с 75 %», «со 100 %».
 *
 * @param written the new number
 * @returns the new preposition with its UTF-16 offset; `undefined` if there is no preposition or it does not change
 */
export function prepositionFor(
  text: string,
  { start, end }: Quantity,
  written: string,
): { readonly start: number; readonly text: string } | undefined {
  const match = PREPOSITION.exec(text.slice(Math.max(0, start - 8), start));
  if (match === null) return undefined;
  const [all, letter = "", was = "", gap = " "] = match;
  const isOrdinal = /^-?\p{Ll}{1,3}(?!\p{L})/u.test(text.slice(end, end + 4));
  const word = written.toLowerCase();
  const second = word.startsWith("втор") || (isOrdinal && written === "2");
  const hundred = /^1\d\d(?:[^\d]\d{3})*(?!\d)/u.test(written);
  const is = second || (hundred && /с/iu.test(letter)) ? "о" : "";
  return is === was ? undefined : { start: start - all.length, text: letter + is + gap };
}

/**
 * Adds the ordinal ending if the old English number has one: "21st" becomes "22nd". Returns the text to write and the
 * UTF-16 offset where the old text ends.
 */
export function withOrdinal(
  text: string,
  language: Language,
  old: Quantity,
  written: string,
): { readonly written: string; readonly end: number } {
  const ending =
    language === "en" && old.notation === "digits"
      ? /^(?:st|nd|rd|th)(?!\p{L})/u.exec(text.slice(old.end, old.end + 3))
      : null;
  if (ending === null) return { written, end: old.end };
  const last = /(?<!1)([123])$/u.exec(written)?.[1];
  const suffix = last === "1" ? "st" : last === "2" ? "nd" : last === "3" ? "rd" : "th";
  return { written: written + suffix, end: old.end + ending[0].length };
}
