/**
 * Builds `declensions.json` from the OpenCorpora dictionary that the npm package `az` carries:
 * `node src/terminology/data-ru/build.ts`. A tool of the developers; the program never imports it.
 *
 * Every citation form (noun: singular and plural; adjective and participle: masculine, feminine, neuter,
 * plural) gets a label: the set of ways in which a word like it declines. The labels go into a trie over
 * the reversed words. A node keeps the commonest label below it and drops the children that agree, so
 * the trie gives the exact label of each word it was built from, and a good guess for any other.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { deflateSync } from "fflate";

const DICTIONARY = join(dirname(createRequire(import.meta.url).resolve("az/package.json")), "dicts");

const CASES: Readonly<Record<string, number>> = {
  nomn: 0,
  gent: 1,
  gen1: 1,
  gen2: 1,
  datv: 2,
  accs: 3,
  acc2: 3,
  ablt: 4,
  loct: 5,
  loc1: 5,
  loc2: 5,
};

const CYRILLIC = new TextDecoder("windows-1251");
const CHARACTERS = Array.from({ length: 256 }, (_, byte) => CYRILLIC.decode(Uint8Array.of(byte)));

const foldYo = (word: string): string => word.replaceAll("ё", "е");
const readStrings = (name: string): string[] =>
  JSON.parse(readFileSync(join(DICTIONARY, name), "utf8")) as string[];

/** A DAWG in the format of the C++ library `dawgdic`: 32-bit units, little-endian, after their number. */
function dawgUnits(name: string): Uint32Array {
  const bytes = readFileSync(join(DICTIONARY, name));
  const count = bytes.readUInt32LE(0);
  return Uint32Array.from({ length: count }, (_, at) => bytes.readUInt32LE(4 + at * 4));
}

/** Calls `visit` with the bytes of every key; `value` is what a `dawgdic` dictionary stores for it. */
function walkDawg(units: Uint32Array, visit: (key: readonly number[], value: number) => void): void {
  const unitAt = (index: number): number => units[index] ?? 0;
  const offset = (unit: number): number => ((unit >>> 10) << ((unit & 512) >>> 6)) >>> 0;
  const label = (unit: number): number => (unit & 0x800000ff) >>> 0;
  const path: number[] = [];
  const walk = (index: number): void => {
    const base = offset(unitAt(index));
    if (((unitAt(index) >>> 8) & 1) === 1) visit(path, unitAt((index ^ base) >>> 0) & 0x7fffffff);
    for (let byte = 1; byte < 256; byte++) {
      const next = (index ^ base ^ byte) >>> 0;
      if (next >= units.length || label(unitAt(next)) !== byte) continue;
      path.push(byte);
      walk(next);
      path.pop();
    }
  };
  walk(0);
}

/** `num case gender animacy form` of one form of a word; gender and animacy only where forms differ by them. */
interface Row {
  readonly plural: boolean;
  readonly case: number;
  readonly gender: string;
  readonly animacy: string;
  readonly form: string;
  /** «знанье», «о знаньи» beside «знание»: only a word that is cited so declines so. */
  readonly bookish: boolean;
}

interface Lexeme {
  /** `N` with gender and animacy, or `A` for adjectives and participles. */
  readonly head: string;
  readonly rows: readonly Row[];
}

function rowOf(grammemes: readonly string[], isAdjective: boolean, form: string): Row | undefined {
  const grammaticalCase = grammemes.find((grammeme) => grammeme in CASES);
  if (grammaticalCase === undefined) return undefined;
  const plural = grammemes.includes("plur");
  const bookish = grammemes.includes("V-be") || grammemes.includes("V-bi");
  const gender = isAdjective && !plural ? genderOf(grammemes) : "";
  const animacy = isAdjective && grammaticalCase === "accs" ? animacyOf(grammemes) : "";
  return { plural, case: CASES[grammaticalCase] ?? 0, gender, animacy, form: foldYo(form), bookish };
}

function genderOf(grammemes: readonly string[]): string {
  if (grammemes.includes("femn")) return "f";
  return grammemes.includes("neut") ? "n" : "m";
}

function animacyOf(grammemes: readonly string[]): string {
  if (grammemes.includes("anim")) return "a";
  return grammemes.includes("inan") ? "i" : "";
}

