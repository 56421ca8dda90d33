import { NON_RUSSIAN, scriptsOf } from "../../domain/detect-language.ts";
import type { Language } from "../../domain/language.ts";
import { matchesOf } from "../../domain/matches.ts";
import { maskPlaceholders } from "../../domain/placeholder.ts";
import { RUSSIAN_FUNCTION_WORDS, RUSSIAN_GENERAL_NOUNS } from "../../terminology/candidates/general-words.ts";
import { isOwnName, languageBySmallWords } from "./foreign-words.ts";

/** A language that a text seems to be in, where it is not the one that a file has it under. */
export interface ForeignLanguage {
  /** A language tag. */
  readonly found: string;
  /** False if the text may be a name or a title, which stands so in other languages too. */
  readonly isSure: boolean;
}

/** Fewest words of an English text. */
const LEAST_ENGLISH = 5;

/** Marks around a title or a sentence that a text quotes. */
const CLOSING: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["“", "”"],
  ["«", "»"],
  ["「", "」"],
  ["《", "》"],
]);
const OPENING = /["“«「《]/gu;

/** A text without the titles and sentences that it quotes, unless it is a quotation as a whole. */
export function withoutQuotations(text: string): string {
  const prose = withoutQuoted(text);
  return /\p{L}/u.test(prose) ? prose : text;
}

/** A text with a space in place of each quotation. A mark without its partner is text. */
function withoutQuoted(text: string): string {
  const openings = matchesOf(text, OPENING);
  if (openings.length === 0) return text;
  const lastClosing = new Map([...CLOSING].map(([opening, closing]) => [opening, text.lastIndexOf(closing)]));
  let prose = "";
  let at = 0;
  for (const { 0: opening, index } of openings) {
    if (index < at || (lastClosing.get(opening) ?? 0) <= index) continue;
    prose += `${text.slice(at, index)} `;
    at = text.indexOf(CLOSING.get(opening) ?? "", index + 1) + 1;
  }
  return prose + text.slice(at);
}

/** Words that English sentences have, and titles, names and references hardly ever. */
const CLAUSE =
  /(?<![\p{L}\d'’-])(?:is|are|was|were|be|been|has|have|had|will|would|can|cannot|could|should|must|does|do|did|not|this|these|that|it|its|they|their|we|our|you|your|which|who|if|when)(?![\p{L}\d'’-])/gu;
/** Other words that are English alone. */
const JOINT = /(?<![\p{L}\d'’-])(?:the|of|to|and|for|with|in|on|by|from|at|as|an|a|or)(?![\p{L}\d'’-])/giu;
/** Signs of a reference or of code: a year in brackets, names with initials, pages, a command. */
const REFERENCE =
  /\(\d{4}[a-z]?\)|\p{Lu}\p{Ll}+,? \p{Lu}\.[\s,]|(?<!\p{L})\p{Lu}\. \p{Lu}|\bpp?\.\s?\d|\bdoi\b|\bet al\b|\bVol\.|\bISBN\b|\/\/|[{}<>|\\=]|--\w|》[^》\n\r\u2028\u2029]*\d{4}/u;

/**
 * The language that a text is surely in, where it is not the one that a file has it under: by a script that the
 * language is never written in, by letters that it does not have, or by the structure of a sentence.
 *
 * @returns a language tag; `undefined` if the text may well be in `language`, or is a name, a code or a reference
 */
export function surelyForeign(text: string, language: Language): string | undefined {
  const { found, isSure } = foreignLanguage(text, language) ?? {};
  return isSure === true ? found : undefined;
}

/** The language that a text seems to be in, where it is not `language`. */
export function foreignLanguage(text: string, language: Language): ForeignLanguage | undefined {
  const prose = maskPlaceholders(text);
  const scripts = scriptsOf(prose);
  const { latin, cyrillic, han, kana, hangul, letters } = scripts;
  if (letters === 0) return undefined;
  const asian = han + kana + hangul;
  const other = letters - latin - cyrillic - asian;
  // Abbreviations and names of programs are Latin in texts of all languages.
  const hasLatinText = latin * 4 > letters - latin + 2 * asian && /\p{Ll}(?<=\p{Script=Latin})/u.test(prose);
  if (hasLatinText && latin < letters) return undefined;
  if (latin === letters) return inLatin(prose, language);
  if (isOwnName(text)) return undefined;
  if (other === letters - latin) return inOtherScript(prose, other);
  if (cyrillic === letters - latin) return inCyrillic(prose, language);
  if (asian === letters - latin) return inAsianScript(prose, language, scripts);
  return undefined;
}

const OTHER_SCRIPTS: readonly (readonly [tag: string, letters: RegExp])[] = [
  ["ar", /\p{Script=Arabic}/u],
  ["he", /\p{Script=Hebrew}/u],
  ["el", /\p{Script=Greek}/u],
  ["th", /\p{Script=Thai}/u],
  ["hi", /\p{Script=Devanagari}/u],
  ["ka", /\p{Script=Georgian}/u],
  ["hy", /\p{Script=Armenian}/u],
];

/** Fewest letters of a text in a script that none of our languages is written in. Greek letters are signs in formulas. */
const LEAST_OTHER = 3;

function inOtherScript(prose: string, letters: number): ForeignLanguage | undefined {
  const tag = OTHER_SCRIPTS.find(([, letter]) => letter.test(prose))?.[0];
  const least = tag === "el" ? 2 * LEAST_OTHER : LEAST_OTHER;
  return tag === undefined || letters < least ? undefined : { found: tag, isSure: true };
}

/** Letters of one language in Cyrillic script, or of its neighbours. */
const CYRILLIC_TAGS: readonly (readonly [tag: string, letters: RegExp])[] = [
  ["be", /ў/iu],
  ["kk", /[қңғүұһө]/iu],
  ["sr", /[љњћђџј]/iu],
  ["mk", /[ѓќѕ]/iu],
  ["uk", /[їєґі]/iu],
];
/** Russian as it was written before 1918. */
const OLD_RUSSIAN = /ѣ|ѳ|[бвгджзклмнпрстфхцчшщ]ъ(?!\p{L})/iu;
/** Letters that Russian has, and Ukrainian does not. */
const ONLY_RUSSIAN = /[ыэёъ]/iu;
const CYRILLIC_WORD = /\p{Script=Cyrillic}+/gu;

function inCyrillic(prose: string, language: Language): ForeignLanguage | undefined {
  const all = matchesOf(prose, CYRILLIC_WORD).map(([word]) => word);
  const strange = all.filter((word) => NON_RUSSIAN.test(word));
  const own = strange.length === 0 || OLD_RUSSIAN.test(prose) ? undefined : tagOfCyrillic(prose);
  if (language === "ru") {
    if (own === undefined || (own === "uk" && ONLY_RUSSIAN.test(prose)) || strange.length * 5 < all.length)
      return undefined;
    const isSure = all.length > 1 && (strange.length > 1 || strange.some((word) => /^\p{Ll}{3}/u.test(word)));
    return { found: own, isSure };
  }
  const found = own ?? "ru";
  const meaning = all.filter((word) => word.length > 1);
  // A code or an abbreviation: ГОСТ 123, ЛК-60Я, МиГ-29, кВт, м/с.
  if (meaning.every((word) => /\p{Lu}$|\p{Ll}\p{Lu}/u.test(word) || !VOWEL.test(word)))
    return shouted(found, meaning);
  if (/\p{L}-?\d|\d\p{Script=Cyrillic}/u.test(prose) && meaning.length < 2) return undefined;
  if (REFERENCE.test(prose)) return { found, isSure: false };
  return { found, isSure: all.some(isProse) || isSentence(prose, meaning) };
}

const tagOfCyrillic = (prose: string): string | undefined =>
  CYRILLIC_TAGS.find(([, letters]) => letters.test(prose))?.[0];

const VOWEL = /[аеёиоуыэюяіїє]/iu;

/** Words in capitals alone: a few may be abbreviations. */
const shouted = (found: string, words: readonly string[]): ForeignLanguage | undefined =>
  words.filter((word) => word.length > 3).length > 1 && words.length > 2
    ? { found, isSure: false }
    : undefined;

/** Endings of verbs and participles, which names do not have. */
const VERB = /(?:[аиеуы]ть|ться|ите|йте|енный|анный)$/u;

/** True for a word that is no name and no abbreviation: in small letters, with an ending of verbs, or of everyday speech. */
function isProse(word: string): boolean {
  const lower = word.toLowerCase();
  if (/\p{Lu}/u.test(word.slice(1)) || !VOWEL.test(word)) return false;
  if (word.length > 3 && (word === lower || VERB.test(word))) return true;
  return (
    word.length > 1 &&
    word !== lower &&
    (RUSSIAN_FUNCTION_WORDS.has(lower) || RUSSIAN_GENERAL_NOUNS.has(lower))
  );
}

/**
 * True for several words of which one is in small letters and no abbreviation: names have capitals.
 *
 * @param words words of the text, none of which is `isProse`: those in small letters have at most three
 */
function isSentence(prose: string, words: readonly string[]): boolean {
  if (words.length < 2) return false;
  const beforeDots = [/\p{L}{2}(?=\.)/gu, /\p{L}{3}(?=\.)/gu].flatMap((ends) => matchesOf(prose, ends));
  const shortened = new Set(beforeDots.map(([end]) => end));
  return words.some((word) => /^\p{Ll}{2,}$/u.test(word) && VOWEL.test(word) && !shortened.has(word));
}

function inAsianScript(
  prose: string,
  language: Language,
  { han, kana, hangul }: { readonly han: number; readonly kana: number; readonly hangul: number },
): ForeignLanguage | undefined {
  const asian = han + kana + hangul;
  // One character may be the subject of a text, and one kana stands for “of” in Chinese names.
  const isSure = asian > 1 && !REFERENCE.test(prose);
  if (hangul * 2 > asian) return { found: "ko", isSure };
  if (kana > 1 && kana * 5 > asian) return { found: "ja", isSure };
  if (language !== "zh") return { found: kana > 0 ? "ja" : "zh", isSure };
  return kana > 0 && asian < 12 && !/の/u.test(prose) ? { found: "ja", isSure: false } : undefined;
}

function inLatin(prose: string, language: Language): ForeignLanguage | undefined {
  const text = withoutQuoted(prose);
  if (language !== "en" && isEnglishSentence(text)) return { found: "en", isSure: true };
  if (REFERENCE.test(text)) return undefined;
  const found = languageBySmallWords(text);
  if (found !== undefined && !isEnglish(text)) return { found, isSure: true };
  return language !== "en" && isLatinPhrase(text) ? { found: "en", isSure: false } : undefined;
}

const isEnglish = (text: string): boolean =>
  /(?<!\p{L})(?:the|of|and|is|are|to|with|this|that)(?!\p{L})/iu.test(text);

/** Endings of the second word in a name of biology: Ursus maritimus. */
const BINOMIAL = /^\p{Lu}\p{Ll}+ \p{Ll}{3,}(?:us|a|um|is|i|ae|ens)$/u;

/** True for words that are hardly a name: it begins with a capital, and has a word in small letters that says something. */
function isLatinPhrase(text: string): boolean {
  const trimmed = text.trim();
  if (/[/@_$#*`]|\w\.\w/u.test(trimmed) || BINOMIAL.test(trimmed)) return false;
  const words = matchesOf(trimmed, /\p{L}[\p{L}'’-]*/gu).map(([word]) => word);
  if (words.length < 2 || !/^\p{Lu}\p{Ll}/u.test(words[0] ?? "")) return false;
  const small = words
    .slice(1)
    .filter((word) => /^\p{Ll}{3,}$/u.test(word) && matchesOf(word, JOINT).length === 0);
  return small.length > 0 && small.length * 2 >= words.length - 1;
}

function isEnglishSentence(prose: string): boolean {
  const words = matchesOf(prose, /\p{L}[\p{L}'’-]*/gu).map(([word]) => word);
  const isShort = words.length < LEAST_ENGLISH;
  if (words.length < 3 || (isShort && !/[.!?]\s*$/u.test(prose)) || REFERENCE.test(prose)) return false;
  const small = words.filter((word) => /^\p{Ll}/u.test(word)).length;
  const clause = matchesOf(prose, CLAUSE).length;
  const joint = matchesOf(prose, JOINT).length;
  return (
    small * 5 >= words.length * 3 &&
    clause >= 1 &&
    clause + joint >= 2 &&
    (clause + joint) * 7 >= words.length
  );
}
