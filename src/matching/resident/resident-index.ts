import { type Language, LANGUAGES } from "../../domain/language.ts";
import { type Arena, arena, type ArenaState } from "./arena.ts";
import { textHash } from "../comparable-text.ts";
import { type EncodedDistance, encodedDistance } from "./encoded-distance.ts";
import { collectGrams, lettersHash, newGrams, signCount } from "../grams.ts";
import { type CodePoints, codePoints, type Distance, distanceTo, editsAllowed } from "../similarity.ts";
import {
  counting,
  type Counting,
  hasPairs,
  sketchRules,
  type Sketches,
  sketches,
  type SketchesState,
} from "./sketches.ts";
import { type Encoded, LOCATED, type TextStore, textStore, type TextStoreState } from "./text-store.ts";

/**
 * The match index in memory. A text is known by its sketch, a bit for each of its grams (matching/resident/sketches);
 * those that share most with a query are compared exactly, here and now. Equal texts are found by a hash.
 */
export interface ResidentIndex {
  /** Sets the texts (comparable form) of a unit; a language without one is removed. */
  put(n: number, texts: Texts): void;
  remove(n: number): void;
  texts(n: number): Texts;
  candidates(probe: ResidentProbe): ResidentCandidates;
  /** Units that contain any of the pieces in that language, newest first. */
  containing(language: Language, pieces: readonly string[]): number[];
  /** Texts in that language that contain of each needle one of the pieces; newest units first, as they are asked for. */
  textsWith(
    language: Language,
    needles: readonly (readonly string[])[],
  ): Iterable<{ readonly n: number; readonly text: string }>;
  has(n: number, language: Language): boolean;
  /** Units, highest number first. */
  units(): Generator<number>;
  readonly stats: () => Stats;
  /** All of it, to be taken in by `restoredIndex`. The parts are the index's own memory: read them at once. */
  save(): SavedIndex;
}

export interface SavedIndex {
  /** Can be written as JSON. */
  readonly state: IndexState;
  readonly parts: readonly Uint8Array[];
}

export interface IndexState {
  /** What texts and sketches are made by; another program may make them otherwise. */
  readonly rules: string;
  readonly masks: readonly number[];
  readonly arena: ArenaState;
  readonly languages: Readonly<Record<Language, LanguageState>>;
}

interface LanguageState {
  readonly texts: TextStoreState;
  readonly sketched: SketchesState;
  readonly live: number;
  readonly dead: number;
  readonly highest: number;
  /** Lengths of its arrays. */
  readonly rows: number;
  readonly slotsOf: number;
  readonly newest: number;
}

/** To be changed whenever folding, grams, hashes or the form of what is saved change. */
const RULES = `1 ${sketchRules()}`;

export type Texts = { readonly [language in Language]?: string };

export interface ResidentProbe {
  readonly language: Language;
  readonly text: string;
  readonly least: number;
  /** None for units with any languages. */
  readonly targets: readonly Language[];
  readonly limit: number;
  /** Units with the very text that are wanted, the newest; 64 when absent. Beyond them, others with other targets. */
  readonly equal?: number;
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
  readonly bytes: number;
  /** Texts whose sketches were counted, and that were compared, by all probes so far. */
  readonly counted: number;
  readonly compared: number;
}

export interface Tuning {
  /**
   * Texts that one probe compares: so many times the square root of how many there are, within these bounds. The
   * more there are, the more share as much with a query as its true best match does.
   */
  readonly compare: { readonly perRoot: number; readonly least: number; readonly most: number };
  /** Compared after the last that was of use, once one is as similar as `good`. */
  readonly enough: number;
  readonly good: number;
  /** Words of the matrix that comparing may fill: 64 rows each, and 32 for texts too long for that. */
  readonly work: number;
  readonly longWork: number;
}

export const TUNING: Tuning = {
  compare: { perRoot: 0.8, least: 300, most: 2000 },
  enough: 200,
  good: 0.7,
  work: 400_000,
  longWork: 40_000_000,
};

/** Grams of a text for each of its signs. */
const GRAMS_PER_SIGN: Readonly<Record<Language, number>> = { en: 1.2, ru: 1.2, zh: 2 };

/**
 * What is kept of a text, side by side, so that judging it touches one line of the processor's cache: its unit (0 when
 * it was removed), hashes of its letters and of all of it, its address, and the one before it with the same hash.
 */
