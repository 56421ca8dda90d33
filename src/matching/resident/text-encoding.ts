import type { CodePoints } from "../similarity.ts";

/**
 * The encoding of texts in memory: a byte for most letters of English and Russian and two for a Han character, a
 * third to a half of what strings would take.
 *
 * - 0x00–0x7F: ASCII as it is.
 * - 0x80–0xDF: in Chinese texts the first of two bytes for U+4E00–U+ADFF, in others a letter of U+0400–U+045F.
 * - 0xE0–0xF0: the first of three bytes for every other code point.
 */
export const WINDOW = 0x80;
export const ESCAPE = 0xe0;
export const CYRILLIC = 0x400;
export const HAN = 0x4e00;
const CYRILLIC_END = CYRILLIC + ESCAPE - WINDOW;
const HAN_END = HAN + ((ESCAPE - WINDOW) << 8);

/** Bytes that a UTF-16 unit takes at most. */
export const MOST_BYTES = 3;

export interface EncodedSize {
  readonly bytes: number;
  readonly codePoints: number;
}

/**
 * Encodes a text from the start of `into`, which has room for `MOST_BYTES` per UTF-16 unit.
 *
 * @param han in the encoding of Chinese texts
 */
export function encode(text: string, han: boolean, into: Uint8Array): EncodedSize {
  let at = 0;
  let length = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.codePointAt(index) as number;
    if (code > 0xffff) index += 1;
    length += 1;
    if (code < WINDOW) into[at++] = code;
    else if (!han && code >= CYRILLIC && code < CYRILLIC_END) into[at++] = WINDOW + code - CYRILLIC;
    else if (han && code >= HAN && code < HAN_END) {
      into[at++] = WINDOW + ((code - HAN) >>> 8);
      into[at++] = (code - HAN) & 0xff;
    } else {
      into[at++] = ESCAPE + (code >>> 16);
      into[at++] = (code >>> 8) & 0xff;
      into[at++] = code & 0xff;
    }
  }
  return { bytes: at, codePoints: length };
}

/** Decodes the bytes `from` … `until` into a buffer that grows as needed. */
export function decode(bytes: Uint8Array, from: number, until: number, han: boolean, into: CodePoints): void {
  if (into.codes.length < until - from) into.codes = new Uint32Array((until - from) * 2);
  const { codes } = into;
  let length = 0;
  for (let at = from; at < until; at += 1) {
    const byte = bytes[at] as number;
    if (byte < WINDOW) codes[length++] = byte;
    else if (byte < ESCAPE) {
      if (han) codes[length++] = HAN + ((byte - WINDOW) << 8) + (bytes[++at] as number);
      else codes[length++] = CYRILLIC + byte - WINDOW;
    } else {
      codes[length++] =
        ((byte - ESCAPE) << 16) | ((bytes[at + 1] as number) << 8) | (bytes[at + 2] as number);
      at += 2;
    }
  }
  into.length = length;
}

/** Code points that are made into a string at once: a function takes only so many arguments. */
const AT_ONCE = 4096;

export function toText({ codes, length }: CodePoints): string {
  let text = "";
  for (let at = 0; at < length; at += AT_ONCE) {
    const piece = codes.subarray(at, Math.min(length, at + AT_ONCE));
    // `fromCharCode` is eight times as fast, but knows only the first plane.
    text += piece.some((code) => code > 0xffff)
      ? String.fromCodePoint(...piece)
      : Reflect.apply(String.fromCharCode, undefined, piece);
  }
  return text;
}

/** A number in bytes of seven bits, lowest bits first; all bytes but the last have the eighth bit. */
export function encodeNumber(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...encodeNumber(value >>> 7)];
}

/** Whether a character begins at a place of an encoded text; `false` also where that cannot be told. */
export const beginsCharacter = (bytes: Uint8Array, from: number, at: number): boolean =>
  at === from ||
  ((bytes[at - 1] as number) < WINDOW && (at - 1 === from || (bytes[at - 2] as number) < ESCAPE));

const LAST_HAN = WINDOW + ((0x9fff - HAN) >>> 8);

/**
 * Whether a character is a letter or digit of a script that separates words, by its first byte; `undefined` where that
 * byte can't tell.
 */
export function isLetterByte(first: number, han: boolean): boolean | undefined {
  if (first >= WINDOW) {
    if (!han && first < ESCAPE) return true;
    return han && first <= LAST_HAN ? false : undefined;
  }
  const lower = first | 0x20;
  return (first >= 0x30 && first <= 0x39) || (lower >= 0x61 && lower <= 0x7a);
}

/**
 * The place of the character that ends where another one begins.
 *
 * @param from the beginning of the encoded text, before `at`
 * @returns -1 where no character begins at `at`
 */
export function characterBefore(bytes: Uint8Array, from: number, at: number, han: boolean): number {
  let before = from;
  for (let next = from; next < at;) {
    before = next;
    const first = bytes[next] as number;
    next += first >= ESCAPE ? 3 : han && first >= WINDOW ? 2 : 1;
    if (next > at) return -1;
  }
  return before;
}
