import { type Language, LANGUAGES } from "../../domain/language.ts";
import { mapInSlices, yieldToEventLoop } from "../../domain/event-loop.ts";
import { comparable } from "../../matching/comparable-text.ts";
import { type Tuning, TUNING } from "../../matching/resident/closest-texts.ts";
import {
  type IndexState,
  type ResidentIndex,
  residentIndex,
  restoredIndex,
  type Stats,
  type Texts,
} from "../../matching/resident/resident-index.ts";
import {
  addImport,
  committedImports,
  identified,
  type ImportIdentity,
  type KnownImports,
  knownImports,
  lastImports,
  unknownImports,
} from "./known-imports.ts";
import type { MatchIndex, Needle, Rebuilt, UnitChange } from "./match-index.ts";
import type { Storage } from "../port.ts";
import { reportParts } from "../rows/import-reports.ts";
import { unitNumber, unpackVariant } from "../rows/units.ts";

type Row = { readonly n: number } & { readonly [language in Language]: string | null };

/** Units that one step of loading reads. Other requests are served between two steps. */
const STEP = 500;
/** Units of foreign imports that are read at once. */
const REFRESHED = 200;
/** A query waits until so many units of foreign imports are read. When there are more, it is answered meanwhile. */
const WORTH_WAITING = 2000;
/** A batch of up to this many probes may do the full work for long texts. In a larger batch each probe does less. */
const FULL_WORK = 20;
/** Milliseconds of reading units again, after which queries are answered. */
const SLICE = 10;
/** Number of imports that show whether a copy belongs to the store. */
const IDENTIFYING = 512;

/** With fewer units, reading the rows is as fast as reading a copy. */
const WORTH_SAVING = 5000;
/** Number of units whose texts are compared with the rows before a copy is used. */
const SAMPLE = 256;

export interface ResidentMatchIndex extends MatchIndex {
  stats(): Promise<Stats>;
  /** Waits until the index has everything that is committed now. It does not load an index that nobody has used. */
  caughtUp(): Promise<void>;
  /** Writes a copy for the next start, unless the last copy is still up to date. */
  save(): Promise<void>;
}

/** Keeps copies of an index after the process has ended. A copy only makes loading faster. */
export interface Snapshots {
  /** The latest copy; `undefined` when there is no copy, when it is damaged, or when another program wrote it. */
  open(): OpenSnapshot | undefined;
  /** Replaces the whole latest copy, or changes nothing. @returns true when it was replaced */
  write(state: unknown, parts: readonly Uint8Array[]): boolean;
}

export interface OpenSnapshot {
  readonly state: unknown;
  /** Reads the next part into `part`. @throws when the stored part has another length or is damaged */
  fill(part: Uint8Array): void;
  close(): void;
}

export interface ResidentOptions {
  readonly tuning?: Tuning;
  readonly snapshots?: Snapshots;
  /** Number of units from which on a copy is written. */
  readonly worthSaving?: number;
  /** Milliseconds of work on probes, after which other requests are served. */
  readonly slice?: number;
}

interface SavedState {
  /** The last imports that the copy contains. */
  readonly imports: readonly ImportIdentity[];
  /** Lower numbers whose imports the copy does not contain. */
  readonly missing: readonly number[];
  readonly index: IndexState;
}

/**
 * The index in memory, made from the unit rows. It writes no rows, so no crash can make it differ from the units. It is
 * loaded at the first query. `committed` tells it what this process wrote. When `Storage.version` shows that another
 * connection has written, the index reads the new imports.
 *
 * With `snapshots` it is loaded from a copy, and then reads the imports that the copy does not contain. A copy is used
 * only if the store has all imports of the copy, the same number of units, and the same texts in a sample.
 */