/** Nouns, adjectives and participles of the dictionary, without names of persons. */
function* lexemes(): Generator<Lexeme> {
  const suffixes = readStrings("suffixes.json");
  const tags = readStrings("gramtab-opencorpora-int.json").map((tag) => tag.split(/[ ,]/u));
  const file = readFileSync(join(DICTIONARY, "paradigms.array"));
  const paradigms: Uint16Array[] = [];
  for (let at = 2; at < file.length;) {
    const length = file.readUInt16LE(at);
    const start = at + 2;
    paradigms.push(Uint16Array.from({ length }, (_, index) => file.readUInt16LE(start + index * 2)));
    at = start + length * 2;
  }
  const found: [string, Uint16Array][] = [];
  walkDawg(dawgUnits("words.dawg"), (key) => {
    // WORD, separator 1, then paradigm and index of the form as 16-bit numbers in az's seven-bit spelling
    const separator = key.indexOf(1);
    const [p1 = 0, p2 = 0, f1 = 0, f2 = 0] = key.slice(separator + 1);
    if (((f1 ^ 1) << 6) + (f2 >> 1) !== 0) return;
    const paradigm = paradigms[((p1 ^ 1) << 6) + (p2 >> 1)];
    if (paradigm !== undefined) {
      found.push([
        key
          .slice(0, separator)
          .map((byte) => CHARACTERS[byte])
          .join(""),
        paradigm,
      ]);
    }
  });
  for (const [word, paradigm] of found) {
    const count = paradigm.length / 3;
    const suffixAt = (at: number): string => suffixes[paradigm[at] ?? 0] ?? "";
    const tagAt = (at: number): readonly string[] => tags[paradigm[count + at] ?? 0] ?? [];
    const prefixed = (at: number): boolean => paradigm[2 * count + at] !== 0;
    const first = tagAt(0);
    const isName = first.some((tag) => /Name|Surn|Patr/u.test(tag)) && !first.includes("Geox");
    if (isName) continue;
    const stem = word.slice(0, word.length - suffixAt(0).length);
    const [part = ""] = first;
    if (part === "NOUN" || part === "ADJF") {
      const rows: Row[] = [];
      for (let at = 0; at < count; at++) {
        const grammemes = tagAt(at);
        if (prefixed(at) || grammemes[0] !== part) continue;
        // «ср» for «среда»
        if (grammemes.includes("Abbr") && !first.includes("Abbr")) continue;
        if (grammemes.includes("Supr") || grammemes.includes("Cmp2")) continue;
        const row = rowOf(grammemes, part === "ADJF", stem + suffixAt(at));
        if (row !== undefined) rows.push(row);
      }
      const head = part === "NOUN" ? `N${genderOf(first)}${animacyOf(first) || "i"}` : "A";
      if (rows.length > 0) yield { head, rows };
    } else if (part === "INFN" || part === "NUMR") {
      // participles of a verb; ordinals, which the dictionary has among the forms of their number
      const kinds = new Map<string, Row[]>();
      for (let at = 0; at < count; at++) {
        const grammemes = tagAt(at);
        if (!(grammemes[0] === "PRTF" || grammemes.includes("Anum")) || prefixed(at)) continue;
        const form = stem + suffixAt(at);
        if (/\d/u.test(form)) continue;
        const kind = grammemes.filter((tag) => /pres|past|actv|pssv|perf|impf|tran|intr/u.test(tag)).join();
        const row = rowOf(grammemes, true, form);
        if (row !== undefined) kinds.set(kind, [...(kinds.get(kind) ?? []), row]);
      }
      for (const rows of kinds.values()) yield { head: "A", rows };
    }
  }
}

function commonPrefix(words: readonly string[]): string {
  let [prefix = ""] = words;
  for (const word of words) while (!word.startsWith(prefix)) prefix = prefix.slice(0, -1);
  return prefix;
}

/** Labels of all citation forms: `[word, label]`, the label being sorted numbers of signatures. */
function labelled(): { entries: [string, string][]; signatures: string[] } {
  const numbers = new Map<string, number>();
  const labels = new Map<string, Set<number>>();
  for (const { head, rows } of lexemes()) {
    const citations: (readonly [boolean, string])[] =
      head === "A"
        ? [
            [false, "m"],
            [false, "f"],
            [false, "n"],
            [true, ""],
          ]
        : [
            [false, ""],
            [true, ""],
          ];
    for (const [plural, gender] of citations) {
      const cited = rows.filter(
        (row) => row.plural === plural && row.case === 0 && (gender === "" || row.gender === gender),
      );
      // A term cited in the plural stays plural; an adjective keeps the gender it is cited in, or turns plural.
      const all = rows.filter((row) => row.plural || (!plural && (head !== "A" || row.gender === gender)));
      for (const citation of new Set(cited.map((row) => row.form))) {
        const bookish = cited.every((row) => row.form !== citation || row.bookish);
        const kept = all.filter(
          (row) =>
            row.bookish === bookish ||
            !all.some(
              (other) => other.plural === row.plural && other.case === row.case && other.bookish === bookish,
            ),
        );
        const stem = commonPrefix([citation, ...kept.map((row) => row.form)]);
        const endings = kept.map(
          (row) => `${row.plural ? 1 : 0}${row.case}${row.animacy}:${row.form.slice(stem.length)}`,
        );
        const signature = [
          `${head}${plural ? 1 : 0}${gender}`,
          citation.slice(stem.length),
          [...new Set(endings)].sort().join(" "),
        ].join("|");
        const number = numbers.get(signature) ?? numbers.size;
        numbers.set(signature, number);
        labels.set(citation, (labels.get(citation) ?? new Set()).add(number));
      }
    }
  }
  return {
    entries: [...labels].map(([word, set]) => [word, [...set].sort((a, b) => a - b).join(",")]),
    signatures: [...numbers.keys()],
  };
}