const FIELDS = 4;
const UNIT = 0;
const HASHES = 1;
const ADDRESS = 2;
const BEFORE = 3;

const hashesOf = (text: string): number => ((lettersHash(text) << 16) | (textHash(text) & 0xffff)) >>> 0;
const sameLetters = (a: number, b: number): boolean => (a ^ b) >>> 16 === 0;

/** Of the texts that are compared next. */
const addresses = new Uint32Array(LOCATED);

/** Code points at the beginning and the end of long texts by which they are put in order. */
const ENDS = 256;
/** Long texts that are put in order by them. */
const ORDERED = 1000;

/** Exact texts given beside the closest ones: they may have different targets. */
const EXACT = 64;
/** Exact texts that are looked at for other targets than those of the newest ones. */
const WALKED = 20_000;
/** Texts with the same letters given beside the closest ones: their numbers may be adapted. */
const ALIKE = 8;
const PARTIAL = 4;
/** Removed texts, as a part of all, from which on a language is built anew. */
const DEAD = 0.3;
/** The same while texts are removed alone: a document that goes would be built anew again and again. */
const DEAD_AT_LAST = 0.8;

export const residentIndex = (tuning: Tuning = TUNING): ResidentIndex => makeIndex(tuning);

/**
 * An index as it was saved; `undefined` when it was made by other rules.
 *
 * @param fill writes the next part, in the order in which they were saved, into the bytes that it is given
 */
export function restoredIndex(
  state: IndexState,
  fill: (part: Uint8Array) => void,
  tuning: Tuning = TUNING,
): ResidentIndex | undefined {
  return state.rules === RULES ? makeIndex(tuning, { state, fill }) : undefined;
}

interface Source {
  readonly state: IndexState;
  readonly fill: (part: Uint8Array) => void;
}

function makeIndex(tuning: Tuning, source?: Source): ResidentIndex {
  const memory = arena();
  const shared: Shared = { memory, counting: counting(memory), encoded: encodedDistance(memory) };
  const start = memory.used();
  if (source !== undefined) memory.restore(start, source.state.arena, source.fill);
  const language = (one: Language): LanguageIndex =>
    languageIndex(one, tuning, shared, source && { state: source.state.languages[one], fill: source.fill });
  const of = { en: language("en"), ru: language("ru"), zh: language("zh") };
  const has = (n: number, language: Language) => of[language].has(n);
  /** Units by which languages they have, as bits in the order of the house. */
  const masks = Uint32Array.from(source?.state.masks ?? new Uint32Array(8));
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
      const targetsOf = (n: number) => targets.map((target) => of[target].hashOf(n)).join();
      return of[language].candidates(probe, { direct, partial: lacking ? partial : undefined, targetsOf });
    },
    containing: (language, pieces) => of[language].containing(pieces),
    textsWith: (language, needles) => of[language].textsWith(needles),
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
        bytes: sum("bytes"),
        counted: sum("counted"),
        compared: sum("compared"),
      };
    },
    save() {
      const { state, part } = memory.save(start);
      const saved = { en: of.en.save(), ru: of.ru.save(), zh: of.zh.save() };
      return {
        state: {
          rules: RULES,
          masks: [...masks],
          arena: state,
          languages: { en: saved.en.state, ru: saved.ru.state, zh: saved.zh.state },
        },
        parts: [part, ...LANGUAGES.flatMap((one) => saved[one].parts)],
      };
    },
  };
}

const bit = (language: Language): number => 1 << LANGUAGES.indexOf(language);

/** No text, and no unit. */
const NONE = 0;

interface LanguageIndex {
  put(n: number, text: string | undefined): void;
  read(n: number): string | undefined;
  has(n: number): boolean;
  highest(): number;
  /** A number of the text of a unit, hardly ever that of another one; 0 where it has none. */
  hashOf(n: number): number;
  candidates(probe: ResidentProbe, wanted: Wanted): ResidentCandidates;
  containing(pieces: readonly string[]): number[];
  textsWith(needles: readonly (readonly string[])[]): Iterable<{ readonly n: number; readonly text: string }>;
  stats(): Stats;
  save(): { readonly state: LanguageState; readonly parts: readonly Uint8Array[] };
}

/** Which units are of use. */
interface Wanted {
  /** With one of the targets. */
  readonly direct: (n: number) => boolean;
  /** Without one of them, but with a language that leads there; absent where there are no such units. */
  readonly partial: ((n: number) => boolean) | undefined;
  /** Equal for units with the same targets, and hardly ever for others. */
  readonly targetsOf: (n: number) => string;
}

