import { collectGrams, newGrams } from "./grams.ts";

/**
 * How many texts of a language hold a gram, counted in buckets: two grams that share one seem a little more
 * frequent than they are. What is asked of it is an order of rarity, never a number.
 */
export interface Frequencies {
  /** Texts counted. */
  texts: number;
  readonly counts: Uint32Array;
}

const BITS = 15;
export const BUCKETS = 1 << BITS;

export const newFrequencies = (): Frequencies => ({ texts: 0, counts: new Uint32Array(BUCKETS) });

const buffer = newGrams();

/** Counts the grams of one folded text. */
export function countText(frequencies: Frequencies, text: string): void {
  const { list, length } = collectGrams(text, buffer);
  countGrams(frequencies, list, length);
}

export function countGrams(frequencies: Frequencies, list: Uint32Array, length: number): void {
  frequencies.texts += 1;
  for (let at = 0; at < length; at += 1) {
    const bucket = (list[at] as number) >>> (32 - BITS);
    frequencies.counts[bucket] = (frequencies.counts[bucket] as number) + 1;
  }
}

export function frequencyOf(frequencies: Frequencies, gram: number): number {
  return frequencies.counts[gram >>> (32 - BITS)] as number;
}

/** Weight of a gram that two texts share: bits of information, at least a quarter. */
export function weightOf(frequencies: Frequencies, gram: number): number {
  return Math.max(0.25, Math.log2((frequencies.texts + 1) / (frequencyOf(frequencies, gram) + 0.5)));
}

/** Texts counted and the counters on a logarithmic scale, one byte each: enough for an order of rarity. */
export function packFrequencies(frequencies: Frequencies): Uint8Array {
  const bytes = new Uint8Array(BUCKETS);
  for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
    bytes[bucket] = Math.min(255, Math.round(12 * Math.log2(1 + (frequencies.counts[bucket] as number))));
  }
  return bytes;
}

export function unpackFrequencies(texts: number, bytes: Uint8Array): Frequencies {
  const counts = new Uint32Array(BUCKETS);
  for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
    counts[bucket] = Math.round(2 ** ((bytes[bucket] ?? 0) / 12) - 1);
  }
  return { texts, counts };
}

/** The `size` rarest of some grams, rarest first; equally rare ones in the order of their numbers. */
export function rarest(frequencies: Frequencies, list: Uint32Array, length: number, size: number): number[] {
  const grams = Array.from(list.subarray(0, length));
  return grams
    .sort((a, b) => frequencyOf(frequencies, a) - frequencyOf(frequencies, b) || a - b)
    .slice(0, size);
}
