import { type Language, LANGUAGES } from "../domain/language.ts";
import { textHash } from "./comparable.ts";
import { countGrams, frequencyOf, type Frequencies, newFrequencies } from "./frequencies.ts";
import { collectGrams, collectLongGrams, type Grams, lettersHash, newGrams, signCount } from "./grams.ts";
import { type Postings, postings } from "./postings.ts";
import { codePoints, distanceTo, editsAllowed } from "./similarity.ts";
import { grown, type TextStore, textStore } from "./text-store.ts";

/**
 * The match index in memory. Each text is posted under its signature, the rarest of its grams; a query reads
 * the lists of its own grams, rarest first, and what shares most is compared exactly, here and now.
 * Which grams are rare is judged by counts that grow with the texts: when they drift, lists grow a little
 * uneven, but nothing is lost, because a query is not limited to what is rare today.
 */
export interface ResidentIndex {
  /** Sets the texts (comparable form) of a unit; a language without one is removed. */
  put(n: number, texts: Texts): void;
  remove(n: number): void;
  texts(n: number): Texts;
  candidates(probe: ResidentProbe): ResidentCandidates;
  /** Units that contain any of the pieces in that language, newest first. */
  containing(language: Language, pieces: readonly string[]): number[];
  has(n: number, language: Language): boolean;
  /** Units, highest number first. */
  units(): Generator<number>;
  readonly stats: () => Stats;
}

export type Texts = { readonly [language in Language]?: string };

export interface ResidentProbe {
  readonly language: Language;
  readonly text: string;
  readonly least: number;
  /** None for units with any languages. */
  readonly targets: readonly Language[];
  readonly limit: number;
}

export interface ResidentCandidate {
  readonly n: number;
  readonly exact: boolean;
}

export interface ResidentCandidates {
  readonly direct: ResidentCandidate[];
  readonly partial: ResidentCandidate[];
}

export interface Stats {
  readonly units: number;
  readonly texts: number;
  readonly postings: number;
  readonly bytes: number;
  /** Postings read and texts compared by all probes so far. */
  readonly read: number;
  readonly compared: number;
}

export interface Tuning {
  /** Grams per text that are posted. */
  readonly signature: number;
  /** Postings that one probe may read, unless its rarest list alone is longer. */
  readonly budget: number;
  /** Texts whose sketches one probe looks at. */
  readonly sketch: number;
  /** Texts that one probe compares; how many in a row may be too different; words of 32 cells that all may take. */
  readonly compare: number;
  readonly patience: number;
  readonly work: number;
}

export const TUNING: Tuning = {
  signature: 20,
  budget: 80_000,
  sketch: 4000,
  compare: 160,
  patience: 100,
  work: 30_000_000,
};

/** Texts of more signs than this are posted under grams of four letters, others under grams of three. */
const LONG = 24;

/**
 * What is kept of a text, side by side, so that judging it touches one line of the processor's cache: its sketch
 * (each of its grams sets one bit), its unit (0 when it was removed), hashes of its letters and of all of it.
 */
const FIELDS = 8;
const SKETCH = 6;
const UNIT = 6;
const HASHES = 7;

/** Sets the bits of grams in the sketch that begins at `at`. */
function addToSketch(sketch: Int32Array, at: number, grams: Grams): void {
  for (let place = 0; place < grams.length; place += 1) {
    const gram = grams.list[place] as number;
    const word = at + Math.imul(gram >>> 16, SKETCH) / 0x10000;
    sketch[word | 0] = (sketch[word | 0] as number) | (1 << ((gram >>> 11) & 31));
  }
}

const hashesOf = (text: string): number => (lettersHash(text) << 16) | (textHash(text) & 0xffff);

/**
 * Lengths (in signs) of one bucket differ by up to this factor; a list holds texts of one gram and one bucket.
 * Grams of Chinese are many and their lists short: to divide them further would cost more than it saves.
 */
