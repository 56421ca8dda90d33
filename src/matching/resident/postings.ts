import type { Arena } from "./arena.ts";

/**
 * Lists of unit numbers in the arena, one for each word. A list grows at its end, in chunks of which each is twice as
 * long as the one before. A number is written as its difference from the number before, mostly in one byte or two.
 * Where it is smaller than the number before, it follows a 0 as it is.
 */
export interface Postings {
  /** Makes an empty list. @returns its number: 0, 1, 2 … */
  open(): number;
  /** Adds a number to a list, unless it was the last one added. */
  add(list: number, n: number): void;
  /** Numbers in a list; a number that was added twice counts twice. */
  count(list: number): number;
  /** The numbers of a list in the order in which they were added. */
  each(list: number, take: (n: number) => void): void;
  readonly bytes: () => number;
  /** Gives the memory back; the lists are of no use afterwards. */
  release(): void;
  readonly save: () => { readonly state: PostingsState; readonly parts: readonly Uint32Array[] };
}

/** What is saved beside the arena, which holds the chunks, and the parts. */
export interface PostingsState {
  readonly lists: number;
  readonly pages: readonly number[];
  readonly free: number;
  readonly end: number;
}

/** Bytes that are taken from the arena at once. */
const PAGE = 1 << 18;
/** A chunk begins with the address of the next one and its own size, four bytes each. */
const HEAD = 8;
const SMALLEST = 16;
const LARGEST = 8192;

/** Fields of a list, side by side. The first number stands here, so that a list of one number has no chunk. */
const FIELDS = 7;
const FIRST = 0;
const LAST = 1;
const COUNT = 2;
/** Addresses of the first and the last chunk; 0 where there is none. */
const CHUNK = 3;
const TAIL = 4;
/** Where the next byte goes, and where its chunk ends. */
const NEXT = 5;
const END = 6;

/** @param fill writes the saved part into the words that it is given */
export function postings(
  arena: Arena,
  saved?: { readonly state: PostingsState; readonly fill: (part: Uint32Array) => void },
): Postings {
  let lists = saved?.state.lists ?? 0;
  let fields = new Uint32Array(Math.max(1024, lists) * FIELDS);
  // A saved part is never empty.
  saved?.fill(fields.subarray(0, Math.max(1, lists) * FIELDS));
  const pages = [...(saved?.state.pages ?? [])];
  let free = saved?.state.free ?? 0;
  let end = saved?.state.end ?? 0;

  const chunk = (size: number): number => {
    if (free + size > end) {
      free = arena.allocate(PAGE);
      end = free + PAGE;
      pages.push(free);
    }
    const address = free;
    free += size;
    const words = arena.words();
    words[address >>> 2] = 0;
    words[(address >>> 2) + 1] = size;
    return address;
  };

  const write = (base: number, byte: number): void => {
    let next = fields[base + NEXT] as number;
    if (next === fields[base + END]) {
      const tail = fields[base + TAIL] as number;
      const size = tail === 0 ? SMALLEST : Math.min(LARGEST, 2 * (next - tail));
      const address = chunk(size);
      if (tail === 0) fields[base + CHUNK] = address;
      else arena.words()[tail >>> 2] = address;
      fields[base + TAIL] = address;
      fields[base + END] = address + size;
      next = address + HEAD;
    }
    arena.bytes()[next] = byte;
    fields[base + NEXT] = next + 1;
  };

  return {
    open() {
      if ((lists + 1) * FIELDS > fields.length) {
        const larger = new Uint32Array(Math.ceil(fields.length * 1.5));
        larger.set(fields);
        fields = larger;
      }
      lists += 1;
      return lists - 1;
    },
    add(list, n) {
      const base = list * FIELDS;
      const count = fields[base + COUNT] as number;
      const last = fields[base + LAST] as number;
      if (count === 0) fields[base + FIRST] = n;
      else if (last === n) return;
      else {
        let value = n - last;
        if (value < 0) {
          // The text of an old unit has changed: the number itself follows.
          write(base, 0);
          value = n;
        }
        while (value >= 0x80) {
          write(base, (value % 0x80) | 0x80);
          value = Math.floor(value / 0x80);
        }
        write(base, value);
      }
      fields[base + LAST] = n;
      fields[base + COUNT] = count + 1;
    },
    count: (list) => fields[list * FIELDS + COUNT] as number,
    each(list, take) {
      const base = list * FIELDS;
      let left = fields[base + COUNT] as number;
      if (left === 0) return;
      let n = fields[base + FIRST] as number;
      take(n);
      const bytes = arena.bytes();
      const words = arena.words();
      let address = fields[base + CHUNK] as number;
      let at = address + HEAD;
      let until = address + (words[(address >>> 2) + 1] as number);
      while (--left > 0) {
        let value = 0;
        let isWhole = false;
        for (let unit = 1; ; unit *= 0x80) {
          if (at === until) {
            address = words[address >>> 2] as number;
            at = address + HEAD;
            until = address + (words[(address >>> 2) + 1] as number);
          }
          const byte = bytes[at++] as number;
          if (byte === 0 && unit === 1) {
            isWhole = true;
            unit = 1 / 0x80;
            continue;
          }
          value += (byte & 0x7f) * unit;
          if (byte < 0x80) break;
        }
        n = isWhole ? value : n + value;
        take(n);
      }
    },
    bytes: () => pages.length * PAGE + fields.byteLength,
    release() {
      for (const page of pages) arena.free(page, PAGE);
      pages.length = 0;
    },
    save: () => ({
      state: { lists, pages: [...pages], free, end },
      parts: [fields.subarray(0, Math.max(1, lists) * FIELDS)],
    }),
  };
}
