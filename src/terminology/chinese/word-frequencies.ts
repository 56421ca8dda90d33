import { inflateSync } from "fflate";
import dictionary from "../data-zh/words.json" with { type: "json" };

/** Longest word of the list, in characters. */
export const LONGEST_WORD = 4;

let loaded: ReadonlyMap<string, number> | undefined;

/** Unpacks the list at first use, which takes some milliseconds. Layout: `tools/data-zh.ts`. */
function load(): ReadonlyMap<string, number> {
  const packed = Uint8Array.from(atob(dictionary.data), (character) => character.charCodeAt(0));
  const probabilities = new Map<string, number>();
  for (const line of new TextDecoder("utf-16le").decode(inflateSync(packed)).split("\n")) {
    const [level, ...byLength] = line.split("\t");
    for (const [at, words] of byLength.entries()) {
      const length = at + 1;
      for (let start = 0; start < words.length; start += length) {
        probabilities.set(words.slice(start, start + length), Number(level) / 4);
      }
    }
  }
  return probabilities;
}

/**
 * Natural logarithm of a word's share in running text. Source: the dictionary of jieba. The word has one to four
 * Simplified characters. `undefined` for a word that is not in the list of common words.
 */
export function logProbability(word: string): number | undefined {
  loaded ??= load();
  return loaded.get(word);
}
