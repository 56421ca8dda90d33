import { atFirstUse } from "../../domain/at-first-use.ts";
import type { Language } from "../../domain/language.ts";

/** The heading of terms that begin with no letter of the alphabet. */
export const OTHER = "#";

const LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** Letters of each index, in order. Chinese terms stand under the first letter of their pinyin. */
export const ALPHABETS: Readonly<Record<Language, readonly string[]>> = {
  en: [...LATIN, OTHER],
  ru: [..."АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЫЭЮЯ", OTHER],
  zh: [..."ABCDEFGHJKLMNOPQRSTWXYZ", OTHER],
};

const collators: () => Readonly<Record<Language, Intl.Collator>> = atFirstUse(() => ({
  en: new Intl.Collator("en", { numeric: true }),
  ru: new Intl.Collator("ru", { numeric: true }),
  zh: new Intl.Collator("zh-u-co-pinyin", { numeric: true }),
}));

/** Compares two terms by the alphabet of their language, Chinese ones by pinyin. */
export const compareTerms = (language: Language, a: string, b: string): number =>
  collators()[language].compare(a, b);

const FIRST_LETTER = /[\p{L}\p{N}]/u;

/** The letter under which a term stands in the index of its language; `OTHER` if it begins with none. */
export function letterOf(term: string, language: Language): string {
  const text = term.normalize("NFKC");
  const { 0: first, index } = FIRST_LETTER.exec(text) ?? { 0: "", index: 0 };
  if (language === "zh" && /\p{Script=Han}/u.test(first)) return pinyinInitial(text.slice(index));
  // É stands under E, Ё under Е; Й is a letter of its own.
  const upper = first.toUpperCase();
  const plain = upper === "Й" ? upper : (upper.normalize("NFD")[0] ?? "");
  return ALPHABETS[language].includes(plain) ? plain : OTHER;
}

/**
 * The first letter of the pinyin of a text. The pinyin order of CLDR has a mark before the first character of each
 * letter: U+FDD0 and the letter (UTS 35, part 5, 2.4.4 “Collation Indexes”). It knows some words such as 重庆; any other
 * character with several readings stands under its usual one.
 */
function pinyinInitial(text: string): string {
  const isAtOrAfter = (letter: string) => collators().zh.compare(`\u{FDD0}${letter}`, text) <= 0;
  return ALPHABETS.zh.findLast((letter) => letter !== OTHER && isAtOrAfter(letter)) ?? OTHER;
}
