import type { Language } from "../domain/language.ts";
import { fold } from "../domain/normal-form.ts";
import { type Content, placeholderText } from "../domain/segment.ts";
import { type CodePoints, codePoints } from "./similarity.ts";

/** Texts that folding changes in case alone: most of English. */
const PLAIN_ASCII = /^(?:[!-~]+(?: [!-~]+)*)?$/u;

/** The form in which segments are compared: codes as placeholders, folded (domain/normal-form). */
export function comparable(content: Content | string, language: Language): string {
  const text = typeof content === "string" ? content : placeholderText(content);
  return PLAIN_ASCII.test(text) ? text.toLowerCase() : fold(text, language);
}

/** Characters that are folded to one character, whatever stands beside them. */
const ALONE = /^[!-~А-Яа-яЁё«»„“”‘’–—、。《》「」【】\u4E00-\u9FFF！-～]$/u;
const HAN = 0x4e00;
const SPACE = 0x20;
/** Per language and UTF-16 unit: its folded form, or `UNKNOWN`, or `NOT_ALONE`. */
const folded: { [language in Language]?: Uint16Array } = {};
const UNKNOWN = 0;
const NOT_ALONE = 1;

/**
 * The code points of the comparable form of a text without codes, for many texts that are compared once each. Most
 * texts are folded character by character from a table, without making a string.
 *
 * @param into buffer to use again
 */
export function comparablePoints(text: string, language: Language, into: CodePoints): CodePoints {
  const table = (folded[language] ??= new Uint16Array(0x10000));
  if (into.codes.length < text.length) into.codes = new Uint32Array(2 * text.length);
  const { codes } = into;
  let before = SPACE;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    let sign = table[code] as number;
    if (code === SPACE) {
      const after = text.charCodeAt(at + 1);
      const isKept = before !== SPACE && !(before >= HAN && after >= HAN) && at + 1 < text.length;
      sign = isKept ? SPACE : NOT_ALONE;
    } else if (sign === UNKNOWN) {
      const char = text[at] as string;
      const form = ALONE.test(char) ? fold(char, language) : "";
      table[code] = sign = form.length === 1 ? form.charCodeAt(0) : NOT_ALONE;
    }
    if (sign === NOT_ALONE) return codePoints(comparable(text, language), into);
    codes[at] = before = sign;
  }
  into.length = text.length;
  return into;
}

/** Punctuation of sentences, without signs that carry meaning (%, +, #, /, &). */
const PUNCTUATION = /[.,;:!?…—–‒―\-«»“”„‟"'‘’‚‹›()[\]{}《》〈〉「」『』【】、。，；：？！·\s]+/gu;

/** The text without sentence punctuation and spaces; `undefined` when nothing is left. */
export const bare = (text: string): string | undefined =>
  // −40 is not 40
  stripped(text, (found, at) => (isDash(found.at(-1)) && (found.length > 1 || at === 0) ? "-" : ""));

const isDash = (char: string | undefined): boolean => char === "-" || char === "–";

/**
 * The text without punctuation, every number as one sign: equal for texts that only numbers, case and punctuation tell
 * apart. The match index of D1 stores hashes of it: another form needs a new index.
 */
export const skeleton = (folded: string): string | undefined =>
  stripped(folded, () => "")?.replace(/\d+(?:[.,:/\s-]+\d+)*/gu, "0");

/** @param beforeDigits what stays of punctuation before a number; between digits (1.5, 10-15) all of it stays */
function stripped(text: string, beforeDigits: (found: string, at: number) => string): string | undefined {
  const left = text.replace(PUNCTUATION, (found, at: number) => {
    if (!isDigit(text[at + found.length])) return "";
    return isDigit(text[at - 1]) ? found : beforeDigits(found, at);
  });
  return left === "" ? undefined : left;
}

const isDigit = (char: string | undefined): boolean => char !== undefined && char >= "0" && char <= "9";

/** A 53-bit number of a text (cyrb53, public domain, by bryc). */
export function textHash(text: string): number {
  let first = 0xdeadbeef;
  let second = 0x41c6ce57;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    first = Math.imul(first ^ code, 2654435761);
    second = Math.imul(second ^ code, 1597334677);
  }
  first = Math.imul(first ^ (first >>> 16), 2246822507) ^ Math.imul(second ^ (second >>> 13), 3266489909);
  second = Math.imul(second ^ (second >>> 16), 2246822507) ^ Math.imul(first ^ (first >>> 13), 3266489909);
  return 4294967296 * (2097151 & second) + (first >>> 0);
}
