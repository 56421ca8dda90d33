import { unpackDictionary } from "../dictionaries.ts";

/** Longest word of the list, in characters. */
export const LONGEST_WORD = 4;

let loaded: ReadonlyMap<string, number> | undefined;

/** Unpacks the list at first use, which takes some milliseconds. Layout: `tools/data-zh.ts`. */
function load(): ReadonlyMap<string, number> {
  const plain = unpackDictionary("words");
  const [count = 0, ...lengths] = readCounts(plain);
  let at = 4 * (1 + LONGEST_WORD);
  /** The next column of 16-bit numbers. */
  const column = (size: number): Uint16Array => {
    const numbers = new Uint16Array(size);
    for (let index = 0; index < size; index += 1)
      numbers[index] = (plain[at + index] ?? 0) | ((plain[at + size + index] ?? 0) << 8);
    at += 2 * size;
    return numbers;
  };
  const codes = column(count);
  for (let index = 1; index < count; index += 1) codes[index] = (codes[index] ?? 0) + (codes[index - 1] ?? 0);
  const characters = Array.from(codes, (code) => String.fromCharCode(code));
  const probabilities = new Map<string, number>();
  for (const [index, size] of lengths.entries()) {
    const columns = Array.from({ length: index + 1 }, () => column(size));
    const places = columns.map(() => 0);
    for (let word = 0; word < size; word += 1) {
      let text = "";
      let isSame = word > 0;
      for (const [place, numbers] of columns.entries()) {
        const number = numbers[word] ?? 0;
        places[place] = (isSame ? (places[place] ?? 0) + number : number) & 0xffff;
        isSame &&= number === 0;
        text += characters[places[place] ?? 0] ?? "";
      }
      probabilities.set(text, -(plain[at + word] ?? 0) / 4);
    }
    at += size;
  }
  return probabilities;
}

/** The number of characters, then the numbers of words of each length. */
function readCounts(plain: Uint8Array): number[] {
  const view = new DataView(plain.buffer, plain.byteOffset);
  return Array.from({ length: 1 + LONGEST_WORD }, (_, at) => view.getUint32(4 * at, true));
}

/**
 * Natural logarithm of a word's share in running text. Source: the dictionary of jieba. The word has one to four
 * Simplified characters. `undefined` for a word that is not in the list of common words.
 */
export function logProbability(word: string): number | undefined {
  loaded ??= load();
  return loaded.get(word);
}
