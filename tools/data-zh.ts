/**
 * Builds `words.json` from the dictionary of jieba that the npm package `@node-rs/jieba` carries:
 * `node tools/data-zh.ts`. A tool of the developers; the program never imports it.
 *
 * Layout, before it is packed, all numbers with the lowest byte first: the number of characters and the numbers of words
 * of one, two, three and four characters, 32 bits each; then columns, of 16-bit numbers the low bytes and then the high
 * ones. The first column has the characters, each as the difference from the one before: first the characters of longer
 * words, the commonest first, then the others. A word is the places of its characters in that list. The words of one
 * length are sorted by them and have a column for each character, which is a difference wherever the characters before
 * it are those of the word before; then a column of bytes, the rounded `-4 × ln(occurrences / all)`.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { deflateSync } from "fflate";

const DICTIONARY = join(
  dirname(createRequire(import.meta.url).resolve("@node-rs/jieba/package.json")),
  "dict.txt",
);
/** So many of the commonest words of two to four characters; beyond, fewer than 100 occurrences in 60 million. */
const WORDS = 30_000;
const LONGEST = 4;
/** Goes with the data into every bundle. */
const LICENCE =
  "Chinese word frequencies: adapted from jieba (https://github.com/fxsjy/jieba), Copyright (c) 2013 Sun Junyi, MIT License (https://opensource.org/license/mit). Reduced and packed.";

const entries = readFileSync(DICTIONARY, "utf8")
  .split("\n")
  .filter((line) => line !== "")
  .map((line) => {
    const [word = "", occurrences = "0"] = line.split(" ");
    return { word, occurrences: Number(occurrences) };
  });
const all = entries.reduce((sum, { occurrences }) => sum + occurrences, 0);
const han = entries.filter(
  ({ word, occurrences }) => occurrences > 1 && /^[\u4E00-\u9FFF]{1,4}$/u.test(word),
);
const kept = [
  ...han.filter(({ word }) => word.length === 1),
  ...han
    .filter(({ word }) => word.length > 1)
    .sort((a, b) => b.occurrences - a.occurrences)
    .slice(0, WORDS),
];

const usedInWords = new Map<string, number>();
for (const { word } of kept)
  if (word.length > 1)
    for (const character of word) usedInWords.set(character, (usedInWords.get(character) ?? 0) + 1);
const characters = [...new Set(kept.flatMap(({ word }) => [...word]))].sort(
  (a, b) => (usedInWords.get(b) ?? 0) - (usedInWords.get(a) ?? 0) || (a < b ? -1 : 1),
);
const places = new Map(characters.map((character, at) => [character, at]));

/** A column of 16-bit numbers: the low bytes, then the high ones. */
const columnOf = (numbers: readonly number[]): number[] => [
  ...numbers.map((number) => number & 0xff),
  ...numbers.map((number) => (number >> 8) & 0xff),
];

const byLength = Array.from({ length: LONGEST }, (_, at) =>
  kept
    .filter(({ word }) => word.length === at + 1)
    .map(({ word, occurrences }) => ({
      places: [...word].map((character) => places.get(character) ?? 0),
      level: Math.round(-4 * Math.log(occurrences / all)),
    }))
    .sort((a, b) => {
      const place = a.places.findIndex((one, index) => one !== b.places[index]);
      return (a.places[place] ?? 0) - (b.places[place] ?? 0);
    }),
);
const columns = byLength.flatMap((words, at) => [
  ...Array.from({ length: at + 1 }, (_, place) =>
    columnOf(
      words.map((word, index) => {
        const before = words[index - 1];
        const isSame =
          before !== undefined && word.places.slice(0, place).every((one, i) => one === before.places[i]);
        return (word.places[place] ?? 0) - (isSame ? (before.places[place] ?? 0) : 0);
      }),
    ),
  ),
  words.map(({ level }) => level),
]);
const codes = characters.map((character) => character.charCodeAt(0));
const plain = Buffer.concat([
  Buffer.from(Uint32Array.from([characters.length, ...byLength.map(({ length }) => length)]).buffer),
  Buffer.from(columnOf(codes.map((code, at) => code - (codes[at - 1] ?? 0)))),
  ...columns.map((column) => Buffer.from(column)),
]);
const packed = deflateSync(plain, { level: 9, mem: 12 });
writeFileSync(
  join(import.meta.dirname, "../src/terminology/data-zh/words.json"),
  `${JSON.stringify({ licence: LICENCE, data: Buffer.from(packed).toString("base64") }, null, 2)}\n`,
);
console.log({ words: kept.length, plain: plain.length, packed: packed.length });
