import type { Arena } from "./arena.ts";
import type { CodePoints } from "../similarity.ts";

/**
 * Texts in memory, a byte for most letters of English and Russian and two for a Han character: a third to a
 * half of what strings would take. ASCII as it is; 0x80–0xDF a window (Cyrillic, or the first of two bytes
 * for U+4E00–U+ADFF); 0xE0–0xF0 the first of three bytes for all others. Before the bytes of a text stand how
 * many they are, and how many code points.
 */
export interface TextStore {
  /** @returns the address of the text in the arena */
  add(text: string): number;
  locate(address: number): Encoded;
  /**
   * Of up to `LOCATED` texts at once, which is much faster where they lie far apart: the processor waits for many
   * places of memory as long as for one. Overwritten by the next call.
   */
  locateAll(addresses: Uint32Array): readonly Encoded[];
  /** Decodes into a buffer that the next call overwrites. */
  read(address: number): CodePoints;
  text(address: number): string;
  /** A test for texts that contain the piece. */
  finder(piece: string): (address: number) => boolean;
  readonly bytes: () => number;
  /** Gives the memory back; nothing may be asked of it afterwards. */
  release(): void;
  readonly save: () => TextStoreState;
}

/** What has to be known of the texts in an arena. */
export interface TextStoreState {
  readonly pages: readonly { readonly address: number; readonly size: number }[];
  readonly free: number;
  readonly end: number;
}

/** Where the bytes of a text are, and its length in code points. Overwritten by the next call. */
export interface Encoded {
  from: number;
  until: number;
  length: number;
}

export const WINDOW = 0x80;
export const ESCAPE = 0xe0;
export const CYRILLIC = 0x400;
export const HAN = 0x4e00;

/** Numbers below this take one byte. */
const SEVENS = 0x80;
const PAGE = 1 << 18;
/** Texts that are located at once. */
export const LOCATED = 128;

