import { scriptsOf } from "../../domain/detect-language.ts";
import type { Language } from "../../domain/language.ts";
import { matchesOf } from "../../domain/matches.ts";
import { maskPlaceholders } from "../../domain/placeholder.ts";

/** Fewest letters of a text in Cyrillic, and words in it. A shorter one may be a name. */
const LEAST_CYRILLIC = { letters: 15, words: 3 };
/** Fewest characters of a text in Han, kana or hangul. */
const LEAST_ASIAN = 8;
/** Fewest words of an English text. */
const LEAST_ENGLISH = 5;

/** A title or a sentence that a text quotes. */
const QUOTED = /"[^"]*"|“[^”]*”|«[^»]*»|「[^」]*」|《[^》]*》/gu;

/** A text without the titles and sentences that it quotes, unless it is a quotation as a whole. */
export function withoutQuotations(text: string): string {
  const prose = text.replace(QUOTED, " ");
  return /\p{L}/u.test(prose) ? prose : text;
}

/** Words that English sentences have, and titles, names and references hardly ever. */
const CLAUSE =
  /(?<![\p{L}\d'’-])(?:is|are|was|were|be|been|has|have|had|will|would|can|cannot|could|should|must|does|do|did|not|this|these|that|it|its|they|their|we|our|you|your|which|who|if|when)(?![\p{L}\d'’-])/gu;
/** Other words that are English alone. */
const JOINT = /(?<![\p{L}\d'’-])(?:the|of|to|and|for|with|in|on|by|from|at|as|an|a|or)(?![\p{L}\d'’-])/giu;
/** Signs of a reference or of code: a year in brackets, names with initials, pages, a command. */
const REFERENCE =
  /\(\d{4}[a-z]?\)|\p{Lu}\p{Ll}+,? \p{Lu}\.[\s,]|(?<!\p{L})\p{Lu}\. \p{Lu}|\bpp?\.\s?\d|\bdoi\b|\bet al\b|\bVol\.|\bISBN\b|\/\/|[{}<>|\\=]|--\w/u;

/**
 * The language that a text is surely in, where it is not the one that a file has it under: by a script that the language
 * never uses alone, or by the sentence structure of English. Names, titles, codes, references and short texts never are.
 *
 * @returns a language tag; `undefined` if the text may well be in `language`
 */
export function surelyForeign(text: string, language: Language): string | undefined {
  const prose = maskPlaceholders(text);
  const { latin, cyrillic, han, kana, hangul } = scriptsOf(prose);
  const asian = han + kana + hangul;
  if (language !== "ru" && cyrillic >= LEAST_CYRILLIC.letters && isAlone(cyrillic, latin, asian)) {
    if (matchesOf(prose, /\p{Script=Cyrillic}{2,}/gu).length < LEAST_CYRILLIC.words) return undefined;
    return "ru";
  }
  if (asian >= LEAST_ASIAN && isAlone(asian * 3, latin, cyrillic)) {
    if (hangul * 2 > asian) return "ko";
    if (kana * 5 > asian) return "ja";
    return language === "zh" ? undefined : "zh";
  }
  if (language === "en" || cyrillic + asian > 0) return undefined;
  return isEnglishSentence(prose) ? "en" : undefined;
}

/** True if nearly all of a text is in one script: a text in another language quotes it, and has words of its own. */
const isAlone = (letters: number, latin: number, other: number): boolean =>
  other === 0 && latin * 4 <= letters;

function isEnglishSentence(text: string): boolean {
  const prose = text.replace(QUOTED, " ");
  const words = matchesOf(prose, /\p{L}[\p{L}'’-]*/gu).map(([word]) => word);
  if (words.length < LEAST_ENGLISH || REFERENCE.test(prose)) return false;
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
