import { type Language, LANGUAGES } from "../../domain/language.ts";
import type { Candidates, Probe } from "../candidates.ts";
import type { FoundTexts, Pattern } from "../concordance.ts";
import { type Arena, arena, type ArenaState } from "./arena.ts";
import { type BitCounter, bitCounterIn } from "./bit-counters.ts";
import { type Compaction, compaction } from "./compaction.ts";
import { closestTexts, type Effort, type Tuning, TUNING, type Useful } from "./closest-texts.ts";
import { type EncodedDistance, encodedDistance } from "./encoded-distance.ts";
import { findInTable } from "./find-in-table.ts";
import { sketchRules } from "./sketch-blocks.ts";
import { type CountingSpace, countingSpace } from "./sketches.ts";
import { NO_UNIT, type SavedTable, type TableState, type TextTable, textTable } from "./text-table.ts";

/**
 * The match index in memory. A text is known by its sketch, a bit for each of its grams (matching/resident/sketches);
 * the texts that share most with a query are compared with it exactly. Equal texts are found by a hash.
 */
export interface ResidentIndex {
  /** Sets the texts (comparable form) of a unit; a language without a text is removed. */
  put(n: number, texts: Texts): void;
  remove(n: number): void;
  texts(n: number): Texts;
  /** @param share part of the full work that a long probe may take, 0 … 1 */
  candidates(probe: Probe, share?: number): Candidates;
  /** Units that contain any of the pieces in that language, newest first. */
  containing(language: Language, pieces: readonly string[]): number[];
  /**
   * Texts in which a pattern is found, newest units first.
   *
   * @param bound `complete` is false when there are more texts than so many
   */
  find(pattern: Pattern, bound: number): { readonly texts: FoundTexts; readonly complete: boolean };
  has(n: number, language: Language): boolean;
  /** Units, highest number first. */
  units(): Generator<number>;
  readonly stats: () => Stats;
  /** All of it, for `restoredIndex`. The parts are the index's own memory: read them at once. */
  save(): SavedIndex;
}

export type Texts = { readonly [language in Language]?: string };

/** With the effort of all probes so far. */
export interface Stats extends Readonly<Effort> {
  readonly units: number;
  readonly texts: number;
  readonly bytes: number;
}

export interface SavedIndex {
  /** Can be written as JSON. */
  readonly state: IndexState;
  readonly parts: readonly Uint8Array[];
}

export interface IndexState {
  /** The rules by which texts and sketches are made; another program may have other rules. */
  readonly rules: string;
  /** Units by the set of their languages. */
  readonly masks: readonly number[];
  readonly arena: ArenaState;
  readonly languages: Readonly<Record<Language, TableState>>;
}

/** Changes with folding, grams, hashes, the form of what is saved, and what is allocated before it. */
const RULES = `4 ${sketchRules()}`;

/** Grams of a text for each of its signs. */
const GRAMS_PER_SIGN: Readonly<Record<Language, number>> = { en: 1.2, ru: 1.2, zh: 2 };

/** The two functions that WebAssembly does; a bench puts others in their place. */
export interface Kernels {
  readonly bitCounter: (arena: Arena) => BitCounter;
  readonly distance: (arena: Arena) => EncodedDistance;
}

const WEBASSEMBLY: Kernels = {
  bitCounter: (memory) => bitCounterIn(memory.memory()),
  distance: encodedDistance,
};

export const residentIndex = (tuning: Tuning = TUNING, kernels: Kernels = WEBASSEMBLY): ResidentIndex =>
  makeIndex(tuning, kernels);

/**
 * An index as it was saved; `undefined` when other rules made it.
 *
 * @param fill writes the next part, in the order in which they were saved, into the bytes that it is given
 */
export function restoredIndex(
  state: IndexState,
  fill: (part: Uint8Array) => void,
  tuning: Tuning = TUNING,
): ResidentIndex | undefined {
  return state.rules === RULES ? makeIndex(tuning, WEBASSEMBLY, { state, fill }) : undefined;
}

interface Source {
  readonly state: IndexState;
  readonly fill: (part: Uint8Array) => void;
}

/** Memory of the index, with the space that its functions work in. */
interface Memory {
  readonly arena: Arena;
  readonly space: CountingSpace;
  readonly encoded: EncodedDistance;
  /** The address at which texts and sketches begin. */
  readonly start: number;
}

function newMemory({ bitCounter, distance }: Kernels): Memory {
  const memory = arena();
  const [space, encoded] = [countingSpace(memory, bitCounter(memory)), distance(memory)];
  return { arena: memory, space, encoded, start: memory.used() };
}