export function residentMatchIndex(
  storage: Storage,
  { tuning = TUNING, snapshots, worthSaving = WORTH_SAVING, slice }: ResidentOptions = {},
): ResidentMatchIndex {
  let loaded: Promise<ResidentIndex> | undefined;
  let index: ResidentIndex | undefined;
  /** Commits of this process while the index was being loaded. */
  let waiting: { readonly changes: readonly UnitChange[]; readonly number: number | undefined }[] = [];
  let version: number | string = 0;
  /** What is being read of the imports of other connections. */
  let following: Following | undefined;
  /** Imports that the index surely contains. It may contain more. */
  let imports: KnownImports = knownImports();
  let saved = false;

  const take = (into: ResidentIndex, changes: readonly UnitChange[], number: number | undefined): void => {
    for (const change of changes) apply(into, change);
    if (number !== undefined) addImport(imports, number);
    saved = false;
  };

  const load = async (fromRows: boolean): Promise<ResidentIndex> => {
    waiting = [];
    version = await storeVersion(storage);
    const restored = fromRows ? undefined : await restore(storage, snapshots, tuning);
    imports = restored?.imports ?? (await committedImports(storage));
    const fresh = restored?.index ?? (await fromUnits(storage, tuning));
    saved = restored?.complete ?? false;
    for (const { changes, number } of waiting) take(fresh, changes, number);
    waiting = [];
    index = fresh;
    if (restored === undefined) await save();
    return fresh;
  };

  const save = async (): Promise<void> => {
    if (index === undefined || saved || snapshots === undefined || storage.damage?.() !== undefined) return;
    if (index.stats().units < worthSaving) return;
    const known = await lastImports(storage, imports, IDENTIFYING);
    // No other code runs between here and the end, so the parts stay as they are.
    const { state, parts } = index.save();
    const whole: SavedState = { imports: known, missing: [...imports.missing], index: state };
    saved = snapshots.write(whole, parts);
  };

  const start = (fromRows = false): Promise<ResidentIndex> => {
    loaded ??= load(fromRows).catch((error: unknown) => {
      loaded = undefined;
      throw error;
    });
    return loaded;
  };

  const ready = async (): Promise<ResidentIndex> => {
    const current = await start();
    const reading = await follow(current);
    await reading?.enough;
    return current;
  };

  /** Begins to read what other connections have written, unless it is being read. @returns `undefined`: nothing new */
  const follow = async (current: ResidentIndex): Promise<Following | undefined> => {
    if (following === undefined && (await storeVersion(storage)) !== version) following ??= catchUp(current);
    return following;
  };

  const catchUp = (current: ResidentIndex): Following =>
    followed(
      async (enough) => {
        for (let now = await storeVersion(storage); now !== version; now = await storeVersion(storage)) {
          const hasRead = await readNew(storage, current, imports, enough);
          saved &&= !hasRead;
          version = now;
        }
      },
      () => (following = undefined),
    );

  /** Reads what an import of this process wrote, when that is too much for memory at once. */
  const readAgain = async (number: number): Promise<void> => {
    if (loaded === undefined) return;
    const current = await loaded;
    await refresh(storage, current, await touchedUnits(storage, [number]));
    addImport(imports, number);
    saved = false;
  };

  return {
    write: () => [],
    committed(changes, number) {
      if (changes === undefined) return number === undefined ? undefined : readAgain(number);
      if (index !== undefined) take(index, changes, number);
      else if (loaded !== undefined) waiting.push({ changes, number });
    },
    async candidates(probes) {
      const current = await ready();
      const share = Math.min(1, FULL_WORK / probes.length);
      return mapInSlices(probes, (probe) => current.candidates(probe, share), slice);
    },
    containing: async (needles, bound) => containing(await ready(), needles, bound),
    find: async (pattern, bound) => (await ready()).find(pattern, bound),
    async rebuild(progress) {
      const old = await ready();
      loaded = undefined;
      index = undefined;
      return compare(old, await start(true), progress);
    },
    size: async () => index?.stats(),
    stats: async () => (await ready()).stats(),
    caughtUp: async () => (loaded === undefined ? undefined : (await follow(await loaded))?.done),
    save,
  };
}

