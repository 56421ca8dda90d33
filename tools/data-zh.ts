/**
 * Builds `words.json` from the dictionary of jieba that the npm package `@node-rs/jieba` carries:
 * `node tools/data-zh.ts`. A tool of the developers; the program never imports it.
 *
 * Layout, before it is packed: UTF-16, one line for each frequency, the commonest first. A line is the
 * rounded `4 × ln(occurrences / all)`, then after a tab each the words of one, two, three, four
 * characters, sorted and without anything between them.
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

const levels = new Map<number, string[][]>();
for (const { word, occurrences } of kept) {
  const level = Math.round(4 * Math.log(occurrences / all));
  const byLength = levels.get(level) ?? Array.from({ length: LONGEST }, () => []);
  byLength[word.length - 1]?.push(word);
  levels.set(level, byLength);
}
const text = [...levels]
  .sort(([a], [b]) => b - a)
  .map(([level, byLength]) => [level, ...byLength.map((words) => words.sort().join(""))].join("\t"))
  .join("\n");
const packed = deflateSync(Buffer.from(text, "utf16le"), { level: 9, mem: 12 });
writeFileSync(
  join(import.meta.dirname, "../src/terminology/data-zh/words.json"),
  `${JSON.stringify({ licence: "MIT, from jieba; see LICENSE", data: Buffer.from(packed).toString("base64") }, null, 2)}\n`,
);
console.log({ words: kept.length, plain: text.length * 2, packed: packed.length });
