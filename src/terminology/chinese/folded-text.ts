import { sify } from "chinese-conv";

/** A Chinese text in the form for search, with the offset of each character in the given text. */
export interface FoldedText {
  readonly text: () => string;
  /** UTF-16 code units of the folded text. */
  readonly codes: Uint16Array;
  /** UTF-16 offset of each code unit in the given text. The entry after the last is the length of the given text. */
  readonly offsets: Int32Array;
}

const DROPPED = 0;
const SPACE = 0x20;
const UNKNOWN = 0xff_ff;
const table = new Uint16Array(65_536).fill(UNKNOWN);

/**
 * Folds a Chinese text: full-width to half-width (NFKC), Traditional to Simplified, upper case to lower case. Invisible
 * characters are dropped. White space is dropped too, except between two Latin words or numbers. Each code unit becomes
 * at most one code unit, so that offsets can be mapped back.
 */
export function foldChinese(text: string): FoldedText {
  const codes = new Uint16Array(text.length);
  const offsets = new Int32Array(text.length + 1);
  let length = 0;
  let space = -1;
  for (let at = 0; at < text.length; at++) {
    const code = fold(text.charCodeAt(at));
    if (code === DROPPED) continue;
    if (code === SPACE) {
      if (space < 0) space = at;
      continue;
    }
    if (space >= 0 && length > 0 && isLatin(code) && isLatin(codes[length - 1] ?? 0)) {
      codes[length] = SPACE;
      offsets[length++] = space;
    }
    space = -1;
    codes[length] = code;
    offsets[length++] = at;
  }
  offsets[length] = text.length;
  const used = codes.subarray(0, length);
  return { codes: used, text: () => decode(used), offsets };
}

function decode(codes: Uint16Array): string {
  let text = "";
  for (let at = 0; at < codes.length; at += 4096)
    text += String.fromCharCode(...codes.subarray(at, at + 4096));
  return text;
}

function fold(code: number): number {
  const known = table[code] ?? UNKNOWN;
  return known === UNKNOWN ? (table[code] = foldOne(String.fromCharCode(code))) : known;
}

function foldOne(character: string): number {
  if (/[\u00AD\u200B-\u200D\u2060\uFEFF]/u.test(character)) return DROPPED;
  if (/\s/u.test(character)) return SPACE;
  const compatible = character.normalize("NFKC").toLowerCase();
  const simple = /\p{Script=Han}/u.test(compatible) ? sify(compatible) : compatible;
  return (simple.length === 1 ? simple : character).charCodeAt(0);
}

/** Whether a code unit of folded text is an ASCII letter or digit. */
export const isLatin = (code: number): boolean =>
  (code >= 0x30 && code <= 0x39) || (code >= 0x61 && code <= 0x7a);

/** Whether a code unit is a Han character of the basic plane. */
export const isHan = (code: number): boolean =>
  (code >= 0x4e_00 && code <= 0x9f_ff) || (code >= 0x34_00 && code <= 0x4d_bf) || code === 0x30_07;
