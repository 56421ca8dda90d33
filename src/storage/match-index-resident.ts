import { type Language, LANGUAGES } from "../domain/language.ts";
import { comparable } from "../matching/comparable.ts";
import {
  type ResidentIndex,
  residentIndex,
  type Stats,
  type Texts,
  TUNING,
  type Tuning,
} from "../matching/resident.ts";
import type { Candidates, MatchIndex, Rebuilt, UnitChange } from "./match-index.ts";
import type { Storage } from "./storage.ts";
import { unpackVariant } from "./units.ts";

type Row = { readonly n: number } & { readonly [language in Language]: string | null };

/** Units read at once while loading; other requests are served between two steps. */
const STEP = 2000;
/** Imports that may still be on their way while later ones are done already. */
const OVERLAP = 256;

export interface ResidentMatchIndex extends MatchIndex {
  stats(): Promise<Stats>;
}

/**
 * The index in memory, made of the unit rows: nothing is written beside them, so no crash can leave the two
 * apart. It is loaded when first asked, follows this process by `committed`, and others through the imports
 * that they leave when `PRAGMA data_version` says that somebody else has written.
 */
export function residentMatchIndex(storage: Storage, tuning: Tuning = TUNING): ResidentMatchIndex {
  let loaded: Promise<ResidentIndex> | undefined;
  let index: ResidentIndex | undefined;
  /** Commits of this process while the index was being loaded. */
  let waiting: UnitChange[] = [];
  let version = 0;
  let imports: ReadonlySet<number> = new Set();

  const load = async (): Promise<ResidentIndex> => {
    waiting = [];
    version = await dataVersion(storage);
    imports = await latestImports(storage, 0);
    const fresh = residentIndex(tuning);
    await readUnits(storage, (row) => fresh.put(row.n, textsOfRow(row)));
    for (const change of waiting) apply(fresh, change);
    waiting = [];
    index = fresh;
    return fresh;
  };

  const ready = async (): Promise<ResidentIndex> => {
    loaded ??= load().catch((error: unknown) => {
      loaded = undefined;
      throw error;
    });
    const current = await loaded;
    await follow(current);
    return current;
  };

  /** Takes in what other processes have written since the last look. */
  const follow = async (current: ResidentIndex): Promise<void> => {
    const now = await dataVersion(storage);
    if (now === version) return;
    const latest = await latestImports(storage, Math.max(0, ...imports) - OVERLAP);
    const fresh = [...latest].filter((n) => !imports.has(n));
    if (fresh.length > 0) await refresh(storage, current, fresh);
    imports = new Set(latest);
    version = now;
  };

  return {
    write: () => [],
    committed(changes) {
      if (index !== undefined) for (const change of changes) apply(index, change);
      else if (loaded !== undefined) waiting.push(...changes);
    },
    async candidates(probes) {
      const current = await ready();
      return probes.map((probe): Candidates => current.candidates(probe));
    },
    async containing(needles, bound) {
      const current = await ready();
      const [first, ...others] = needles;
      let units =
        first === undefined ? [...current.units()] : current.containing(first.language, first.anyOf);
      for (const { language, anyOf } of others) {
        const also = new Set(current.containing(language, anyOf));
        units = units.filter((n) => also.has(n));
      }
      return { units: units.slice(0, bound), complete: units.length <= bound };
    },
    async rebuild(progress) {
      const old = await ready();
      loaded = undefined;
      index = undefined;
      const fresh = await ready();
      return compare(old, fresh, progress);
    },
    stats: async () => (await ready()).stats(),
  };
}

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
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}

/** Changes when another connection has written; not by writes of this one. */
async function dataVersion(storage: Storage): Promise<number> {
  const [row] = await storage.all<{ data_version: number }>("PRAGMA data_version");
  return row?.data_version ?? 0;
}

async function latestImports(storage: Storage, after: number): Promise<Set<number>> {
  const rows = await storage.all<{ n: number }>(
    "SELECT n FROM import WHERE n > ?1 AND n > (SELECT max(n) FROM import) - ?2 ORDER BY n",
    after,
    after === 0 ? 2 * OVERLAP : Number.MAX_SAFE_INTEGER,
  );
  return new Set(rows.map(({ n }) => n));
}

/** Reads again the units that some imports touched. */
async function refresh(storage: Storage, index: ResidentIndex, imports: readonly number[]): Promise<void> {
  const touched = await storage.all<{ unit: number }>(
    "SELECT DISTINCT unit FROM change WHERE import IN (SELECT value FROM json_each(?1))",
    JSON.stringify(imports),
  );
  for (let at = 0; at < touched.length; at += STEP) {
    const numbers = touched.slice(at, at + STEP).map(({ unit }) => unit);
    const rows = await storage.all<Row>(
      "SELECT n, en, ru, zh FROM unit WHERE n IN (SELECT value FROM json_each(?1))",
      JSON.stringify(numbers),
    );
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
