import type { Language } from "../../domain/language.ts";
import { textHash } from "../comparable-text.ts";
import { collectGrams, lettersHash, newGrams, signCount } from "../grams.ts";
import type { CodePoints } from "../similarity.ts";
import type { Arena } from "./arena.ts";
import { hasPairs, type SketchesState } from "./sketch-blocks.ts";
import { type CountingSpace, type Sketches, sketches } from "./sketches.ts";
import { type TextStore, textStore, type TextStoreState } from "./text-store.ts";
import { type SavedPart, type UnitWords, unitWords, type UnitWordsState } from "./unit-words.ts";

/**
 * The texts of one language by unit. Each text has a slot, with its sketch, its hashes and its address in the text
 * store. Equal texts are found by their hash: slots with one hash are chained, newest first.
 */
export interface TextTable {
  /** Sets the text (comparable form) of a unit; `undefined` removes it. */
  put(n: number, text: string | undefined): void;
  text(n: number): string | undefined;
  has(n: number): boolean;
  /** The address of the unit's text in the text store. */
  addressOf(n: number): number | undefined;
  /** A number of the unit's text, hardly ever that of another text; 0 where it has none. */
  hashOf(n: number): number;
  /** Number of the highest unit that ever had a text. */
  readonly highest: () => number;
  /** Texts that are stored. */
  readonly size: () => number;

  /** The unit of a slot; `NO_UNIT` where the text was removed. */
  unitAt(slot: number): number;
  hashesAt(slot: number): number;
  addressAt(slot: number): number;
  /** Slots with this very text, newest first. */
  equalTo(points: CodePoints, hashes: number): Generator<number>;
  readonly texts: () => TextStore;
  readonly sketched: () => Sketches;
  readonly words: UnitWords;

  /** Whether so many texts were removed that the table is worth building anew. @param removing while texts are only removed */
  isWorn(removing: boolean): boolean;
  /** Gives the memory back; the table is of no use afterwards. */
  release(): void;
  readonly bytes: () => number;
  readonly save: () => { readonly state: TableState; readonly parts: readonly Uint8Array[] };
}

/** What is saved beside the arena and the parts. */
export interface TableState {
  readonly texts: TextStoreState;
  readonly sketched: SketchesState;
  readonly words: UnitWordsState;
  readonly live: number;
  readonly dead: number;
  readonly highest: number;
  /** Lengths of the parts. */
  readonly rows: number;
  readonly slotsOf: number;
  readonly newest: number;
}

export interface SavedTable {
  readonly state: TableState;
  /** Writes the next part into the bytes. */
  readonly fill: (part: Uint8Array) => void;
}

export const NO_UNIT = 0;
/** Slots are kept as slot + 1, so that 0 is none. */
const NO_SLOT = 0;

/**
 * Fields of a slot side by side, so that judging a text touches one line of the processor's cache: its unit, hashes
 * of its letters and of all of it, its address, and the slot before it in its chain.
 */
const FIELDS = 4;
const UNIT = 0;
const HASHES = 1;
const ADDRESS = 2;
const BEFORE = 3;

/** Part of the texts that may be removed before the table is worn … */
const DEAD = 0.3;
/** … and while texts are only removed: for a document that goes it would otherwise be built anew again and again. */
const DEAD_WHILE_REMOVING = 0.8;
/** Removed texts below which it is not worth it. */
const FEW_DEAD = 1000;

/** 16 bits of the text's letters, and 16 bits of all of it. */
export const hashesOf = (text: string): number =>
  ((lettersHash(text) << 16) | (textHash(text) & 0xffff)) >>> 0;
/** Whether two texts with these hashes have the same letters. */
export const sameLetters = (a: number, b: number): boolean => (a ^ b) >>> 16 === 0;

/** The lists by which slots are found. */
interface Slots {
  /** By slot: its fields. */
  rows: Uint32Array<ArrayBuffer>;
  /** By unit: its slot. */
  ofUnits: Uint32Array<ArrayBuffer>;
  /** By hash: the newest slot. */
  newest: Uint32Array<ArrayBuffer>;
}

const fieldOf = ({ rows }: Slots, slot: number, name: number): number => rows[slot * FIELDS + name] as number;
const slotOf = ({ ofUnits }: Slots, n: number): number =>
  (n < ofUnits.length ? (ofUnits[n] as number) : NO_SLOT) - 1;
const chainOf = ({ newest }: Slots, hashes: number): number =>
  (Math.imul(hashes, 0x9e3779b1) >>> 7) & (newest.length - 1);

function slotsOf(source: SavedTable | undefined): Slots {
  const { rows = 1024 * FIELDS, slotsOf: ofUnits = 1024, newest = 1024 } = source?.state ?? {};
  const lists = [new Uint32Array(rows), new Uint32Array(ofUnits), new Uint32Array(newest)] as const;
  for (const list of lists) source?.fill(bytesOf(list));
  return { rows: lists[0], ofUnits: lists[1], newest: lists[2] };
}

/** No more of the lists than is in use, but never an empty part. */
const inUse = ({ rows, ofUnits, newest }: Slots, count: number, highest: number) =>
  [rows.subarray(0, Math.max(1, count) * FIELDS), ofUnits.subarray(0, highest + 1), newest] as const;

/** Puts a slot at the beginning of the chain of its hash. */
function chain(slots: Slots, slot: number): void {
  const place = chainOf(slots, fieldOf(slots, slot, HASHES));
  slots.rows[slot * FIELDS + BEFORE] = slots.newest[place] as number;
  slots.newest[place] = slot + 1;
}