interface Node {
  label: string;
  children: [string, Node][];
}

/** `words` are reversed and end in `^`, sorted; the range [from, to) shares its first `depth` letters. */
function grow(
  words: readonly (readonly [string, string])[],
  from: number,
  to: number,
  depth: number,
  above: string,
): Node {
  const counts = new Map<string, number>();
  for (let at = from; at < to; at++) {
    const label = words[at]?.[1] ?? "";
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  let label = above;
  let most = counts.get(above) ?? 0;
  for (const [candidate, count] of counts) {
    if (count > most) [label, most] = [candidate, count];
  }
  const node: Node = { label, children: [] };
  if (counts.size === 1) return node;
  for (let start = from; start < to;) {
    const letter = words[start]?.[0][depth] ?? "";
    let end = start + 1;
    while (end < to && words[end]?.[0][depth] === letter) end++;
    const child = grow(words, start, end, depth + 1, label);
    if (child.children.length > 0 || child.label !== label) node.children.push([letter, child]);
    start = end;
  }
  return node;
}

/** `^` is 0, `-` is 1, а … я are 2 … 33, anything else 40. */
function letterCode(letter: string): number {
  if (letter === "^") return 0;
  if (letter === "-") return 1;
  return letter >= "а" && letter <= "я" ? letter.charCodeAt(0) - 0x0430 + 2 : 40;
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let left = value;
  for (; left > 127; left >>>= 7) bytes.push((left & 127) | 128);
  return [...bytes, left];
}

function encode(node: Node, rank: ReadonlyMap<string, number>): number[] {
  const bytes = varint((rank.get(node.label) ?? 0) * 2 + (node.children.length > 0 ? 1 : 0));
  if (node.children.length === 0) return bytes;
  bytes.push(node.children.length);
  for (const [letter, child] of node.children) {
    const inner = encode(child, rank);
    bytes.push(letterCode(letter), ...varint(inner.length));
    for (const byte of inner) bytes.push(byte);
  }
  return bytes;
}

/**
 * Forms that, as a noun of the given gender, are mostly something else in the corpus: «суда» is
 * the genitive of «суд» far oftener than the plural of «судно». One word each: form and gender.
 */
function homographs(): string[] {
  const shares = new Map<string, Map<string, number>>();
  walkDawg(dawgUnits("p_t_given_w.intdawg"), (key, value) => {
    const [word = "", tag = ""] = key
      .map((byte) => CHARACTERS[byte])
      .join("")
      .split(":");
    const grammemes = tag.split(/[ ,]/u);
    if (grammemes.includes("Abbr") || grammemes.some((grammeme) => /Name|Surn|Patr/u.test(grammeme))) return;
    const kind = grammemes[0] === "NOUN" ? genderOf(grammemes) : "-";
    const kinds = shares.get(foldYo(word)) ?? new Map<string, number>();
    kinds.set(kind, (kinds.get(kind) ?? 0) + value);
    shares.set(foldYo(word), kinds);
  });
  const found: string[] = [];
  for (const [word, kinds] of shares) {
    const all = [...kinds.values()].reduce((sum, share) => sum + share, 0);
    for (const [kind, share] of kinds) {
      if (kind !== "-" && word.length > 1 && share / all < 0.4) found.push(word + kind);
    }
  }
  return found.sort();
}

const { entries, signatures } = labelled();
const reversed = entries
  .map(([word, label]) => [`${Array.from(word).toReversed().join("")}^`, label] as const)
  .sort(([a], [b]) => (a < b ? -1 : 1));
const root = grow(reversed, 0, reversed.length, 0, "");

const frequency = new Map<string, number>();
const count = (node: Node): void => {
  frequency.set(node.label, (frequency.get(node.label) ?? 0) + 1);
  for (const [, child] of node.children) count(child);
};
count(root);
const labels = [...frequency].sort(([, a], [, b]) => b - a).map(([label]) => label);
const trie = encode(root, new Map(labels.map((label, at) => [label, at])));

const text = new TextEncoder().encode(
  [labels.join(";"), signatures.join("\n"), homographs().join(" ")].join("\f"),
);
const plain = new Uint8Array(4 + text.length + trie.length);
new DataView(plain.buffer).setUint32(0, text.length, true);
plain.set(text, 4);
plain.set(trie, 4 + text.length);
const packed = deflateSync(plain, { level: 9, mem: 12 });
writeFileSync(
  join(import.meta.dirname, "declensions.json"),
  `${JSON.stringify({ licence: "CC-BY-SA-3.0, from OpenCorpora; see LICENSE", data: Buffer.from(packed).toString("base64") }, null, 2)}\n`,
);
console.log({
  words: entries.length,
  signatures: signatures.length,
  labels: labels.length,
  plain: plain.length,
  packed: packed.length,
  homographs: homographs().length,
});
