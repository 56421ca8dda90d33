import { readFileSync } from "node:fs";
import type { Language } from "../../src/domain/language.ts";
import { createContext, type Context } from "../../src/services/context.ts";
import { lookup, LOOKUP_LIMITS, type LookupSegment } from "../../src/services/memory/lookup.ts";
import { ftsMatchIndex } from "../../src/storage/index/match-index-fts.ts";
import { openSqlite } from "../../src/storage/sqlite.ts";
import type { Param, Storage } from "../../src/storage/port.ts";
import { anna, BATCH, round } from "./_lookup-timed.ts";

/** Segments of the batches that show what others than those of the target cost. */
const SIZES = [1, 100, LOOKUP_LIMITS.segments] as const;
/** Rounds after which the code is compiled. */
const WARMING = 3;
/** As people ask. */
const ASKED = { threshold: 0.7, limit: 5 } as const;

/** Processor time of the thread in ms, per batch; `script` is all that is not SQL, the reading of answers as JSON included. */
export interface Cost {
  readonly script: number;
  readonly sql: number;
  readonly trips: number;
  /** Characters of the answers. */
  readonly answered: number;
}

/** Of one language: the first batch of a process, one of those that follow when it is warm, and of other sizes. */
export interface ProcessResult {
  readonly first: Cost;
  readonly warm: Cost;
  readonly sizes: Readonly<Record<string, Cost>>;
}

/** CPU time of this thread in ms, as a worker pays for it: without the threads of compiler and garbage collector. */
const processorTime = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};

/** A process like a new isolate: it has only a store and the index of the edge in memory. */
async function run(database: string, file: string, source: Language): Promise<ProcessResult> {
  const texts = JSON.parse(readFileSync(file, "utf8")) as string[];
  const inner = openSqlite(database);
  let sql = 0;
  let trips = 0;
  let answered = 0;
  // Like D1, answers come as JSON, and the worker parses them.
  const over = async <Rows>(work: () => Promise<Rows>): Promise<Rows> => {
    const before = processorTime();
    const text = JSON.stringify(await work());
    sql += processorTime() - before;
    trips += 1;
    answered += text.length;
    return JSON.parse(text) as Rows;
  };
  const storage: Storage = {
    engine: "d1",
    all: <Row>(statement: string, ...params: readonly Param[]) =>
      over(() => inner.all<Row>(statement, ...params)),
    batch: (statements) => over(() => inner.batch(statements)),
  };
  const context: Context = createContext({
    storage,
    index: ftsMatchIndex(storage),
    now: () => new Date(1_795_000_000_000),
  });
  const cost = async (batches: readonly (readonly LookupSegment[])[]): Promise<Cost> => {
    [sql, trips, answered] = [0, 0, 0];
    const before = processorTime();
    for (const segments of batches) await lookup(context, anna, { source, segments, ...ASKED });
    const script = processorTime() - before - sql;
    const count = batches.length;
    return {
      script: round(script / count, 1),
      sql: round(sql / count, 1),
      trips: round(trips / count, 1),
      answered: Math.round(answered / count),
    };
  };
  const batches = Array.from({ length: Math.floor(texts.length / BATCH) }, (_, at) =>
    texts.slice(at * BATCH, (at + 1) * BATCH).map((text) => ({ text })),
  );
  await context.index.ready?.();
  const first = await cost(batches.slice(0, 1));
  for (let round_ = 0; round_ < WARMING; round_ += 1) await cost(batches);
  // Measured twice, because some systems count the time of a thread in steps of milliseconds.
  const warm = await cost([...batches, ...batches]);
  const sizes: Record<string, Cost> = {};
  for (const size of SIZES) {
    const segments = Array.from({ length: Math.max(size, texts.length) }, (_, at) => ({
      text: texts[at % texts.length] ?? "",
    }));
    const count = Math.floor(segments.length / size);
    sizes[size] = await cost(
      Array.from({ length: count }, (_, at) => segments.slice(at * size, (at + 1) * size)),
    );
  }
  inner.close();
  return { first, warm, sizes };
}

const [database, file, source] = process.argv.slice(2);
if (database !== undefined && file !== undefined)
  process.stdout.write(JSON.stringify(await run(database, file, source as Language)));
