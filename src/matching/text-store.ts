import type { CodePoints } from "./similarity.ts";

/**
 * Texts in memory, a byte for most letters of English and Russian and two for a Han character: a third to a
 * half of what strings would take. ASCII as it is; 0x80–0xDF a window (Cyrillic, or the first of two bytes
 * for U+4E00–U+ADFF); 0xE0–0xF0 the first of three bytes for all others.
 */
export interface TextStore {
  /** @returns the number of the text, from 0 */
  add(text: string): number;
  /** Decodes into a buffer that the next call overwrites. */
  read(text: number): CodePoints;
  text(text: number): string;
  /** Texts that may contain the piece, by number, highest first. */
  containing(piece: string): Generator<number>;
  readonly count: () => number;
  readonly bytes: () => number;
}

const PAGE_BITS = 20;
const PAGE = 1 << PAGE_BITS;
const WINDOW = 0x80;
const ESCAPE = 0xe0;
const CYRILLIC = 0x400;
const HAN = 0x4e00;

export function textStore(han: boolean): TextStore {
  const pages: Uint8Array[] = [];
  /** Bytes used of the last page. */
  let used = PAGE;
  let starts = new Uint32Array(1024);
  let ends = new Uint32Array(1024);
  let count = 0;
  let buffer = new Uint8Array(1024);
  const decoded: CodePoints = { codes: new Uint32Array(1024), length: 0 };

  const encode = (text: string): number => {
    if (buffer.length < text.length * 3) buffer = new Uint8Array(text.length * 4);
    let at = 0;
    for (let index = 0; index < text.length; index += 1) {
      const code = text.codePointAt(index) as number;
      if (code > 0xffff) index += 1;
      if (code < 0x80) buffer[at++] = code;
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
    return at;
  };

  const read = (text: number): CodePoints => {
    const start = starts[text] as number;
    const end = ends[text] as number;
    const page = pages[start >>> PAGE_BITS] as Uint8Array;
    const from = start & (PAGE - 1);
    const until = from + end - start;
    if (decoded.codes.length < end - start) decoded.codes = new Uint32Array((end - start) * 2);
    const { codes } = decoded;
    let length = 0;
    for (let at = from; at < until; at += 1) {
      const byte = page[at] as number;
      if (byte < WINDOW) codes[length++] = byte;
      else if (byte < ESCAPE) {
        if (han) codes[length++] = HAN + ((byte - WINDOW) << 8) + (page[++at] as number);
        else codes[length++] = CYRILLIC + byte - WINDOW;
      } else {
        codes[length++] =
          ((byte - ESCAPE) << 16) | ((page[at + 1] as number) << 8) | (page[at + 2] as number);
        at += 2;
      }
    }
    decoded.length = length;
    return decoded;
  };

  const textOf = (number: number): string => {
    const { codes, length } = read(number);
    let text = "";
    for (let at = 0; at < length; at += 4096) {
      text += String.fromCodePoint(...codes.subarray(at, Math.min(length, at + 4096)));
    }
    return text;
  };

  return {
    add(text) {
      const size = encode(text);
      if (used + size > PAGE) {
        // A text never crosses a page; one that is larger gets its own, as if it were pages of the usual size.
        pages.push(new Uint8Array(Math.max(PAGE, size)));
        for (let rest = size - PAGE; rest > 0; rest -= PAGE) pages.push(pages.at(-1) as Uint8Array);
        used = 0;
      }
      const large = size > PAGE;
      const first = large ? pages.length - Math.ceil(size / PAGE) : pages.length - 1;
      (pages[first] as Uint8Array).set(buffer.subarray(0, size), used);
      if (count === starts.length) {
        starts = grown(starts);
        ends = grown(ends);
      }
      starts[count] = first * PAGE + used;
      ends[count] = first * PAGE + used + size;
      used = large ? PAGE : used + size;
      count += 1;
      return count - 1;
    },
    read,
    text: textOf,
    *containing(piece) {
      const size = encode(piece);
      const needle = buffer.slice(0, size);
      const [head] = needle;
      if (head === undefined) return;
      for (let text = count - 1; text >= 0; text -= 1) {
        const start = starts[text] as number;
        const page = pages[start >>> PAGE_BITS] as Uint8Array;
        const from = start & (PAGE - 1);
        const last = from + (ends[text] as number) - start - size;
        if (found(page, from, last, needle, head) && textOf(text).includes(piece)) yield text;
      }
    },
    count: () => count,
    bytes: () => pages.length * PAGE + starts.byteLength + ends.byteLength,
  };
}

function found(page: Uint8Array, from: number, last: number, needle: Uint8Array, head: number): boolean {
  for (let at = from; at <= last; at += 1) {
    if (page[at] !== head) continue;
    let same = 1;
    while (same < needle.length && page[at + same] === needle[same]) same += 1;
    if (same === needle.length) return true;
  }
  return false;
}

/** A larger copy. */
export function grown(list: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(Math.ceil(list.length * 1.5));
  larger.set(list);
  return larger;
}