function containing(index: ResidentIndex, [first, ...others]: readonly Needle[], bound: number) {
  let units = first === undefined ? [...index.units()] : index.containing(first.language, first.anyOf);
  for (const { language, anyOf } of others) {
    const also = new Set(index.containing(language, anyOf));
    units = units.filter((n) => also.has(n));
  }
  return { units: units.slice(0, bound), complete: units.length <= bound };
}

async function fromUnits(storage: Storage, tuning: Tuning): Promise<ResidentIndex> {
  const index = residentIndex(tuning);
  await readUnits(storage, (row) => index.put(row.n, textsOfRow(row)));
  return index;
}

interface Following {
  /** Settled when a query may go on: everything is read, or there is much to read. */
  readonly enough: Promise<void>;
  /** Settled when everything is read. */
  readonly done: Promise<void>;
}

/**
 * Begins to read.
 *
 * @param read is given a function that lets queries go on before everything is read
 * @param settled called when reading has ended
 */
function followed(read: (enough: () => void) => Promise<void>, settled: () => void): Following {
  const enough = Promise.withResolvers<void>();
  const done = read(enough.resolve).finally(settled);
  done.then(enough.resolve, enough.reject);
  // Whoever waits for one of the two is told of a failure.
  enough.promise.catch(() => undefined);
  return { enough: enough.promise, done };
}

interface Restored {
  readonly index: ResidentIndex;
  readonly imports: KnownImports;
  /** Whether the copy had all imports. */
  readonly complete: boolean;
}

/** The index from the copy, brought up to date with the store; `undefined` when there is no copy that can be used. */
async function restore(
  storage: Storage,
  snapshots: Snapshots | undefined,
  tuning: Tuning,
): Promise<Restored | undefined> {
  const opened = storage.damage?.() === undefined ? snapshots?.open() : undefined;
  if (opened === undefined) return undefined;
  try {
    // `save` wrote this state, so it has this type.
    const { imports: known, missing, index: state } = opened.state as SavedState;
    const there = await identified(
      storage,
      known.map(([n]) => n),
    );
    if (JSON.stringify(there) !== JSON.stringify(known)) return undefined;
    const index = restoredIndex(state, opened.fill, tuning);
    if (index === undefined) return undefined;
    const imports = knownImports(known.at(-1)?.[0], missing);
    const hasRead = await readNew(storage, index, imports);
    if (!(await agrees(storage, index))) return undefined;
    return { index, imports, complete: !hasRead };
  } catch {
    // The copy is damaged or has another format, so the index reads the rows instead.
    return undefined;
  } finally {
    opened.close();
  }
}

/** True when the index has the same units as the store, and the same texts for a sample of them. */
async function agrees(storage: Storage, index: ResidentIndex): Promise<boolean> {
  const [counted] = await storage.all<{ units: number; sum: number }>(
    "SELECT count(*) AS units, coalesce(sum(n), 0) AS sum FROM unit WHERE en IS NOT NULL OR ru IS NOT NULL OR zh IS NOT NULL",
  );
  let units = 0;
  let sum = 0;
  for (const n of index.units()) {
    units += 1;
    sum += n;
  }
  if (units !== counted?.units || sum !== counted.sum) return false;
  const step = Math.max(1, Math.floor(units / SAMPLE));
  const chosen: number[] = [];
  let at = 0;
  for (const n of index.units()) if (at++ % step === 0) chosen.push(n);
  const rows = await storage.all<Row>(ROWS_OF, JSON.stringify(chosen));
  return (
    rows.length === chosen.length &&
    rows.every((row) => {
      const [is, has] = [textsOfRow(row), index.texts(row.n)];
      return LANGUAGES.every((language) => is[language] === has[language]);
    })
  );
}

