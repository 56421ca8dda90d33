/** A set of unit numbers, a bit for each. */
export interface UnitSet {
  add(n: number): void;
  remove(n: number): void;
  has(n: number): boolean;
  /** The bits: unit n is bit n % 32 of word n / 32. */
  readonly words: () => Uint32Array;
}

/** @param length words of a saved set, which are filled in afterwards through `words` */
export function unitSet(length = 1): UnitSet {
  let words = new Uint32Array(Math.max(1, length));
  return {
    add(n) {
      const at = n >>> 5;
      if (at >= words.length) {
        const larger = new Uint32Array(Math.ceil((at + 1) * 1.5));
        larger.set(words);
        words = larger;
      }
      words[at] = (words[at] as number) | (1 << (n & 31));
    },
    remove(n) {
      const at = n >>> 5;
      if (at < words.length) words[at] = (words[at] as number) & ~(1 << (n & 31));
    },
    has: (n) => n >>> 5 < words.length && ((words[n >>> 5] as number) & (1 << (n & 31))) !== 0,
    words: () => words,
  };
}
