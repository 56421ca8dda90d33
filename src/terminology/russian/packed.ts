import { type Dictionaries, unpackDictionary } from "../dictionaries.ts";

/** An unpacked dictionary of `data-ru`: it gives the inflection patterns (signatures) of a word by its ending. */
export interface Packed {
  readonly signatures: readonly string[];
  /** Further sections of the file, after the labels and the signatures. */
  readonly more: readonly string[];
  /** Numbers of the signatures of a folded word. An unknown word has the signatures of known words with the same ending. */
  readonly numbersOf: (word: string) => readonly number[];
}

/** Unpacks a dictionary, which takes a few milliseconds. Layout: `tools/data-ru.ts`. */
export function unpack(name: keyof Dictionaries): Packed {
  const plain = unpackDictionary(name);
  const length = new DataView(plain.buffer, plain.byteOffset).getUint32(0, true);
  const [labels = "", signatures = "", ...more] = new TextDecoder()
    .decode(plain.subarray(4, 4 + length))
    .split("\f");
  const numbers = labels.split(";").map((label) => (label === "" ? [] : label.split(",").map(Number)));
  const trie = plain.subarray(4 + length);
  return {
    signatures: signatures.split("\n"),
    more,
    numbersOf: (word) => numbers[labelOf(word, trie)] ?? [],
  };
}

/** The label of a folded word. Follows the trie from the last letter of the word as far as it matches. */
function labelOf(word: string, trie: Uint8Array): number {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = trie[at++] ?? 0;
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  for (let letter = word.length - 1; ; letter--) {
    const head = varint();
    if ((head & 1) === 0 || letter < -1) return head >> 1;
    const wanted = letterCode(letter < 0 ? "^" : word.charAt(letter));
    let found = false;
    for (let left = trie[at++] ?? 0; left > 0 && !found; left--) {
      found = trie[at++] === wanted;
      const length = varint();
      if (!found) at += length;
    }
    if (!found) return head >> 1;
  }
}

/** Has to give the same codes as `tools/data-ru.ts`. */
function letterCode(letter: string): number {
  if (letter === "^") return 0;
  if (letter === "-") return 1;
  return letter >= "а" && letter <= "я" ? letter.charCodeAt(0) - 0x04_30 + 2 : 40;
}