/** @param saved of a store whose texts are in the arena already */
export function textStore(arena: Arena, han: boolean, saved?: TextStoreState): TextStore {
  const pages = [...(saved?.pages ?? [])];
  /** Where the next text goes, and where the page ends. */
  let free = saved?.free ?? 0;
  let end = saved?.end ?? 0;
  let buffer = new Uint8Array(1024);
  const decoded: CodePoints = { codes: new Uint32Array(1024), length: 0 };
  const located: Encoded = { from: 0, until: 0, length: 0 };
  const manyLocated = Array.from({ length: LOCATED }, (): Encoded => ({ from: 0, until: 0, length: 0 }));

  /** Encodes into the buffer. */
  const encode = (text: string): { until: number; length: number } => {
    if (buffer.length < text.length * 3) buffer = new Uint8Array(text.length * 4);
    let at = 0;
    let length = 0;
    for (let index = 0; index < text.length; index += 1) {
      const code = text.codePointAt(index) as number;
      if (code > 0xffff) index += 1;
      length += 1;
      if (code < WINDOW) buffer[at++] = code;
      else if (!han && code >= CYRILLIC && code < CYRILLIC + 0x60) buffer[at++] = WINDOW + code - CYRILLIC;
      else if (han && code >= HAN && code < HAN + 0x6000) {
        buffer[at++] = WINDOW + ((code - HAN) >>> 8);
        buffer[at++] = (code - HAN) & 0xff;
      } else {
        buffer[at++] = ESCAPE + (code >>> 16);
        buffer[at++] = (code >>> 8) & 0xff;
        buffer[at++] = code & 0xff;
      }
    }
    return { until: at, length };
  };

  const reserve = (size: number): number => {
    if (free + size > end) {
      const page = Math.max(PAGE, size);
      free = arena.allocate(page);
      end = free + page;
      pages.push({ address: free, size: page });
    }
    const address = free;
    free += size;
    return address;
  };

  const locate = (address: number, into = located): Encoded => {
    const bytes = arena.bytes();
    const size = bytes[address] as number;
    const length = bytes[address + 1] as number;
    if (size < SEVENS && length < SEVENS) {
      into.from = address + 2;
      into.until = address + 2 + size;
      into.length = length;
      return into;
    }
    return locateLong(bytes, address, into);
  };

  const locateLong = (bytes: Uint8Array, address: number, into: Encoded): Encoded => {
    let at = address;
    const number = (): number => {
      let value = 0;
      for (let shift = 0; ; shift += 7) {
        const byte = bytes[at++] as number;
        value |= (byte & (SEVENS - 1)) << shift;
        if (byte < SEVENS) return value;
      }
    };
    const size = number();
    into.length = number();
    into.from = at;
    into.until = at + size;
    return into;
  };

  const read = (address: number): CodePoints => {
    const bytes = arena.bytes();
    const { from, until } = locate(address);
    if (decoded.codes.length < until - from) decoded.codes = new Uint32Array((until - from) * 2);
    const { codes } = decoded;
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
    decoded.length = length;
    return decoded;
  };

  const textOf = (address: number): string => {
    const { codes, length } = read(address);
    let text = "";
    for (let at = 0; at < length; at += 4096) {
      const piece = codes.subarray(at, Math.min(length, at + 4096));
      // Eight times as fast, but for what needs two units of UTF-16.
      text += piece.some((code) => code > 0xffff)
        ? String.fromCodePoint(...piece)
        : Reflect.apply(String.fromCharCode, undefined, piece);
    }
    return text;
  };

  return {
    add(text) {
      const { until, length } = encode(text);
      const head = [...sevens(until), ...sevens(length)];
      const address = reserve(head.length + until);
      arena.bytes().set(head, address);
      arena.bytes().set(buffer.subarray(0, until), address + head.length);
      return address;
    },
    locate: (address) => locate(address),
    locateAll(addresses) {
      for (let at = 0; at < addresses.length; at += 1) locate(addresses[at] as number, manyLocated[at]);
      return manyLocated;
    },
    read,
    text: textOf,
    finder(piece) {
      const needle = buffer.slice(0, encode(piece).until);
      if (needle.length === 0) return () => false;
      const skips = skipsOf(needle);
      return (address) => {
        const { from, until } = locate(address);
        const bytes = arena.bytes();
        const at = placeOf(bytes, from, until, needle, skips);
        if (at < 0) return false;
        // In bytes a piece may seem to begin in the middle of a character.
        const isWhole =
          at === from ||
          ((bytes[at - 1] as number) < WINDOW && (at - 1 === from || (bytes[at - 2] as number) < ESCAPE));
        return isWhole || textOf(address).includes(piece);
      };
    },
    bytes: () => pages.reduce((sum, { size }) => sum + size, 0),
    release() {
      for (const { address, size } of pages) arena.free(address, size);
      pages.length = 0;
      free = 0;
      end = 0;
    },
    save: () => ({ pages: [...pages], free, end }),
  };
}

/** A number in bytes of seven bits, the lowest first; all but the last have the eighth. */
function sevens(value: number): number[] {
  return value < SEVENS ? [value] : [(value & (SEVENS - 1)) | SEVENS, ...sevens(value >>> 7)];
}

/** How far a search may go on from each byte under the needle's last (Horspool, 1980). */
function skipsOf(needle: Uint8Array): Uint16Array {
  const longest = Math.min(needle.length, 0xffff);
  const skips = new Uint16Array(256).fill(longest);
  for (let at = 0; at < needle.length - 1; at += 1)
    skips[needle[at] as number] = Math.min(longest, needle.length - 1 - at);
  return skips;
}

/** Where the needle is in the bytes of a text, or -1. */
function placeOf(
  bytes: Uint8Array,
  from: number,
  until: number,
  needle: Uint8Array,
  skips: Uint16Array,
): number {
  const last = needle.length - 1;
  const end = needle[last] as number;
  for (let at = from + last; at < until;) {
    const byte = bytes[at] as number;
    if (byte === end) {
      let left = last - 1;
      while (left >= 0 && bytes[at - last + left] === needle[left]) left -= 1;
      if (left < 0) return at - last;
    }
    at += skips[byte] as number;
  }
  return -1;
}