const BUCKET: Readonly<Record<Language, number>> = {
  en: Math.log(1.25),
  ru: Math.log(1.25),
  zh: Math.log(2.5),
};
const listOf = (gram: number, bucket: number): number => (gram ^ Math.imul(bucket + 1, 0x9e3779b1)) >>> 0;

/** Exact texts given beside the closest ones: they may have different targets. */
const EXACT = 64;
const PARTIAL = 4;
/** Removed texts, as a part of all, from which on a language is built anew. */
const DEAD = 0.3;

export function residentIndex(tuning: Tuning = TUNING): ResidentIndex {
  const of = {
    en: languageIndex("en", tuning),
    ru: languageIndex("ru", tuning),
    zh: languageIndex("zh", tuning),
  };
  const has = (n: number, language: Language) => of[language].textOf(n) !== NONE;
  /** Units by which languages they have, as bits in the order of the house. */
  const masks = new Uint32Array(8);
  const maskOf = (n: number) =>
    LANGUAGES.reduce((mask, language, at) => mask | (has(n, language) ? 1 << at : 0), 0);
  const put = (n: number, texts: Texts): void => {
    const before = maskOf(n);
    for (const language of LANGUAGES) of[language].put(n, texts[language]);
    const after = maskOf(n);
    if (before !== 0) masks[before] = (masks[before] as number) - 1;
    if (after !== 0) masks[after] = (masks[after] as number) + 1;
  };
  /** Whether a unit with these languages lacks a target that a third one may lead to. */
  const leadsOn = (mask: number, { language, targets }: ResidentProbe): boolean =>
    (mask & bit(language)) > 0 && targets.some((target) => !(mask & bit(target)) && mask !== bit(language));
  return {
    put,
    remove: (n) => put(n, {}),
    texts(n) {
      const texts: { [language in Language]?: string } = {};
      for (const language of LANGUAGES) {
        const text = of[language].read(n);
        if (text !== undefined) texts[language] = text;
      }
      return texts;
    },
    candidates(probe) {
      const { language, targets } = probe;
      const direct = (n: number) => targets.length === 0 || targets.some((target) => has(n, target));
      const partial = (n: number) => leadsOn(maskOf(n), probe);
      const lacking = masks.some((count, mask) => count > 0 && leadsOn(mask, probe));
      return of[language].candidates(probe, direct, lacking ? partial : undefined);
    },
    containing: (language, pieces) => of[language].containing(pieces),
    has,
    *units() {
      const highest = Math.max(...LANGUAGES.map((language) => of[language].highest()));
      for (let n = highest; n > 0; n -= 1) if (LANGUAGES.some((language) => has(n, language))) yield n;
    },
    stats() {
      const all = LANGUAGES.map((language) => of[language].stats());
      const sum = (key: keyof Stats) => all.reduce((total, stats) => total + stats[key], 0);
      return {
        units: Math.max(...all.map(({ texts }) => texts)),
        texts: sum("texts"),
        postings: sum("postings"),
        bytes: sum("bytes"),
        read: sum("read"),
        compared: sum("compared"),
      };
    },
  };
}

const bit = (language: Language): number => 1 << LANGUAGES.indexOf(language);

/** Scores are bytes, for they are written at random all over memory; they stop at their highest value. */
const RUNGS = 256;
/** Keys of texts with the same letters: compared before all others. */
const EQUAL = 1279;
const ALIKE = 1278;

/** Bits that two sketches share, of those that either has: 0 … 1023. */
function agreement(rows: Int32Array, at: number, sketch: Int32Array): number {
  let both = 0;
  let either = 0;
  for (let word = 0; word < SKETCH; word += 1) {
    const a = rows[at + word] as number;
    const b = sketch[word] as number;
    both += bits(a & b);
    either += bits(a | b);
  }
  return either === 0 ? 0 : Math.floor((1023 * both) / either);
}