function makeIndex(tuning: Tuning, kernels: Kernels, source?: Source): ResidentIndex {
  const memory = newMemory(kernels);
  if (source !== undefined) memory.arena.restore(memory.start, source.state.arena, source.fill);
  const table = (one: Language): TextTable => {
    const saved: SavedTable | undefined = source && {
      state: source.state.languages[one],
      fill: source.fill,
    };
    return textTable(memory.arena, memory.space, one, GRAMS_PER_SIGN[one], saved);
  };
  const tables: Record<Language, TextTable> = { en: table("en"), ru: table("ru"), zh: table("zh") };
  /** The table that is being built anew, one at a time. */
  let renewal: { readonly language: Language; readonly compaction: Compaction } | undefined;
  const masks = Uint32Array.from(source?.state.masks ?? new Uint32Array(2 ** LANGUAGES.length));
  const effort: Effort = { counted: 0, compared: 0, words: 0 };

  const renew = (language: Language, removing: boolean): void => {
    if (renewal === undefined && tables[language].isWorn(removing)) {
      const fresh = textTable(memory.arena, memory.space, language, GRAMS_PER_SIGN[language]);
      renewal = { language, compaction: compaction(tables[language], fresh) };
    }
    if (renewal?.language !== language || !renewal.compaction.step()) return;
    tables[language].release();
    tables[language] = renewal.compaction.fresh;
    renewal = undefined;
  };
  const put = (n: number, texts: Texts): void => {
    const before = maskOf(tables, n);
    for (const language of LANGUAGES) {
      const text = texts[language];
      if (tables[language].text(n) === text) continue;
      tables[language].put(n, text);
      if (renewal?.language === language) renewal.compaction.changed(n);
      renew(language, text === undefined);
    }
    const after = maskOf(tables, n);
    if (before !== 0) masks[before] = (masks[before] as number) - 1;
    if (after !== 0) masks[after] = (masks[after] as number) + 1;
  };

  return {
    put,
    remove: (n) => put(n, {}),
    texts(n) {
      const texts: { [language in Language]?: string } = {};
      for (const language of LANGUAGES) {
        const text = tables[language].text(n);
        if (text !== undefined) texts[language] = text;
      }
      return texts;
    },
    candidates: (probe, share = 1) =>
      closestTexts(
        tables[probe.language],
        memory.encoded,
        tuning,
        probe,
        usefulFor(tables, masks, probe),
        effort,
        share,
      ),
    containing: (language, pieces) => containing(tables[language], pieces),
    find: (pattern, bound) => findInTable(tables[pattern.language], pattern, bound),
    has: (n, language) => tables[language].has(n),
    *units() {
      const highest = Math.max(...LANGUAGES.map((language) => tables[language].highest()));
      for (let n = highest; n > 0; n -= 1) if (LANGUAGES.some((language) => tables[language].has(n))) yield n;
    },
    stats() {
      const all = LANGUAGES.map((language) => tables[language]);
      return {
        units: Math.max(...all.map((one) => one.size())),
        texts: all.reduce((sum, one) => sum + one.size(), 0),
        bytes: all.reduce((sum, one) => sum + one.bytes(), renewal?.compaction.fresh.bytes() ?? 0),
        ...effort,
      };
    },
    save() {
      // What is built so far is not saved: the old table has everything.
      renewal?.compaction.fresh.release();
      renewal = undefined;
      return saveIndex(memory, masks, tables);
    },
  };
}

type Tables = Readonly<Record<Language, TextTable>>;

const bit = (language: Language): number => 1 << LANGUAGES.indexOf(language);

/** The languages that a unit has, a bit for each. */
const maskOf = (tables: Tables, n: number): number =>
  LANGUAGES.reduce((mask, language) => mask | (tables[language].has(n) ? bit(language) : 0), 0);

/** Whether a unit with these languages lacks a target that a third language may lead to. */
const leadsOn = (mask: number, { language, targets }: Probe): boolean =>
  (mask & bit(language)) > 0 && targets.some((target) => !(mask & bit(target)) && mask !== bit(language));

function usefulFor(tables: Tables, masks: Uint32Array, probe: Probe): Useful {
  const { targets } = probe;
  const somePartial = masks.some((count, mask) => count > 0 && leadsOn(mask, probe));
  return {
    direct: (n) => targets.length === 0 || targets.some((target) => tables[target].has(n)),
    partial: somePartial ? (n) => leadsOn(maskOf(tables, n), probe) : undefined,
    targetsOf: (n) => targets.map((target) => tables[target].hashOf(n)).join(),
  };
}

function containing(table: TextTable, pieces: readonly string[]): number[] {
  const finders = pieces.map((piece) => table.texts().finder(piece));
  const found: number[] = [];
  for (let slot = 0; slot < table.sketched().slots(); slot += 1) {
    const n = table.unitAt(slot);
    if (n !== NO_UNIT && finders.some((finds) => finds(table.addressAt(slot)))) found.push(n);
  }
  return found.sort((a, b) => b - a);
}

function saveIndex({ arena: memory, start }: Memory, masks: Uint32Array, tables: Tables): SavedIndex {
  const { state, part } = memory.save(start);
  const saved = LANGUAGES.map((one) => tables[one].save());
  const states = Object.fromEntries(LANGUAGES.map((one, at) => [one, saved[at]?.state]));
  return {
    state: {
      rules: RULES,
      masks: [...masks],
      arena: state,
      languages: states as Record<Language, TableState>,
    },
    parts: [part, ...saved.flatMap(({ parts }) => parts)],
  };
}
