import { francAll } from "#franc";
import type { Certainty } from "./finding.ts";
import type { Language } from "./language.ts";
import { matchesOf } from "./matches.ts";
import { maskPlaceholders } from "./placeholder.ts";

export interface DetectedLanguage {
  /** `undefined` for any other language, and for a text without letters. */
  readonly language: Language | undefined;
  /** ISO 639-3 code of the other language, if it is known. */
  readonly other?: string;
  readonly by: "script" | "franc";
  readonly certainty: Certainty;
}

/** Number of letters per script. */
export interface Scripts {
  readonly latin: number;
  readonly cyrillic: number;
  readonly han: number;
  readonly kana: number;
  readonly hangul: number;
  readonly letters: number;
}

/** One Han character carries about as much text as three letters. */
const HAN_WEIGHT = 3;

/** Weight of Latin letters when they may be only names. */
const NAMES_SHARE = 0.3;

const count = (text: string, pattern: RegExp): number => matchesOf(text, pattern).length;

/** Counts the letters of each script in a text. */
export function scriptsOf(text: string): Scripts {
  const scripts = { latin: 0, cyrillic: 0, han: 0, kana: 0, hangul: 0, letters: 0 };
  for (let at = 0; at < text.length; at++) {
    const code = text.codePointAt(at) ?? 0;
    if (code > 0xffff) at++;
    // Regular expressions are slow: the most common blocks are compared by code point.
    if (code < 0x80) {
      const lower = code | 0x20;
      if (lower < 0x61 || lower > 0x7a) continue;
      scripts.latin++;
    } else if (code >= 0x400 && code <= 0x52f) {
      if (code >= 0x482 && code <= 0x489) continue;
      scripts.cyrillic++;
    } else if ((code >= 0x3400 && code <= 0x9fff) || (code >= 0x20000 && code <= 0x323af)) scripts.han++;
    else if (code < 0x3000 || code > 0x303f) {
      const char = String.fromCodePoint(code);
      if (!LETTER.test(char)) continue;
      if (LATIN.test(char)) scripts.latin++;
      else if (KANA.test(char)) scripts.kana++;
      else if (HANGUL.test(char)) scripts.hangul++;
    } else if (!LETTER.test(String.fromCodePoint(code))) continue;
    scripts.letters++;
  }
  return scripts;
}

const LETTER = /\p{L}/u;
const LATIN = /\p{Script=Latin}/u;
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;
const HANGUL = /\p{Script=Hangul}/u;

/** Cyrillic letters that Russian does not have. */
export const NON_RUSSIAN = /[іїєґўјљњћђџѓќѕқңғүұһөәӣӯӷҷҳ]/iu;
const EVERY_NON_RUSSIAN = new RegExp(NON_RUSSIAN.source, "giu");
/** Letters that English has only in borrowed names. */
const NON_ENGLISH = /[äöüßåæøłđśžščćçñãõěřůąęîâêôûùìòàèéíóúý]/giu;
/** A word that few texts in other languages have. */
export const ONLY_ENGLISH_WORD = /\b(?:the|of|and|are|with|this|that|from|your|you|will|which|have)\b/iu;
/** A word of English. Some of them are words of other languages too: “in”, “was”, “on”. */
const ENGLISH_WORD =
  /\b(?:the|of|to|and|is|are|was|for|with|in|not|this|that|from|by|on|be|or|can|your|you|an|it|has|have|will|which|at|as)\b/iu;

/** A letter that Russian texts of some length have, and Bulgarian ones do not. */
export const RUSSIAN_LETTER = /[ыэёЫЭЁ]/u;
/** Bulgarian writes ь before о alone; Serbian and Macedonian have none. */
const RUSSIAN_SOFT_SIGN = /ь(?!о)/iu;
const EVERY_ENGLISH_WORD = new RegExp(ENGLISH_WORD.source, "giu");

/** Shortest text for `franc`, in characters: in shorter ones it takes half of Russian texts for Bulgarian. */
export const FRANC_LENGTH = 80;
/** Of Russian texts with so many letters, one in a hundred has no ы, э or ё. */
const NO_LETTERS_LENGTH = 200;
/** Least share of English function words in a longer English text. Other languages have some of them by chance. */
const ENGLISH_SHARE = 0.12;
/** A text is not English if the score of English is less than this part of the best score. In longer texts they lie closer. */
const MARGIN = 0.85;
const LONG_MARGIN = 0.93;

/**
 * Detects the language of a plain text. Scripts separate ru, zh and en, in texts of any length. Other languages in
 * these scripts are found by letters that ours do not have, and from 80 characters on by trigrams (`franc`, after
 * Cavnar & Trenkle 1994). Placeholders and links do not count.
 */