function bits(word: number): number {
  let count = word - ((word >>> 1) & 0x55555555);
  count = (count & 0x33333333) + ((count >>> 2) & 0x33333333);
  return Math.imul((count + (count >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** No text, and no unit. */
const NONE = 0;

interface LanguageIndex {
  put(n: number, text: string | undefined): void;
  read(n: number): string | undefined;
  textOf(n: number): number;
  live(): number;
  highest(): number;
  candidates(
    probe: ResidentProbe,
    direct: (n: number) => boolean,
    partial: ((n: number) => boolean) | undefined,
  ): ResidentCandidates;
  containing(pieces: readonly string[]): number[];
  stats(): Stats;
}

function languageIndex(language: Language, tuning: Tuning): LanguageIndex {
  let texts: TextStore = textStore(language === "zh");
  let lists: Postings = postings();
  let frequencies: Frequencies = newFrequencies();
  const longFrequencies = newFrequencies();
  let rows = new Int32Array(1024 * FIELDS);
  /** By unit: its text + 1. */
  let textsOf = new Uint32Array(1024);
  let scores = new Uint8ClampedArray(1024);
  let touched = new Uint32Array(1024);
  let live = 0;
  let highest = 0;
  let read = 0;
  let compared = 0;
  const han = language === "zh";
  const grams = newGrams();
  const longer = newGrams();
  let keys = new Uint16Array(1024);
  const ladder = new Uint32Array(RUNGS);
  const rungs = new Uint32Array(EQUAL + 1);
  const sketch = new Int32Array(SKETCH);

  const bucketOf = (length: number): number => Math.round(Math.log(length + 1) / BUCKET[language]);
  const textOf = (n: number) => (n < textsOf.length ? (textsOf[n] as number) : NONE);

  const remove = (n: number): void => {
    const text = textOf(n);
    if (text === NONE) return;
    rows[(text - 1) * FIELDS + UNIT] = NONE;
    textsOf[n] = NONE;
    live -= 1;
  };

  const add = (n: number, text: string): void => {
    const number = texts.add(text);
    if (number === touched.length) {
      touched = grown(touched);
      scores = new Uint8ClampedArray(touched.length);
      keys = grownShort(keys);
      const larger = new Int32Array(touched.length * FIELDS);
      larger.set(rows);
      rows = larger;
    }
    while (n >= textsOf.length) textsOf = grown(textsOf);
    rows[number * FIELDS + UNIT] = n;
    rows[number * FIELDS + HASHES] = hashesOf(text);
    textsOf[n] = number + 1;
    live += 1;
    if (n > highest) highest = n;
    collectGrams(text, grams);
    countGrams(frequencies, grams.list, grams.length);
    addToSketch(rows, number * FIELDS, grams);
    const signs = signCount(text);
    const bucket = bucketOf(signs);
    if (han || signs <= LONG) post(grams, bucket, number);
    else {
      collectLongGrams(text, longer);
      countGrams(longFrequencies, longer.list, longer.length);
      post(longer, bucket, number);
    }
  };
  const post = (posted: Grams, bucket: number, number: number): void => {
    const counts = posted === longer ? longFrequencies : frequencies;
    const signature = rarestInPlace(counts, posted.list, posted.length, tuning.signature);
    for (let at = 0; at < signature; at += 1) lists.add(listOf(posted.list[at] as number, bucket), number);
  };

  /** Once enough is removed, all is built anew, by the frequencies of today. */
  const compact = (): void => {
    const kept: [number, string][] = [];
    for (let text = 0; text < texts.count(); text += 1) {
      const n = rows[text * FIELDS + UNIT] as number;
      if (n !== NONE) kept.push([n, texts.text(text)]);
    }
    texts = textStore(language === "zh");
    lists = postings();
    const old = frequencies;
    frequencies = newFrequencies();
    frequencies.counts.set(old.counts);
    live = 0;
    for (const [n, text] of kept) add(n, text);
    frequencies = { texts: frequencies.texts, counts: frequencies.counts };
  };

  const candidates: LanguageIndex["candidates"] = (probe, direct, partial) => {
    const found: ResidentCandidates = { direct: [], partial: [] };
    const points = codePoints(probe.text);
    collectGrams(probe.text, grams);
    sketch.fill(0);
    addToSketch(sketch, 0, grams);
    // Edits that the threshold allows, as signs; one more for texts so short that punctuation alone leads out.
    const signs = signCount(probe.text);
    const shortest = bucketOf(Math.max(0, Math.floor(signs - points.length * (1 - probe.least)) - 1));
    const longest = bucketOf(Math.ceil(signs + points.length * (1 / probe.least - 1)) + 1);
    const asked: { gram: number; count: number }[] = [];
    const ask = ({ list, length }: Grams): void => {
      for (let at = 0; at < length; at += 1) {
        const gram = list[at] as number;
        let count = 0;
        for (let bucket = shortest; bucket <= longest; bucket += 1)
          count += lists.count(listOf(gram, bucket));
        if (count > 0) asked.push({ gram, count });
      }
    };
    // Short texts have lists of the one kind, long ones of the other; the window may hold both.
    ask(grams);
    if (!han) ask(collectLongGrams(probe.text, longer));
    asked.sort((a, b) => a.count - b.count || a.gram - b.gram);
    let noted = 0;
    let budget = tuning.budget;
    for (const [at, { gram, count }] of asked.entries()) {
      const weight = Math.max(1, Math.min(8, Math.round(Math.log2(live / count) / 2)));
      if (at > 0 && count > budget) break;
      budget -= count;
      for (let bucket = shortest; bucket <= longest; bucket += 1) {
        noted = lists.score(listOf(gram, bucket), weight, scores, touched, noted);
      }
    }
    read += tuning.budget - budget;
    const hashes = hashesOf(probe.text);
    // Of the texts that share most with the signature, those whose sketches agree best are compared.
    ladder.fill(0);
    for (let at = 0; at < noted; at += 1) {
      const text = touched[at] as number;
      const score = scores[text] as number;
      scores[text] = 0;
      keys[at] = score;
      ladder[score] = (ladder[score] as number) + 1;
    }
    let floor = RUNGS - 1;
    for (let above = ladder[floor] as number; floor > 0 && above < tuning.sketch;)
      above += ladder[--floor] as number;
    let kept = 0;
    rungs.fill(0);
    for (let at = 0; at < noted; at += 1) {
      const score = keys[at] as number;
      if (score < floor) continue;
      const text = touched[at] as number;
      const row = text * FIELDS;
      if (rows[row + UNIT] === NONE) continue;
      const differing = (rows[row + HASHES] as number) ^ hashes;
      const key =
        differing >>> 16 === 0
          ? differing === 0
            ? EQUAL
            : ALIKE
          : Math.min(ALIKE - 1, agreement(rows, row, sketch) + score);
      touched[kept] = text;
      keys[kept] = key;
      kept += 1;
      rungs[key] = (rungs[key] as number) + 1;
    }
    let bottom = EQUAL;
    for (let above = rungs[bottom] as number; bottom > 0 && above < tuning.compare;)
      above += rungs[--bottom] as number;
    const chosen: number[] = [];
    for (let at = 0; at < kept; at += 1) {
      if ((keys[at] as number) >= bottom)
        chosen.push((keys[at] as number) * 0x100000000 + (touched[at] as number));
    }
    chosen.sort(descending);
    const distance = distanceTo(points);
    const best: { n: number; similarity: number }[] = [];
    let bar = probe.least;
    let work = tuning.work;
    let tried = 0;
    let failures = 0;
    const compareOne = (text: number): void => {
      const n = rows[text * FIELDS + UNIT] as number;
      const useful = direct(n);
      const through = partial !== undefined && found.partial.length < PARTIAL && partial(n);
      if (!useful && !through) return;
      tried += 1;
      const other = texts.read(text);
      const longer = Math.max(other.length, points.length);
      // Numbers and punctuation alone may make more difference than the threshold allows.
      const alike = ((rows[text * FIELDS + HASHES] as number) ^ hashes) >>> 16 === 0;
      const limit = editsAllowed(other.length, points.length, alike ? 0 : through ? probe.least : bar);
      work -= (Math.min(other.length, 2 * limit + 64) * points.length) >>> 5;
      const edits = distance(other, limit);
      if (edits > limit) {
        failures += 1;
        return;
      }
      failures = 0;
      const similarity = longer === 0 ? 1 : 1 - edits / longer;
      const exact = edits === 0;
      if (through) found.partial.push({ n, exact });
      if (!useful) return;
      if (exact) {
        if (found.direct.length < EXACT) found.direct.push({ n, exact });
        return;
      }
      best.push({ n, similarity });
      if (!alike && best.length > 2 * probe.limit) {
        best.sort((a, b) => b.similarity - a.similarity);
        best.length = probe.limit;
        bar = Math.max(bar, best.at(-1)?.similarity ?? 0);
      }
    };
    for (const key of chosen) {
      if (tried >= tuning.compare || failures >= tuning.patience || work <= 0) break;
      compareOne(key % 0x100000000);
    }
    compared += tried;
    best.sort((a, b) => b.similarity - a.similarity || a.n - b.n);
    for (const { n } of best.slice(0, probe.limit)) found.direct.push({ n, exact: false });
    return found;
  };

  return {
    put(n, text) {
      const known = textOf(n);
      if (known !== NONE && text !== undefined && texts.text(known - 1) === text) return;
      remove(n);
      if (text !== undefined) add(n, text);
      if (texts.count() - live > 1000 && texts.count() - live > DEAD * texts.count()) compact();
    },
    read(n) {
      const text = textOf(n);
      return text === NONE ? undefined : texts.text(text - 1);
    },
    textOf,
    live: () => live,
    highest: () => highest,
    candidates,
    containing(pieces) {
      const found = new Set<number>();
      for (const piece of pieces) {
        for (const text of texts.containing(piece)) {
          const n = rows[text * FIELDS + UNIT] as number;
          if (n !== NONE) found.add(n);
        }
      }
      return [...found].sort(descending);
    },
    stats: () => ({
      units: live,
      texts: live,
      postings: lists.size(),
      bytes:
        texts.bytes() +
        lists.bytes() +
        rows.byteLength +
        scores.byteLength +
        keys.byteLength +
        touched.byteLength +
        textsOf.byteLength,
      read,
      compared,
    }),
  };
}

const descending = (a: number, b: number): number => b - a;

function grownShort(list: Uint16Array<ArrayBuffer>): Uint16Array<ArrayBuffer> {
  const larger = new Uint16Array(Math.ceil(list.length * 1.5));
  larger.set(list);
  return larger;
}

/** Moves the rarest grams to the front of the list; returns how many of `size` there are. */
function rarestInPlace(frequencies: Frequencies, list: Uint32Array, length: number, size: number): number {
  if (length <= size) return length;
  const ranked = ranks.length < length ? (ranks = new Float64Array(length * 2)) : ranks;
  for (let at = 0; at < length; at += 1) {
    const gram = list[at] as number;
    // Frequency first, then the gram itself, so that equally rare grams are chosen alike everywhere.
    ranked[at] = Math.min(frequencyOf(frequencies, gram), 0x1fffff) * 0x100000000 + gram;
  }
  const sorted = ranked.subarray(0, length).sort();
  for (let at = 0; at < size; at += 1) list[at] = (sorted[at] as number) % 0x100000000;
  return size;
}

let ranks = new Float64Array(512);
