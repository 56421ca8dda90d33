/**
 * Builds `declensions.json`, `conjugations.json`, `known.json` and `meanings.json` from the OpenCorpora dictionary that the npm package `az`
 * carries: `node tools/data-ru.ts`. A tool of the developers; the program never imports it.
 *
 * Every citation form (noun: singular and plural; adjective and participle: masculine, feminine, neuter,
 * plural; verb: infinitive) gets a label: the set of ways in which a word like it is inflected. The labels go
 * into a trie over the reversed words. A node keeps the commonest label below it and drops the children that agree, so
 * the trie gives the exact label of each word it was built from, and a good guess for any other.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { deflateSync } from "fflate";
import { BITS_A_WORD, filterPlaces, nounKey, stressedKey } from "../src/terminology/russian/known-words.ts";
import type { readingsOf } from "../src/terminology/russian/lexemes.ts";

/** Goes with the data into every bundle. */
const LICENCE =
  "Russian inflection: adapted from the dictionary of OpenCorpora (https://opencorpora.org), (c) the OpenCorpora project and its contributors, CC BY-SA 3.0 (https://creativecommons.org/licenses/by-sa/3.0/). Reduced and packed.";

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

interface Entry {
  /** Grammemes of the citation form. */
  readonly first: readonly string[];
  readonly forms: readonly { readonly grammemes: readonly string[]; readonly form: string }[];
}

/** The dictionary, without names of persons, and without the superlatives in «наи-» and comparatives in «по-». */
function* entriesOfDictionary(): Generator<Entry> {
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
    const first = tagAt(0);
    const isName = first.some((tag) => /Name|Surn|Patr/u.test(tag)) && !first.includes("Geox");
    if (isName) continue;
    const stem = word.slice(0, word.length - suffixAt(0).length);
    const forms: Entry["forms"][number][] = [];
    for (let at = 0; at < count; at++) {
      if (paradigm[2 * count + at] === 0) forms.push({ grammemes: tagAt(at), form: stem + suffixAt(at) });
    }
    yield { first, forms };
  }
}