/** Doubles the number of chains. @param count slots that there are */
function chainAnew(slots: Slots, count: number): void {
  slots.newest = new Uint32Array(slots.newest.length * 2);
  for (let slot = 0; slot < count; slot += 1) if (fieldOf(slots, slot, UNIT) !== NO_UNIT) chain(slots, slot);
}

function* equalTo(slots: Slots, texts: TextStore, points: CodePoints, hashes: number): Generator<number> {
  let next = slots.newest[chainOf(slots, hashes)] as number;
  while (next !== NO_SLOT) {
    const slot = next - 1;
    next = fieldOf(slots, slot, BEFORE);
    if (fieldOf(slots, slot, UNIT) === NO_UNIT || fieldOf(slots, slot, HASHES) !== hashes) continue;
    const address = fieldOf(slots, slot, ADDRESS);
    if (texts.locate(address).length === points.length && samePoints(texts.read(address), points)) yield slot;
  }
}

/**
 * @param gramsPerSign grams of a text for each of its signs
 */
export function textTable(
  memory: Arena,
  space: CountingSpace,
  language: Language,
  gramsPerSign: number,
  source?: SavedTable,
): TextTable {
  const han = language === "zh";
  const saved = source?.state;
  const texts = textStore(memory, han, saved?.texts);
  const sketched = sketches(memory, space, gramsPerSign, saved?.sketched);
  const slots = slotsOf(source);
  const words = unitWords(
    memory,
    language,
    source && { state: source.state.words, fill: (part) => source.fill(bytesOf(part)) },
  );
  let live = saved?.live ?? 0;
  let dead = saved?.dead ?? 0;
  let highest = saved?.highest ?? 0;
  const grams = newGrams();

  const textAt = (slot: number): string => texts.text(fieldOf(slots, slot, ADDRESS));

  const remove = (n: number): void => {
    const slot = slotOf(slots, n);
    if (slot < 0) return;
    sketched.remove(slot);
    slots.rows[slot * FIELDS + UNIT] = NO_UNIT;
    slots.ofUnits[n] = NO_SLOT;
    words.leave(n);
    live -= 1;
    dead += 1;
  };

  const add = (n: number, text: string): void => {
    const signs = signCount(text);
    const slot = sketched.add(collectGrams(text, grams, hasPairs(signs)), signs);
    while (sketched.slots() * FIELDS > slots.rows.length) slots.rows = grown(slots.rows);
    while (n >= slots.ofUnits.length) slots.ofUnits = grown(slots.ofUnits);
    slots.rows[slot * FIELDS + UNIT] = n;
    slots.rows[slot * FIELDS + HASHES] = hashesOf(text);
    slots.rows[slot * FIELDS + ADDRESS] = texts.add(text);
    slots.ofUnits[n] = slot + 1;
    live += 1;
    if (n > highest) highest = n;
    if (live + dead > slots.newest.length) chainAnew(slots, sketched.slots());
    else chain(slots, slot);
  };

  return {
    put(n, text) {
      const slot = slotOf(slots, n);
      if (slot >= 0 && text !== undefined && textAt(slot) === text) return;
      remove(n);
      if (text !== undefined) {
        add(n, text);
        words.add(n, text);
      }
    },
    text(n) {
      const slot = slotOf(slots, n);
      return slot < 0 ? undefined : textAt(slot);
    },
    has: (n) => slotOf(slots, n) >= 0,
    addressOf(n) {
      const slot = slotOf(slots, n);
      return slot < 0 ? undefined : fieldOf(slots, slot, ADDRESS);
    },
    hashOf(n) {
      const slot = slotOf(slots, n);
      return slot < 0 ? 0 : fieldOf(slots, slot, HASHES);
    },
    highest: () => highest,
    size: () => live,
    unitAt: (slot) => fieldOf(slots, slot, UNIT),
    hashesAt: (slot) => fieldOf(slots, slot, HASHES),
    addressAt: (slot) => fieldOf(slots, slot, ADDRESS),
    equalTo: (points, hashes) => equalTo(slots, texts, points, hashes),
    texts: () => texts,
    sketched: () => sketched,
    words,
    isWorn(removing) {
      const most = removing ? DEAD_WHILE_REMOVING : DEAD;
      return dead > FEW_DEAD && dead > most * (live + dead);
    },
    release() {
      texts.release();
      sketched.release();
      words.release();
    },
    bytes: () => texts.bytes() + sketched.bytes() + words.bytes() + sizeOf(slots),
    save() {
      const lists = inUse(slots, sketched.slots(), highest);
      const [rows, ofUnits, newest] = lists.map(({ length }) => length) as [number, number, number];
      const ofWords = words.save();
      const stores = { texts: texts.save(), sketched: sketched.save(), words: ofWords.state };
      const state: TableState = { ...stores, live, dead, highest, rows, slotsOf: ofUnits, newest };
      return { state, parts: [...lists, ...ofWords.parts].map(bytesOf) };
    },
  };
}

const sizeOf = ({ rows, ofUnits, newest }: Slots): number =>
  rows.byteLength + ofUnits.byteLength + newest.byteLength;

const bytesOf = (list: SavedPart): Uint8Array =>
  new Uint8Array(list.buffer, list.byteOffset, list.byteLength);

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
