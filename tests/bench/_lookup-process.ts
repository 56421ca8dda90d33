import { createContext } from "../../src/services/context.ts";
import { readFileSync } from "node:fs";
import { type Language, LANGUAGES } from "../../src/domain/language.ts";
import { indexFile } from "../../src/storage/index/index-file.ts";
import { residentMatchIndex } from "../../src/storage/index/match-index-resident.ts";
import { openSqlite } from "../../src/storage/sqlite.ts";
import type { Storage } from "../../src/storage/port.ts";
import { type Query, type Timed, timed } from "./_lookup-timed.ts";

/**
 * A process with only a store and its index in memory, like the service. Measures the time to load the index, its
 * memory, and the time of lookups.
 */
export interface ProcessResult {
  readonly seconds: number;
  /** How often all rows were read; 0 when there was a copy. */
  readonly readings: number;
  readonly bytes: number;
  /** Memory of the process: with the index after all lookups, and before the index was loaded. */
  readonly rss: number;
  readonly rssBefore: number;
  readonly languages: Partial<Record<Language, Measured>>;
}

export interface Measured {
  readonly timed: Timed;
  /** Texts whose sketches one lookup counts. */
  readonly counted: number;
}

async function run(database: string, file: string): Promise<ProcessResult> {
  const queries = JSON.parse(readFileSync(file, "utf8")) as Partial<Record<Language, Query[]>>;
  const storage = openSqlite(database);
  let readings = 0;
  const watched: Storage = {
    engine: "sqlite",
    batch: storage.batch,
    all: (sql, ...params) => {
      if (sql.includes("WHERE n > ?1 ORDER BY n") && params[0] === 0) readings += 1;
      return storage.all(sql, ...params);
    },
  };
  const index = residentMatchIndex(watched, { snapshots: indexFile(database) });
  const rssBefore = process.memoryUsage().rss;
  const start = performance.now();
  const { bytes } = await index.stats();
  const seconds = (performance.now() - start) / 1000;
  const context = createContext({ storage: watched, index, now: () => new Date(1_795_000_000_000) });
  const languages: Partial<Record<Language, Measured>> = {};
  for (const language of LANGUAGES) {
    const asked = queries[language];
    if (asked === undefined) continue;
    const before = (await index.stats()).counted;
    const result = await timed(context, language, asked);
    const counted = ((await index.stats()).counted - before) / asked.length / 2;
    languages[language] = { timed: result, counted };
  }
  global.gc?.();
  const { rss } = process.memoryUsage();
  storage.close();
  return { seconds, readings, bytes, rss, rssBefore, languages };
}

const [database, file] = process.argv.slice(2);
if (database !== undefined && file !== undefined) {
  process.stdout.write(JSON.stringify(await run(database, file)));
}
