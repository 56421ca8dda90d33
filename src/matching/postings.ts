/**
 * Posting lists in memory: for each key the texts that have it, in the order in which they were added, as
 * differences of 16 bits; one that is larger takes two further words. A list grows in chunks that double up to
 * a bound, so that adding costs the same whatever there is, and a list of one takes twelve bytes.
 */
export interface Postings {
  /** Texts must be added in ascending order. */
  add(key: number, text: number): void;
  /** Length of a key's list. */
  count(key: number): number;
  /**
   * Adds `weight` to the score of every text of the list and writes those that had none into `touched`, from
   * `noted` on; returns how many are noted then.
   */
  score(key: number, weight: number, scores: Uint8ClampedArray, touched: Uint32Array, noted: number): number;
  readonly bytes: () => number;
  readonly size: () => number;
}

/** In words of 16 bits, as all sizes of chunks. */
const PAGE_BITS = 19;
const PAGE = 1 << PAGE_BITS;
const FIRST_CHUNK = 4;
const LARGEST_CHUNK = 256;
/** A chunk begins with the address of the next. */
const LINK = 2;

/** What is kept of a list, side by side, so that adding to it touches one line of the processor's cache. */
const FIELDS = 8;
const KEY = 0;
const HEAD = 1;
/** The last chunk, its size, where the next word goes; the last text; the length of the list. */
const CHUNK = 2;
const SIZE = 3;
const TAIL = 4;
const LAST = 5;
const COUNT = 6;

export function postings(): Postings {
  const pages: Uint16Array[] = [];
  let used = PAGE;
  let size = 0;
  let entries = 0;
  // Open addressing over entries; entry 0 is none.
  let table = new Uint32Array(1 << 12);
  let fields = new Uint32Array(1024 * FIELDS);

  /** Offset of a key's fields; 0 for a key that has no list. */
  const find = (key: number): number => {
    const mask = table.length - 1;
    for (let at = Math.imul(key, 0x9e3779b1) >>> 7; ; at += 1) {
      const entry = table[at & mask] as number;
      if (entry === 0 || fields[entry + KEY] === key) return entry;
    }
  };
  const link = (entry: number): void => {
    const mask = table.length - 1;
    let at = Math.imul(fields[entry + KEY] as number, 0x9e3779b1) >>> 7;
    while (table[at & mask] !== 0) at += 1;
    table[at & mask] = entry;
  };
  const create = (key: number): number => {
    entries += 1;
    const entry = entries * FIELDS;
    if (entry === fields.length) {
      const larger = new Uint32Array(Math.ceil(entries * 1.5) * FIELDS);
      larger.set(fields);
      fields = larger;
    }
    fields[entry + KEY] = key;
    if (entries * 2 > table.length) {
      table = new Uint32Array(table.length * 2);
      for (let one = 1; one <= entries; one += 1) link(one * FIELDS);
    } else link(entry);
    return entry;
  };
  const newChunk = (words: number): number => {
    if (used + LINK + words > PAGE) {
      pages.push(new Uint16Array(PAGE));
      used = 0;
    }
    const address = (pages.length - 1) * PAGE + used;
    used += LINK + words;
    return address;
  };
  const writeLink = (chunk: number, address: number): void => {
    const page = pages[chunk >>> PAGE_BITS] as Uint16Array;
    const at = chunk & (PAGE - 1);
    page[at] = address & 0xffff;
    page[at + 1] = address >>> 16;
  };
  /** Makes room for `words` more and returns where they go. */
  const reserve = (entry: number, words: number): number => {
    const chunk = fields[entry + CHUNK] as number;
    const length = fields[entry + SIZE] as number;
    const tail = fields[entry + TAIL] as number;
    if (length > 0 && tail + words <= chunk + LINK + length) return tail;
    const next = length === 0 ? FIRST_CHUNK : Math.min(LARGEST_CHUNK, length * 2);
    const address = newChunk(next);
    if (length === 0) fields[entry + HEAD] = address;
    else writeLink(chunk, address);
    fields[entry + CHUNK] = address;
    fields[entry + SIZE] = next;
    return address + LINK;
  };

  return {
    add(key, text) {
      const entry = find(key) || create(key);
      const count = fields[entry + COUNT] as number;
      // Differences are never 0: a word 0 stands for two that follow, or for the end of its chunk.
      const difference = count === 0 ? text + 1 : text - (fields[entry + LAST] as number);
      const words = difference < 0x10000 ? 1 : 3;
      const tail = reserve(entry, words);
      const page = pages[tail >>> PAGE_BITS] as Uint16Array;
      const at = tail & (PAGE - 1);
      if (words === 1) page[at] = difference;
      else {
        page[at + 1] = difference & 0xffff;
        page[at + 2] = difference >>> 16;
      }
      fields[entry + TAIL] = tail + words;
      fields[entry + LAST] = text;
      fields[entry + COUNT] = count + 1;
      size += 1;
    },
    count: (key) => fields[find(key) + COUNT] as number,
    score(key, weight, scores, touched, noted) {
      const entry = find(key);
      let left = fields[entry + COUNT] as number;
      let address = fields[entry + HEAD] as number;
      let length = FIRST_CHUNK;
      let text = -1;
      let end = noted;
      while (left > 0) {
        const page = pages[address >>> PAGE_BITS] as Uint16Array;
        const chunk = address & (PAGE - 1);
        const last = chunk + LINK + length;
        for (let at = chunk + LINK; at < last && left > 0; at += 1) {
          let difference = page[at] as number;
          if (difference === 0) {
            // What is left of a chunk is zeros: two words of zero are no difference.
            if (at + 2 >= last) break;
            difference = (page[at + 1] as number) | ((page[at + 2] as number) << 16);
            if (difference === 0) break;
            at += 2;
          }
          text += difference;
          const score = scores[text] as number;
          if (score === 0) touched[end++] = text;
          scores[text] = score + weight;
          left -= 1;
        }
        address = readLink(page, chunk);
        length = Math.min(LARGEST_CHUNK, length * 2);
      }
      return end;
    },
    bytes: () => pages.length * PAGE * 2 + table.byteLength + fields.byteLength,
    size: () => size,
  };
}

const readLink = (page: Uint16Array, at: number): number =>
  ((page[at] as number) | ((page[at + 1] as number) << 16)) >>> 0;