/** Nouns, adjectives and participles of the dictionary. */
function* lexemes(): Generator<Lexeme> {
  for (const { first, forms } of entriesOfDictionary()) {
    const [part = ""] = first;
    if (part === "NOUN" || part === "ADJF") {
      const rows: Row[] = [];
      for (const { grammemes, form } of forms) {
        if (grammemes[0] !== part) continue;
        // «ср» for «среда»
        if (grammemes.includes("Abbr") && !first.includes("Abbr")) continue;
        if (grammemes.includes("Supr") || grammemes.includes("Cmp2")) continue;
        const row = rowOf(grammemes, part === "ADJF", form);
        if (row !== undefined) rows.push(row);
      }
      const head = part === "NOUN" ? `N${genderOf(first)}${animacyOf(first) || "i"}` : "A";
      if (rows.length > 0) yield { head, rows };
    } else if (part === "INFN" || part === "NUMR") {
      // participles of a verb; ordinals, which the dictionary has among the forms of their number
      const kinds = new Map<string, Row[]>();
      for (const { grammemes, form } of forms) {
        if (!(grammemes[0] === "PRTF" || grammemes.includes("Anum"))) continue;
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
function labelled(): Labelled {
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

interface Labelled {
  readonly entries: readonly (readonly [word: string, label: string])[];
  readonly signatures: readonly string[];
}

/**
 * Labels of infinitives. A signature: what the infinitive ends in beyond the common stem, what its other forms
 * end in, and what its participles do.
 *
 * Verbs that agree in their finite forms share one signature with all that any of them has beside those: who
 * searches does not mind a participle that nobody uses, and aspect and transitivity cannot be seen from the end
 * of a word.
 */
function conjugated(): Labelled {
  const classes = new Map<
    string,
    { ending: string; forms: string[]; participles: string[]; words: string[] }
  >();
  for (const { first, forms } of entriesOfDictionary()) {
    if (first[0] !== "INFN") continue;
    const citation = foldYo(forms[0]?.form ?? "");
    const finite = new Map<string, string>();
    const others: string[] = [];
    const participles: string[] = [];
    for (const { grammemes, form } of forms) {
      const [part = ""] = grammemes;
      if (grammemes.some((tag) => /^(?:V-sh|V-ey|V-ej|Arch|Dist|Erro|Infr|Slng|incl)$/u.test(tag))) continue;
      const slot = grammemes.filter((tag) =>
        /^(?:sing|plur|[123]per|masc|femn|neut|past|pres|futr|impr)$/u.test(tag),
      );
      if (part === "VERB") finite.set(slot.join().replace(/pres|futr/u, "now"), foldYo(form));
      if (part === "GRND" || part === "PRTS") others.push(foldYo(form));
      const isCited = ["masc", "sing", "nomn"].every((tag) => grammemes.includes(tag));
      if (part === "PRTF" && isCited) participles.push(foldYo(form));
    }
    if (finite.size === 0) continue;
    const stem = commonPrefix([citation, ...finite.values(), ...others, ...participles]);
    const endings = (words: Iterable<string>): string[] => [...words].map((word) => word.slice(stem.length));
    const ending = citation.slice(stem.length);
    const key = [
      ending,
      ...["sing,1per,now", "sing,3per,now", "plur,3per,now", "masc,sing,past", "femn,sing,past"].map((slot) =>
        (finite.get(slot) ?? citation).slice(stem.length),
      ),
    ].join("|");
    const made = classes.get(key) ?? { ending, forms: [], participles: [], words: [] };
    made.forms.push(...new Set(endings([...finite.values(), ...others])));
    made.participles.push(...new Set(endings(participles)));
    made.words.push(citation);
    classes.set(key, made);
  }
  const labels = new Map<string, Set<number>>();
  const signatures = [...classes.values()].map(({ ending, forms, participles, words }, number) => {
    for (const word of words) labels.set(word, (labels.get(word) ?? new Set()).add(number));
    return [ending, usual(forms, words.length), usual(participles, words.length)].join("|");
  });
  return {
    entries: [...labels].map(([word, set]) => [word, [...set].sort((x, y) => x - y).join(",")]),
    signatures,
  };
}

/** What a good part of a class has. */
function usual(endings: readonly string[], words: number): string {
  const counts = new Map<string, number>();
  for (const ending of endings) counts.set(ending, (counts.get(ending) ?? 0) + 1);
  return [...counts]
    .flatMap(([ending, count]) => (count >= words / 8 ? [ending] : []))
    .sort()
    .join(" ");
}

/** A reading of a word is rare when it is less than this part of its uses; where the word is the lemma of another. */
const RARE = 0.01;
const RARE_BESIDE_LEMMA = 0.3;

interface Meaning {
  readonly share: number;
  readonly forms: ReadonlySet<string>;
  readonly isNoun: boolean;
}

type ReadingsOf = typeof readingsOf;

/**
 * What frequent words mean, where a guess would take them for forms of other words as well, or where a reading is
 * rare: «поле» is a field and hardly ever «пол» in the prepositional. A word, and the lemmas that are meant.
 */
function meant(readings: ReadingsOf): string[] {
  const shares = new Map<string, Map<string, number>>();
  walkDawg(dawgUnits("p_t_given_w.intdawg"), (key, value) => {
    const [word = "", tag = ""] = key
      .map((byte) => CHARACTERS[byte])
      .join("")
      .split(":");
    const tags = shares.get(foldYo(word)) ?? new Map<string, number>();
    tags.set(tag.split(/[ ,]/u).join(), value / 1e6);
    shares.set(foldYo(word), tags);
  });
  const lemmas = new Map<string, Map<string, Meaning>>();
  const existing = new Set<string>();
  for (const { first, forms } of entriesOfDictionary()) {
    for (const { form } of forms) existing.add(foldYo(form));
    if (!/^(?:NOUN|ADJF|INFN)$/u.test(first[0] ?? "")) continue;
    let all: Set<string> | undefined;
    const citation = foldYo(forms[0]?.form ?? "");
    for (const { grammemes, form } of forms) {
      const word = foldYo(form);
      const share = shares.get(word)?.get(grammemes.join());
      if (share === undefined) continue;
      all ??= new Set(forms.map((one) => foldYo(one.form)));
      const lemma = lemmaOf(forms, grammemes);
      const known = lemmas.get(word) ?? new Map<string, Meaning>();
      known.set(lemma, {
        share: (known.get(lemma)?.share ?? 0) + share,
        forms: all,
        isNoun: first[0] === "NOUN",
      });
      lemmas.set(word, known);
    }
    // A lemma of which frequent forms are ambiguous is frequent itself; «третье», «рабочая» are adjectives first.
    if (all !== undefined && !shares.has(citation) && !/(?:[оеь]е|[ая]я)$/u.test(citation)) {
      lemmas.set(
        citation,
        (lemmas.get(citation) ?? new Map()).set(citation, {
          share: 1,
          forms: all,
          isNoun: first[0] === "NOUN",
        }),
      );
    }
  }
  const lines: string[] = [];
  for (const [word, known] of lemmas) {
    // «третье» is an ordinal, which the dictionary has under its number.
    const isOrdinal = [...(shares.get(word)?.keys() ?? [])].some((tag) => tag.includes("Anum"));
    if (isOrdinal || !/^[а-я]{2,}$/u.test(word)) continue;
    const isCited = known.has(word) && (known.get(word)?.share ?? 0) >= RARE_BESIDE_LEMMA;
    const right = [...known].filter(
      ([, { share, isNoun }]) => share >= (isCited && isNoun ? RARE_BESIDE_LEMMA : RARE),
    );
    if (right.length === 0) continue;
    const forms = new Set(right.flatMap(([, one]) => [...one.forms]));
    const wrong = [...readings(word, false)].filter(
      ([lemma, found]) =>
        !right.some(([one]) => one === lemma) &&
        [...found].some((form) => !forms.has(form) && existing.has(form)),
    );
    if (wrong.length > 0) lines.push([word, ...right.map(([lemma]) => changed(word, lemma))].join(" "));
  }
  return lines.sort();
}

/** How many letters to take away at the end, and what to put there. */
function changed(word: string, lemma: string): string {
  const stem = commonPrefix([word, lemma]);
  return `${word.length - stem.length}${lemma.slice(stem.length)}`;
}

function lemmaOf(forms: Entry["forms"], grammemes: readonly string[]): string {
  const isParticiple = grammemes[0] === "PRTF";
  if (!isParticiple) return foldYo(forms[0]?.form ?? "");
  const kinds = grammemes.filter((tag) => /^(?:pres|past|actv|pssv)$/u.test(tag));
  return foldYo(
    forms.find(
      (one) =>
        one.grammemes[0] === "PRTF" &&
        ["masc", "sing", "nomn", ...kinds].every((tag) => one.grammemes.includes(tag)),
    )?.form ?? "",
  );
}

/** Packs labelled words as a trie of endings, with `more` in text beside it. */
function write(name: string, { entries, signatures }: Labelled, more: readonly string[] = []): void {
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
  const text = new TextEncoder().encode([labels.join(";"), signatures.join("\n"), ...more].join("\f"));
  const plain = new Uint8Array(4 + text.length + trie.length);
  new DataView(plain.buffer).setUint32(0, text.length, true);
  plain.set(text, 4);
  plain.set(trie, 4 + text.length);
  pack(name, plain, { words: entries.length, signatures: signatures.length, labels: labels.length });
}

/** Packs which nouns and which adjectives in a stressed -ой exist, and the nouns with ё. */
function writeKnown(name: string): void {
  const keys = new Set<string>();
  const yo = new Set<string>();
  const folded = new Set<string>();
  const adjectives = new Set<string>();
  for (const { first, forms } of entriesOfDictionary()) {
    const citation = foldYo(forms[0]?.form ?? "");
    if (first[0] === "ADJF") adjectives.add(citation);
    if (first[0] !== "NOUN") continue;
    keys.add(nounKey(citation, first.includes("plur") ? "" : genderOf(first)));
    for (const { grammemes, form } of forms)
      if (grammemes.includes("nomn")) (form.includes("ё") ? yo : folded).add(form);
  }
  for (const adjective of adjectives) {
    const stem = adjective.slice(0, -2);
    if (adjective.endsWith("ой") && !adjectives.has(`${stem}ый`) && !adjectives.has(`${stem}ий`))
      keys.add(stressedKey(stem));
  }
  const bits = new Uint8Array(Math.ceil((keys.size * BITS_A_WORD) / 8));
  for (const key of keys)
    for (const place of filterPlaces(key, bits.length * 8))
      bits[place >> 3] = (bits[place >> 3] ?? 0) | (1 << (place & 7));
  // «осёл» and «осел»: where both exist, е stays.
  const words = [...yo].filter((word) => !folded.has(foldYo(word))).sort();
  const text = new TextEncoder().encode(words.join(" "));
  const plain = new Uint8Array(4 + text.length + bits.length);
  new DataView(plain.buffer).setUint32(0, text.length);
  plain.set(text, 4);
  plain.set(bits, 4 + text.length);
  pack(name, plain, { keys: keys.size, yo: words.length });
}

function pack(name: string, plain: Uint8Array, counts: object): void {
  const packed = deflateSync(plain, { level: 9, mem: 12 });
  writeFileSync(
    join(import.meta.dirname, "../src/terminology/data-ru", name),
    `${JSON.stringify({ licence: LICENCE, data: Buffer.from(packed).toString("base64") }, null, 2)}\n`,
  );
  console.log(name, { ...counts, plain: plain.length, packed: packed.length });
}

write("declensions.json", labelled(), [homographs().join(" ")]);
write("conjugations.json", conjugated());
writeKnown("known.json");
// It reads what has just been written.
const lexemesAsBuilt = await import("../src/terminology/russian/lexemes.ts");
const meanings = meant(lexemesAsBuilt.readingsOf);
pack("meanings.json", new TextEncoder().encode(meanings.join("\n")), { words: meanings.length });
