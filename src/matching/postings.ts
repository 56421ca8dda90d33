import { grown } from "./text-store.ts";

/**
 * Posting lists in memory: for each key the texts that have it, in the order in which they were added, as
 * differences of 16 bits; one that is larger takes two further words. A list grows in chunks that double up to
 * a bound, so that adding costs the same whatever there is, and a list of one takes twelve bytes.
 */
export interface Postings {
  /** Texts must be added in ascending order. */
  add(gram: number, text: number): void;
  /** Length of a gram's list. */
  count(gram: number): number;
  /** Adds `weight` to `scores` of every text of the list and notes those that had none; returns how many are noted. */
  score(gram: number, weight: number, scores: Uint16Array, touched: Uint32Array, noted: number): number;
  readonly bytes: () => number;
  readonly size: () => number;
}

/** In words of 16 bits, as all sizes here. */
const PAGE_BITS = 19;
const PAGE = 1 << PAGE_BITS;
const FIRST_CHUNK = 4;
const LARGEST_CHUNK = 256;
/** A chunk begins with the address of the next. */
const LINK = 2;

export function postings(): Postings {
  const pages: Uint16Array[] = [];
  let used = PAGE;
  let size = 0;
  let entries = 0;
  // Open addressing over entries; 0 is free.
  let table = new Uint32Array(1 << 12);
  let grams = new Uint32Array(1024);
  let heads = new Uint32Array(1024);
  /** The last chunk, its data's size, where the next byte goes; the last text; the length of the list. */
  let chunks = new Uint32Array(1024);
  let sizes = new Uint32Array(1024);
  let tails = new Uint32Array(1024);
  let lasts = new Uint32Array(1024);
  let counts = new Uint32Array(1024);

  const entryOf = (gram: number): number => {
    const mask = table.length - 1;
    for (let at = Math.imul(gram, 0x9e3779b1) >>> 7; ; at += 1) {
      const entry = table[at & mask] as number;
      if (entry === 0 || grams[entry] === gram) return entry;
    }
  };
  const link = (entry: number): void => {
    const mask = table.length - 1;
    let at = Math.imul(grams[entry] as number, 0x9e3779b1) >>> 7;
    while (table[at & mask] !== 0) at += 1;
    table[at & mask] = entry;
  };
  const newEntry = (gram: number): number => {
    entries += 1;
    if (entries === grams.length) {
      grams = grown(grams);
      heads = grown(heads);
      tails = grown(tails);
      chunks = grown(chunks);
      sizes = grown(sizes);
      lasts = grown(lasts);
      counts = grown(counts);
    }
    grams[entries] = gram;
    if (entries * 2 > table.length) {
      table = new Uint32Array(table.length * 2);
      for (let entry = 1; entry <= entries; entry += 1) link(entry);
    } else link(entries);
    return entries;
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

  return {
    add(gram, text) {
      const entry = entryOf(gram) || newEntry(gram);
      const count = counts[entry] as number;
      // Differences are never 0: a word 0 stands for two that follow, or for the end of its chunk.
      const difference = count === 0 ? text + 1 : text - (lasts[entry] as number);
      const words = difference < 0x10000 ? 1 : 3;
      let tail = tails[entry] as number;
      const room = (chunks[entry] as number) + LINK + (sizes[entry] as number) - tail;
      if (count === 0 || words > room) {
        const next = count === 0 ? FIRST_CHUNK : Math.min(LARGEST_CHUNK, (sizes[entry] as number) * 2);
        const address = newChunk(next);
        if (count === 0) heads[entry] = address;
        else writeLink(chunks[entry] as number, address);
        chunks[entry] = address;
        sizes[entry] = next;
        tail = address + LINK;
      }
      const page = pages[tail >>> PAGE_BITS] as Uint16Array;
      const at = tail & (PAGE - 1);
      if (words === 1) page[at] = difference;
      else {
        page[at + 1] = difference & 0xffff;
        page[at + 2] = difference >>> 16;
      }
      tails[entry] = tail + words;
      lasts[entry] = text;
      counts[entry] = count + 1;
      size += 1;
    },
    count: (gram) => counts[entryOf(gram)] as number,
    score(gram, weight, scores, touched, noted) {
      const entry = entryOf(gram);
      let left = counts[entry] as number;
      let address = heads[entry] as number;
      let size = FIRST_CHUNK;
      let text = -1;
      let end = noted;
      while (left > 0) {
        const page = pages[address >>> PAGE_BITS] as Uint16Array;
        const chunk = address & (PAGE - 1);
        const last = chunk + LINK + size;
        for (let at = chunk + LINK; at < last && left > 0; at += 1) {
          let difference = page[at] as number;
          if (difference === 0) {
            // The end of a chunk is filled with zeros: two words of zero are no difference.
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
        size = Math.min(LARGEST_CHUNK, size * 2);
      }
      return end;
    },
    bytes: () => pages.length * PAGE * 2 + table.byteLength + grams.byteLength * 7,
    size: () => size,
  };
}

const readLink = (page: Uint16Array, at: number): number =>
  ((page[at] as number) | ((page[at + 1] as number) << 16)) >>> 0;
