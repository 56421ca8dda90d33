import { collectGrams, newGrams } from "./grams.ts";

/**
 * How many texts of a language have a gram, counted in buckets: grams that share a bucket seem more frequent than they
 * are. Use it to order grams by rarity, not for numbers.
 */
export interface Frequencies {
  /** Texts counted. */
  texts: number;
  /** By bucket: as counted, or on the logarithmic scale of `packFrequencies`. */
  readonly counts: Uint32Array | Uint8Array;
}

const BITS = 15;
const BUCKETS = 1 << BITS;

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

/** Steps of the packed scale to a doubling, and its printable signs. */
const STEPS = 3;
const FIRST_SIGN = 0x30;
const LAST_SIGN = 0x7e;

/** Packs the counts on a logarithmic scale, one printable sign each: enough to order grams by rarity. */
export function packFrequencies({ counts }: Frequencies): string {
  let text = "";
  for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
    const sign = FIRST_SIGN + Math.round(STEPS * Math.log2(1 + (counts[bucket] as number)));
    text += String.fromCharCode(Math.min(LAST_SIGN, sign));
  }
  return text;
}

/** Uses the packed signs as counts: they have the same order, and a process that has just started computes nothing. */
export const unpackFrequencies = (texts: number, packed: string): Frequencies => ({
  texts,
  counts: new TextEncoder().encode(packed),
});

/** The `size` rarest of some grams, in no particular order; among equally rare grams, those of lower number. */
export function rarest(frequencies: Frequencies, list: Uint32Array, length: number, size: number): number[] {
  const grams = Array.from(list.subarray(0, length));
  if (length <= size) return grams;
  return grams
    .sort((a, b) => frequencyOf(frequencies, a) - frequencyOf(frequencies, b) || a - b)
    .slice(0, size);
}