export function detectLanguage(text: string): DetectedLanguage {
  return detectInProse(maskPlaceholders(text));
}

/**
 * Detects the language of a text after `maskPlaceholders`.
 *
 * @param scripts letters of `prose` per script
 */
export function detectInProse(prose: string, scripts: Scripts = scriptsOf(prose)): DetectedLanguage {
  const { latin, cyrillic, han, kana, hangul, letters } = scripts;
  if (letters === 0) return { language: undefined, by: "script", certainty: "possible" };
  const weights = {
    latin,
    cyrillic,
    han: han * HAN_WEIGHT,
    kana: kana * HAN_WEIGHT,
    hangul: hangul * HAN_WEIGHT,
  };
  const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  if (total * 2 < letters) return { language: undefined, by: "script", certainty: "certain" };
  const certainty: Certainty = Math.max(...Object.values(weights)) > total * 0.8 ? "certain" : "likely";
  if (weights.hangul * 2 > total) return { language: undefined, other: "kor", by: "script", certainty };
  // Russian and Chinese texts have Latin names and commands, but no English words.
  const asian = weights.han + weights.kana;
  const others = Math.max(asian, cyrillic);
  const doubtful = others <= latin && others > latin * NAMES_SHARE;
  const latinWeight = !doubtful || ENGLISH_WORD.test(prose) ? latin : latin * NAMES_SHARE;
  if (asian > latinWeight && asian > cyrillic) {
    // Japanese writes between a tenth and two thirds of its text in kana; Chinese quotes one character at most.
    return kana > 1 && kana * 12 > han
      ? { language: undefined, other: "jpn", by: "script", certainty }
      : { language: "zh", by: "script", certainty };
  }
  return cyrillic > latinWeight
    ? cyrillicLanguage(prose, cyrillic, certainty)
    : latinLanguage(prose, latin, certainty);
}

function cyrillicLanguage(text: string, letters: number, certainty: Certainty): DetectedLanguage {
  const foreign = count(text, EVERY_NON_RUSSIAN);
  if (foreign > 1 && foreign * 50 > letters) {
    const other = text.length >= FRANC_LENGTH ? francAll(text)[0]?.[0] : undefined;
    return {
      language: undefined,
      ...(other !== undefined && other !== "rus" && { other }),
      by: "script",
      certainty: "likely",
    };
  }
  // Long Russian texts have ы, э or ё and hardly any ъ; in Bulgarian it is the other way round. Macedonian has neither.
  const isUnusual = !RUSSIAN_LETTER.test(text) && !RUSSIAN_SOFT_SIGN.test(text);
  if (
    isUnusual &&
    (letters >= NO_LETTERS_LENGTH || (letters >= FRANC_LENGTH && count(text, /ъ/giu) * 100 > letters))
  ) {
    const [best] = francAll(text)[0] ?? [];
    if (best !== undefined && best !== "rus" && best !== "und")
      return { language: undefined, other: best, by: "franc", certainty: "likely" };
  }
  return { language: "ru", by: "script", certainty };
}

/** In a longer text one such word is not enough: German has “in” and “was”, French has “on” and “an”. */
function hasEnglishWords(text: string, letters: number): boolean {
  if (!ENGLISH_WORD.test(text)) return false;
  if (letters < FRANC_LENGTH) return true;
  return count(text, EVERY_ENGLISH_WORD) >= ENGLISH_SHARE * count(text, /\p{L}+/gu);
}

function latinLanguage(text: string, letters: number, certainty: Certainty): DetectedLanguage {
  const words = hasEnglishWords(text, letters);
  if (!words && letters >= FRANC_LENGTH) {
    const ranked = francAll(text);
    const [best, score = 1] = ranked[0] ?? [];
    const english = ranked.find(([code]) => code === "eng")?.[1] ?? 0;
    if (
      best !== undefined &&
      best !== "eng" &&
      best !== "sco" &&
      best !== "und" &&
      english < score * (letters < 2 * FRANC_LENGTH ? MARGIN : LONG_MARGIN)
    ) {
      return { language: undefined, other: best, by: "franc", certainty: "likely" };
    }
    if (best === "eng" || best === "sco") return { language: "en", by: "franc", certainty };
  }
  const foreign = words ? 0 : count(text, NON_ENGLISH);
  if (foreign > 1 && foreign * 30 > letters)
    return { language: undefined, by: "script", certainty: "possible" };
  return { language: "en", by: "script", certainty: words ? certainty : "possible" };
}
