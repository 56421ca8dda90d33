import type { CodePoints } from "../similarity.ts";
import { isSpacedLetter } from "../tokens.ts";
import type { Arena } from "./arena.ts";
import { indexOfNeedle, needleOf } from "./byte-search.ts";
import {
  beginsCharacter,
  characterBefore,
  decode,
  encode,
  encodeNumber,
  isLetterByte,
  MOST_BYTES,
  toText,
} from "./text-encoding.ts";

/**
 * Texts in the arena, encoded (matching/resident/text-encoding). The number of its bytes and the number of its code
 * points stand before the bytes of a text.
 */
export interface TextStore {
  /** @returns the address of the text in the arena */
  add(text: string): number;
  /** Overwritten by the next call. */
  locate(address: number): Encoded;
  /**
   * Locates up to `LOCATED` texts at once. That is much faster where they lie far apart: the processor waits as long
   * for many places of memory as for one. Overwritten by the next call.
   */
  locateAll(addresses: Uint32Array): readonly Encoded[];
  /** Decodes into a buffer that the next call overwrites. */
  read(address: number): CodePoints;
  text(address: number): string;
  /** Makes a test for texts that contain the piece. */
  finder(piece: string): (address: number) => boolean;
  /**
   * Makes a test for texts in which the piece stands where words begin and end (matching/tokens). It answers
   * `undefined` where the bytes alone can't tell.
   */
  wholeFinder(piece: string): (address: number) => boolean | undefined;
  readonly bytes: () => number;
  /** Gives the memory back; the store is of no use afterwards. */
  release(): void;
  readonly save: () => TextStoreState;
}

/** What is saved beside the arena, which holds the texts. */
export interface TextStoreState {
  readonly pages: readonly { readonly address: number; readonly size: number }[];
  readonly free: number;
  readonly end: number;
}

/** Where the bytes of a text are, and its length in code points. */
export interface Encoded {
  from: number;
  until: number;
  length: number;
}

/** Bytes of a page; a longer text has a page of its own. */
const PAGE = 1 << 18;
/** Texts that are located at once. */
export const LOCATED = 128;

/**
 * @param han whether the texts are Chinese
 * @param saved state of a store whose texts are in the arena already
 */
export function textStore(arena: Arena, han: boolean, saved?: TextStoreState): TextStore {
  const pages = [...(saved?.pages ?? [])];
  /** Where the next text goes, and where its page ends. */
  let free = saved?.free ?? 0;
  let end = saved?.end ?? 0;
  let buffer = new Uint8Array(1024);
  const decoded: CodePoints = { codes: new Uint32Array(1024), length: 0 };
  const located: Encoded = { from: 0, until: 0, length: 0 };
  const manyLocated = Array.from({ length: LOCATED }, (): Encoded => ({ from: 0, until: 0, length: 0 }));

  const encodeIntoBuffer = (text: string) => {
    if (buffer.length < text.length * MOST_BYTES) buffer = new Uint8Array(text.length * (MOST_BYTES + 1));
    return encode(text, han, buffer);
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

  const read = (address: number): CodePoints => {
    const bytes = arena.bytes();
    const { from, until } = locateIn(bytes, address, located);
    decode(bytes, from, until, han, decoded);
    return decoded;
  };
  const text = (address: number): string => toText(read(address));

  return {
    add(added) {
      const { bytes, codePoints } = encodeIntoBuffer(added);
      const head = [...encodeNumber(bytes), ...encodeNumber(codePoints)];
      const address = reserve(head.length + bytes);
      arena.bytes().set(head, address);
      arena.bytes().set(buffer.subarray(0, bytes), address + head.length);
      return address;
    },
    locate: (address) => locateIn(arena.bytes(), address, located),
    locateAll(addresses) {
      const bytes = arena.bytes();
      for (let at = 0; at < addresses.length; at += 1)
        locateIn(bytes, addresses[at] as number, manyLocated[at] as Encoded);
      return manyLocated;
    },
    read,
    text,
    finder(piece) {
      // Two steps: encoding may put a larger buffer in place of this one.
      const { bytes: size } = encodeIntoBuffer(piece);
      const encoded = buffer.slice(0, size);
      if (encoded.length === 0) return () => false;
      const needle = needleOf(encoded);
      return (address) => {
        const bytes = arena.bytes();
        const { from, until } = locateIn(bytes, address, located);
        const at = indexOfNeedle(bytes, from, until, needle);
        if (at < 0) return false;
        // Bytes may agree although the piece would begin in the middle of a character.
        return beginsCharacter(bytes, from, at) || text(address).includes(piece);
      };
    },
    wholeFinder(piece) {
      const { bytes: size } = encodeIntoBuffer(piece);
      const encoded = buffer.slice(0, size);
      if (encoded.length === 0) return () => undefined;
      const needle = needleOf(encoded);
      const begins = isSpacedLetter(piece, 0);
      const ends = isSpacedLetter(piece, piece.length - 1);
      return (address) => {
        const bytes = arena.bytes();
        const { from, until } = locateIn(bytes, address, located);
        let unsure = false;
        for (let at = from; ; at += 1) {
          at = indexOfNeedle(bytes, at, until, needle);
          if (at < 0) return unsure ? undefined : false;
          let before: boolean | undefined = false;
          if (at > from) {
            const place = characterBefore(bytes, from, at, han);
            if (place < 0) continue;
            before = begins && isLetterByte(bytes[place] as number, han);
          }
          const after = ends && at + size < until ? isLetterByte(bytes[at + size] as number, han) : false;
          if (before === false && after === false) return true;
          unsure ||= before !== true && after !== true;
        }
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

/** Numbers below this take one byte. */
const ONE_BYTE = 0x80;

function locateIn(bytes: Uint8Array, address: number, into: Encoded): Encoded {
  const size = bytes[address] as number;
  const length = bytes[address + 1] as number;
  if (size >= ONE_BYTE || length >= ONE_BYTE) return locateLong(bytes, address, into);
  into.from = address + 2;
  into.until = address + 2 + size;
  into.length = length;
  return into;
}

function locateLong(bytes: Uint8Array, address: number, into: Encoded): Encoded {
  let at = address;
  const readNumber = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++] as number;
      value |= (byte & (ONE_BYTE - 1)) << shift;
      if (byte < ONE_BYTE) return value;
    }
  };
  const size = readNumber();
  into.length = readNumber();
  into.from = at;
  into.until = at + size;
  return into;
}