const ROWS_OF = "SELECT n, en, ru, zh FROM unit WHERE n IN (SELECT CAST(atom AS BIGINT) FROM json_each(?1))";

function apply(index: ResidentIndex, { before, after }: UnitChange): void {
  if (after !== undefined) {
    const texts: { [language in Language]?: string } = {};
    for (const language of LANGUAGES) {
      const variant = after.variants[language];
      if (variant !== undefined) texts[language] = comparable(variant.content, language);
    }
    index.put(after.n, texts);
  } else if (before !== undefined) index.remove(before.n);
}

function textsOfRow(row: Row): Texts {
  const texts: { [language in Language]?: string } = {};
  for (const language of LANGUAGES) {
    const json = row[language];
    if (json !== null) texts[language] = comparable(unpackVariant(json).content, language);
  }
  return texts;
}

async function readUnits(storage: Storage, take: (row: Row) => void): Promise<void> {
  for (let after = 0; ;) {
    const rows = await storage.all<Row>(
      "SELECT n, en, ru, zh FROM unit WHERE n > ?1 ORDER BY n LIMIT ?2",
      after,
      STEP,
    );
    for (const row of rows) take(row);
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.n;
    await yieldToEventLoop();
  }
}

const storeVersion = async (storage: Storage): Promise<number | string> => (await storage.version?.()) ?? 0;

/**
 * Reads the imports that the index does not contain.
 *
 * @param enough called when there is much to read
 * @returns whether there were any
 */
async function readNew(
  storage: Storage,
  index: ResidentIndex,
  imports: KnownImports,
  enough: () => void = () => undefined,
): Promise<boolean> {
  const fresh = await unknownImports(storage, imports);
  const touched = await touchedUnits(storage, fresh, enough);
  await refresh(storage, index, touched);
  for (const n of fresh) addImport(imports, n);
  return fresh.length > 0;
}

/**
 * Numbers of the units that these imports changed, from their reports: the history is ordered by unit, so looking for
 * an import in it would read all of it.
 *
 * @param enough called as soon as there are many, before all are read
 */
async function touchedUnits(
  storage: Storage,
  imports: readonly number[],
  enough: () => void = () => undefined,
): Promise<number[]> {
  const touched = new Set<number>();
  for (const n of imports) {
    for await (const entries of reportParts(storage, n)) {
      await yieldToEventLoop();
      for (const { unit, result } of entries) {
        const number = unit === undefined || result === "same" ? undefined : unitNumber(unit);
        if (number !== undefined) touched.add(number);
      }
      if (touched.size > WORTH_WAITING) enough();
    }
  }
  return [...touched];
}

/** Reads units again. Other requests are served in between. */
async function refresh(storage: Storage, index: ResidentIndex, units: readonly number[]): Promise<void> {
  let since = performance.now();
  const pause = async (): Promise<void> => {
    if (performance.now() - since < SLICE) return;
    await yieldToEventLoop();
    since = performance.now();
  };
  for (let at = 0; at < units.length; at += REFRESHED) {
    await pause();
    const numbers = units.slice(at, at + REFRESHED);
    const rows = await storage.all<Row>(ROWS_OF, JSON.stringify(numbers));
    const present = new Map(rows.map((row) => [row.n, row]));
    for (const n of numbers) {
      const row = present.get(n);
      if (row === undefined) index.remove(n);
      else index.put(n, textsOfRow(row));
    }
  }
}

function compare(old: ResidentIndex, fresh: ResidentIndex, progress?: (done: number) => void): Rebuilt {
  let units = 0;
  let differing = 0;
  for (const n of fresh.units()) {
    units += 1;
    const [was, is] = [old.texts(n), fresh.texts(n)];
    if (LANGUAGES.some((language) => was[language] !== is[language])) differing += 1;
    if (units % 10_000 === 0) progress?.(units);
  }
  for (const n of old.units()) if (!LANGUAGES.some((language) => fresh.has(n, language))) differing += 1;
  return { units, differing };
}
