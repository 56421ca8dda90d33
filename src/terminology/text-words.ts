import type { Language } from "../domain/language.ts";
import { APOSTROPHE, classOf, cleanWord, foldCase, GAP, LETTER, UNUSUAL } from "./character-classes.ts";

/** A word of a Russian or English text. */
export interface Word {
  /** UTF-16 offsets in the given text. */
  readonly start: number;
  readonly end: number;
  /** The word for comparison: clean, lower case, ё as е. */
  readonly key: string;
  /** True if only spaces, hyphens, dashes or quotation marks separate the word from the word before. */
  readonly joined: boolean;
}

/**
 * Splits a text into words and numbers; the possessive “’s” is left out. Invisible characters and stress marks inside a
 * word are ignored. Look-alike letters of the other script are corrected. Offsets refer to the given text.
 */
export function wordsOf(text: string, russian: boolean): Word[] {
  const words: Word[] = [];
  let start = -1;
  let unusual = false;
  let latin = false;
  let cyrillic = false;
  let joined = true;
  const close = (end: number): void => {
    if (start < 0) return;
    const word = text.slice(start, end);
    const key = foldCase(unusual || (latin && cyrillic) ? cleanWord(word, russian) : word);
    if (key !== "") {
      words.push({ start, end, key, joined });
      joined = true;
    }
    start = -1;
    unusual = latin = cyrillic = false;
  };
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const kind = classOf(code);
    if (kind === LETTER || kind === UNUSUAL) {
      if (start < 0) start = at;
      if (kind === UNUSUAL) unusual = true;
      else if (code < 0x2_50) latin ||= code >= 0x41;
      else if (code < 0x5_30) cyrillic ||= code >= 0x4_00;
    } else {
      close(at);
      if (kind === APOSTROPHE) at += possessive(text, at);
      else if (kind !== GAP) joined = false;
    }
  }
  close(text.length);
  return words;
}

/** Number of letters to skip after the apostrophe at `at`: 1 for a possessive “’s”, otherwise 0. */
function possessive(text: string, at: number): number {
  const isS = text[at + 1] === "s" || text[at + 1] === "S";
  return isS && at > 0 && classOf(text.charCodeAt(at - 1)) === LETTER && !isWordAt(text, at + 2) ? 1 : 0;
}

function isWordAt(text: string, at: number): boolean {
  const kind = at < text.length ? classOf(text.charCodeAt(at)) : GAP;
  return kind === LETTER || kind === UNUSUAL;
}

/** Key for comparing words when capitals matter: the clean words, with ё as е. */
export function casedKey(text: string, words: readonly Word[], language: Language): string {
  return words
    .map(({ start, end }) => cleanWord(text.slice(start, end), language === "ru"))
    .join(" ")
    .replaceAll("ё", "е")
    .replaceAll("Ё", "Е");
}

/** A hyphen inside a word. */
export const HYPHEN = /[-\u2010\u2011]/u;
/** Whether a hyphen joins the words at [start, end) to another word. */
export const isHyphenated = (text: string, start: number, end: number): boolean =>
  HYPHEN.test(text.charAt(start - 1)) || HYPHEN.test(text.charAt(end));