/** What the languages have in common. */
interface Shared {
  readonly memory: Arena;
  readonly counting: Counting;
  readonly encoded: EncodedDistance;
}

function languageIndex(
  language: Language,
  tuning: Tuning,
  shared: Shared,
  source?: { readonly state: LanguageState; readonly fill: (part: Uint8Array) => void },
): LanguageIndex {
  const han = language === "zh";
  const { memory, encoded } = shared;
  const saved = source?.state;
  let texts: TextStore = textStore(memory, han, saved?.texts);
  let sketched: Sketches = sketches(memory, shared.counting, GRAMS_PER_SIGN[language], saved?.sketched);
  /** By slot. */
  let rows = new Uint32Array(saved?.rows ?? 1024 * FIELDS);
  /** By unit: its slot + 1. */
  let slotsOf = new Uint32Array(saved?.slotsOf ?? 1024);
  /** By hash: the newest slot + 1. */
  let newest = new Uint32Array(saved?.newest ?? 1024);
  for (const list of [rows, slotsOf, newest]) source?.fill(bytesOf(list));
  let live = saved?.live ?? 0;
  let dead = saved?.dead ?? 0;
  let highest = saved?.highest ?? 0;
  let counted = 0;
  let compared = 0;
  const grams = newGrams();
  const pairedGrams = newGrams();

  const field = (slot: number, name: number): number => rows[slot * FIELDS + name] as number;
  const chainOf = (hashes: number): number => (Math.imul(hashes, 0x9e3779b1) >>> 7) & (newest.length - 1);
  const slotOf = (n: number): number => (n < slotsOf.length ? (slotsOf[n] as number) : NONE) - 1;

  const remove = (n: number): void => {
    const slot = slotOf(n);
    if (slot < 0) return;
    sketched.remove(slot);
    rows[slot * FIELDS + UNIT] = NONE;
    slotsOf[n] = NONE;
    live -= 1;
    dead += 1;
  };

  /** Puts a slot at the beginning of the chain of its hash. */
  const chain = (slot: number): void => {
    const place = chainOf(field(slot, HASHES));
    rows[slot * FIELDS + BEFORE] = newest[place] as number;
    newest[place] = slot + 1;
  };

  const add = (n: number, text: string): void => {
    const signs = signCount(text);
    const slot = sketched.add(collectGrams(text, grams, hasPairs(signs)), signs);
    while (sketched.slots() * FIELDS > rows.length) rows = grown(rows);
    while (n >= slotsOf.length) slotsOf = grown(slotsOf);
    rows[slot * FIELDS + UNIT] = n;
    rows[slot * FIELDS + HASHES] = hashesOf(text);
    rows[slot * FIELDS + ADDRESS] = texts.add(text);
    slotsOf[n] = slot + 1;
    live += 1;
    if (n > highest) highest = n;
    if (live + dead > newest.length) {
      newest = new Uint32Array(newest.length * 2);
      for (let one = 0; one < sketched.slots(); one += 1) if (field(one, UNIT) !== NONE) chain(one);
    } else chain(slot);
  };

  /** Once enough is removed, all is built anew. */
  const compact = (): void => {
    const old = { texts, rows, slots: sketched.slots() };
    sketched.release();
    texts = textStore(memory, han);
    sketched = sketches(memory, shared.counting, GRAMS_PER_SIGN[language]);
    rows = new Uint32Array(Math.max(1024, live) * FIELDS);
    newest.fill(NONE);
    live = 0;
    dead = 0;
    for (let slot = 0; slot < old.slots; slot += 1) {
      const n = old.rows[slot * FIELDS + UNIT] as number;
      if (n !== NONE) add(n, old.texts.text(old.rows[slot * FIELDS + ADDRESS] as number));
    }
    old.texts.release();
  };

  /** Slots with this very text, newest first. */
  function* equal(points: CodePoints, hashes: number): Generator<number> {
    let next = newest[chainOf(hashes)] as number;
    while (next !== NONE) {
      const slot = next - 1;
      next = field(slot, BEFORE);
      if (field(slot, UNIT) === NONE || field(slot, HASHES) !== hashes) continue;
      const address = field(slot, ADDRESS);
      if (texts.locate(address).length === points.length && samePoints(texts.read(address), points))
        yield slot;
    }
  }

  /**
   * Comparing long texts is dear, and those of one vocabulary share all their grams: the ones whose beginning and
   * end are closest to the query's come first. What is equal in their sum stays in its order.
   */
  const likeliest = (points: CodePoints, slots: Uint32Array): number[] => {
    const first = distanceTo(piece(points, 0));
    const last = distanceTo(piece(points, points.length - ENDS));
    return Array.from(slots.subarray(0, ORDERED), (slot) => {
      const text = texts.read(field(slot, ADDRESS));
      return {
        slot,
        edits: first(piece(text, 0), ENDS) + last(piece(text, Math.max(0, text.length - ENDS)), ENDS),
      };
    })
      .sort((a, b) => a.edits - b.edits)
      .map(({ slot }) => slot);
  };

  const candidates: LanguageIndex["candidates"] = (probe, { direct, partial, targetsOf }) => {
    const found: ResidentCandidates = { direct: [], partial: [] };
    const points = codePoints(probe.text);
    const hashes = hashesOf(probe.text);
    const { equal: most = EXACT } = probe;
    const offered = new Set<string>();
    let walked = 0;
    for (const slot of equal(points, hashes)) {
      if (walked++ === WALKED || found.direct.length === 2 * most) break;
      const n = field(slot, UNIT);
      if (partial?.(n) === true && found.partial.length < PARTIAL) found.partial.push({ n, exact: true });
      if (!direct(n)) continue;
      const targets = targetsOf(n);
      if (found.direct.length < most || !offered.has(targets)) found.direct.push({ n, exact: true });
      offered.add(targets);
    }
    if (probe.least >= 1 || found.direct.length >= probe.limit) return found;
    // Edits that the threshold allows, as signs; one more for texts so short that punctuation alone leads out.
    const signs = signCount(probe.text);
    const near = sketched.nearest(
      { paired: collectGrams(probe.text, pairedGrams, true), plain: collectGrams(probe.text, grams, false) },
      {
        own: signs,
        shortest: Math.max(0, Math.floor(signs - points.length * (1 - probe.least)) - 1),
        longest: Math.ceil(signs + points.length * (1 / probe.least - 1)) + 1,
      },
      Math.max(
        tuning.compare.least,
        Math.min(tuning.compare.most, Math.round(tuning.compare.perRoot * Math.sqrt(live))),
      ),
    );
    counted += near.counted;
    const quick = encoded.prepare(points, han);
    let slow: Distance | undefined;
    let work = quick ? tuning.work : tuning.longWork;
    const blocks = Math.ceil(points.length / 64);
    const editsTo = (slot: number, { from, until, length }: Encoded, limit: number): number => {
      if (quick) {
        work -= length * blocks;
        return encoded.edits(from, until, limit);
      }
      work -= (Math.min(length, 2 * limit + 64) * points.length) >>> 5;
      return (slow ??= distanceTo(points))(texts.read(field(slot, ADDRESS)), limit);
    };
    const order = quick || points.length < 2 * ENDS ? near.slots : likeliest(points, near.slots);
    let located: readonly Encoded[] = [];
    /** Where the next texts are. */
    const locate = (from: number): void => {
      const count = Math.min(order.length - from, LOCATED);
      for (let at = 0; at < count; at += 1) addresses[at] = field(order[from + at] as number, ADDRESS);
      located = texts.locateAll(addresses.subarray(0, count));
    };
    const best: Close[] = [];
    const alike: Close[] = [];
    let bar = probe.least;
    let closest = found.direct.length > 0 ? 1 : 0;
    let last = 0;
    for (let at = 0; at < order.length; at += 1) {
      if (at % LOCATED === 0) locate(at);
      const slot = order[at] as number;
      if (work <= 0 || (at - last >= tuning.enough && closest >= tuning.good)) break;
      const encodedText = located[at % LOCATED] as Encoded;
      const { length } = encodedText;
      // Numbers and punctuation alone may make more difference than the threshold allows.
      const kin = sameLetters(field(slot, HASHES), hashes);
      const open = partial !== undefined && found.partial.length < PARTIAL;
      const limit = editsAllowed(length, points.length, kin ? 0 : open ? probe.least : bar);
      if (Math.abs(length - points.length) > limit) continue;
      compared += 1;
      const edits = editsTo(slot, encodedText, limit);
      // Equal ones are there already.
      if (edits === 0 || edits > limit) continue;
      const n = field(slot, UNIT);
      if (open && partial(n)) found.partial.push({ n, exact: false });
      if (!direct(n)) continue;
      const close = { n, similarity: 1 - edits / Math.max(length, points.length) };
      if (kin) {
        alike.push(close);
        continue;
      }
      last = at;
      closest = Math.max(closest, close.similarity);
      best.push(close);
      if (best.length > 2 * probe.limit) {
        best.sort(closerFirst);
        best.length = probe.limit;
        bar = Math.max(bar, best.at(-1)?.similarity ?? 0);
      }
    }
    const close = [...best, ...alike].sort(closerFirst);
    const more = alike
      .sort(closerFirst)
      .slice(0, ALIKE)
      .filter((one) => close.indexOf(one) >= probe.limit);
    for (const { n } of [...close.slice(0, probe.limit), ...more]) found.direct.push({ n, exact: false });
    return found;
  };

  return {
    put(n, text) {
      const slot = slotOf(n);
      if (slot >= 0 && text !== undefined && texts.text(field(slot, ADDRESS)) === text) return;
      remove(n);
      if (text !== undefined) add(n, text);
      if (dead > 1000 && dead > (text === undefined ? DEAD_AT_LAST : DEAD) * (live + dead)) compact();
    },
    read(n) {
      const slot = slotOf(n);
      return slot < 0 ? undefined : texts.text(field(slot, ADDRESS));
    },
    has: (n) => slotOf(n) >= 0,
    hashOf(n) {
      const slot = slotOf(n);
      return slot < 0 ? 0 : field(slot, HASHES);
    },
    highest: () => highest,
    candidates,
    containing(pieces) {
      const finders = pieces.map((piece) => texts.finder(piece));
      const found: number[] = [];
      for (let slot = 0; slot < sketched.slots(); slot += 1) {
        const n = field(slot, UNIT);
        if (n !== NONE && finders.some((finds) => finds(field(slot, ADDRESS)))) found.push(n);
      }
      return found.sort((a, b) => b - a);
    },
    *textsWith(needles) {
      const finders = needles.map((pieces) => pieces.map((piece) => texts.finder(piece)));
      const [[only] = [], ...others] = finders;
      const isAlone = others.length === 0 && finders[0]?.length === 1;
      const holds =
        isAlone && only !== undefined
          ? only
          : (address: number) => finders.every((any) => any.some((finds) => finds(address)));
      for (let n = highest; n > 0; n -= 1) {
        const slot = slotOf(n);
        if (slot < 0) continue;
        const address = field(slot, ADDRESS);
        if (holds(address)) yield { n, text: texts.text(address) };
      }
    },
    stats: () => ({
      units: live,
      texts: live,
      bytes: texts.bytes() + sketched.bytes() + rows.byteLength + newest.byteLength + slotsOf.byteLength,
      counted,
      compared,
    }),
    save() {
      // No more than is in use, but never nothing.
      const lists = [
        rows.subarray(0, Math.max(1, sketched.slots()) * FIELDS),
        slotsOf.subarray(0, highest + 1),
        newest,
      ] as const;
      const [{ length: rowsLength }, { length: slotsLength }, { length: newestLength }] = lists;
      return {
        state: {
          texts: texts.save(),
          sketched: sketched.save(),
          live,
          dead,
          highest,
          rows: rowsLength,
          slotsOf: slotsLength,
          newest: newestLength,
        },
        parts: lists.map(bytesOf),
      };
    },
  };
}

const bytesOf = (list: Uint32Array): Uint8Array =>
  new Uint8Array(list.buffer, list.byteOffset, list.byteLength);

interface Close {
  readonly n: number;
  readonly similarity: number;
}

const piece = ({ codes, length }: CodePoints, from: number): CodePoints => {
  const until = Math.min(length, from + ENDS);
  return { codes: codes.subarray(from, until), length: until - from };
};

const closerFirst = (a: Close, b: Close): number => b.similarity - a.similarity || a.n - b.n;

function samePoints(a: CodePoints, b: CodePoints): boolean {
  for (let at = 0; at < a.length; at += 1) if (a.codes[at] !== b.codes[at]) return false;
  return true;
}

/** A larger copy. */
function grown(list: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(Math.ceil(list.length * 1.5));
  larger.set(list);
  return larger;
}
