import { unpackDictionary } from "../dictionaries.ts";
import type { Gender } from "./declension.ts";

/**
 * Words that the dictionary has. The trie of declensions guesses an unknown word from its ending, so it cannot tell
 * «карта» from the «карт» that «карт» might be; this filter can (Bloom 1970; one unknown word in 300 passes).
 */
interface KnownWords {
  readonly bits: Uint8Array;
  /** Nominatives with ё, by their spelling with е. */
  readonly yo: ReadonlyMap<string, string>;
}

/** Bits of the filter for a word, and those that are set for each. */
export const BITS_A_WORD = 12;
const HASHES = 8;

let loaded: KnownWords | undefined;

/** Unpacks the filter at first use. Layout: length of the list of words with ё (32 bits, big-endian), the list, the bits. */
function knownWords(): KnownWords {
  if (loaded !== undefined) return loaded;
  const plain = unpackDictionary("known");
  const length = new DataView(plain.buffer, plain.byteOffset).getUint32(0);
  const words = new TextDecoder().decode(plain.subarray(4, 4 + length)).split(" ");
  loaded = {
    bits: plain.subarray(4 + length),
    yo: new Map(words.map((word) => [word.replaceAll("ё", "е"), word])),
  };
  return loaded;
}

/**
 * Whether the dictionary has a noun.
 *
 * @param lemma folded; the nominative plural for a noun without a singular
 * @param gender empty for a noun without a singular
 */
export const isKnownNoun = (lemma: string, gender: Gender): boolean => isIn(nounKey(lemma, gender));

/** Whether the masculine of an adjective always ends in a stressed -ой: «морск», but not «северн». @param stem folded */
export const isStressedStem = (stem: string): boolean => isIn(stressedKey(stem));

/** A folded noun in the nominative as it is written with ё: «лёд». */
export const withYo = (nominative: string): string => knownWords().yo.get(nominative) ?? nominative;

function isIn(key: string): boolean {
  const { bits } = knownWords();
  return filterPlaces(key, bits.length * 8).every(
    (place) => ((bits[place >> 3] ?? 0) & (1 << (place & 7))) !== 0,
  );
}

export const nounKey = (lemma: string, gender: string): string => `${lemma} ${gender}`;
export const stressedKey = (stem: string): string => `${stem} -`;

/** The bits of a key in a filter of that many bits. */
export function filterPlaces(key: string, bits: number): number[] {
  let [one, other] = [0x81_1c_9d_c5, 0x9e_37_79_b9];
  for (let at = 0; at < key.length; at += 1) {
    one = Math.imul(one ^ key.charCodeAt(at), 0x01_00_01_93);
    other = Math.imul(other ^ key.charCodeAt(at), 0x85_eb_ca_6b);
    other ^= other >>> 13;
  }
  return Array.from({ length: HASHES }, (_, at) => ((one >>> 0) + at * ((other | 1) >>> 0)) % bits);
}
