import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { plainText } from "../../src/domain/segment.ts";
import type { ExchangeFile, ExchangeUnit } from "../../src/formats/contract.ts";
import { writeExchange } from "../../src/formats/registry.ts";
import { createContext, type Context } from "../../src/services/context.ts";
import { createCollection } from "../../src/services/documents/create-collection.ts";
import { createDocument } from "../../src/services/documents/create-document.ts";
import { pull } from "../services/exchange/pull-whole.ts";
import { push } from "../../src/services/exchange/push.ts";
import { undoImport } from "../../src/services/imports/undo-import.ts";
import { lookup } from "../../src/services/memory/lookup.ts";
import { listUnits } from "../../src/services/units/list-units.ts";
import { matchIndex } from "../../src/storage/index/choose-match-index.ts";
import { openPostgres } from "../../src/storage/postgres.ts";
import type { Storage } from "../../src/storage/port.ts";
import { readMigrations } from "../../src/storage/read-migrations.ts";
import { openSqlite } from "../../src/storage/sqlite.ts";
import { timed } from "./_timed.ts";
import { startPostgres } from "../storage/postgres-server.ts";
import { type CorpusUnit, DEFAULT_CORPUS, grow, requireCorpus, shuffle } from "./_lookup-corpus.ts";

const SIZES = [1000, 10_000];
const actor = { name: "bench" };
/** Repetitions of the small actions; the median counts. */
const TIMES = 40;
const SEED = 20_261_129;

/** What is measured, in the order of the columns. */
const ACTIONS = ["import", "pull", "push", "undo", "edit of one", "lookup of 20", "50 units"] as const;

type Measured = Readonly<Record<(typeof ACTIONS)[number], number>>;

/**
 * `npm run bench -- postgres [--sizes 1000,10000,100000] [--corpus FILE]`: the services over PostgreSQL against the
 * same services over SQLite, in one run, both durable. The server is that of `PG_URL`, which has to be empty, or one
 * from npm on this machine.
 */
export async function run(args: readonly string[] = []): Promise<void> {
  const option = (name: string) =>
    args.includes(`--${name}`) ? args[args.indexOf(`--${name}`) + 1] : undefined;
  const sizes = option("sizes")?.split(",").map(Number) ?? SIZES;
  const corpus = requireCorpus(option("corpus") ?? DEFAULT_CORPUS);
  if (corpus === undefined) return;
  const given = process.env["PG_URL"];
  const server = given ? undefined : await startPostgres({ durable: true });
  try {
    console.log("wall time in ms; × is PostgreSQL against SQLite\n");
    console.log(
      `${"units".padStart(8)} ${"engine".padEnd(10)} ${ACTIONS.map((name) => name.padStart(13)).join("")}`,
    );
    for (const size of sizes) await compare(size, corpus, given || server?.url || "");
  } finally {
    await server?.stop();
  }
}

async function compare(size: number, all: readonly CorpusUnit[], url: string): Promise<void> {
  const units = grow(shuffle(all, SEED), size, SEED);
  const folder = mkdtempSync(join(tmpdir(), "polynya-bench-"));
  const file = openSqlite(join(folder, "store.db"));
  const schema = new URL(url);
  const name = `bench_${size}_${Date.now()}`;
  const admin = await openPostgres(url, { migrations: [], connections: 1 });
  await admin.all(`CREATE SCHEMA ${name}`);
  await admin.close();
  schema.searchParams.set("options", `-c search_path=${name}`);
  const database = await openPostgres(schema.href, { migrations: readMigrations("migrations-postgres") });
  try {
    const [sqlite, postgres] = [await measure(file, units), await measure(database, units)];
    const row = (engine: string, values: readonly string[]) =>
      console.log(
        `${String(size).padStart(8)} ${engine.padEnd(10)} ${values.map((value) => value.padStart(13)).join("")}`,
      );
    row(
      "SQLite",
      ACTIONS.map((action) => sqlite[action].toFixed(1)),
    );
    row(
      "PostgreSQL",
      ACTIONS.map((action) => postgres[action].toFixed(1)),
    );
    row(
      "×",
      ACTIONS.map((action) => (postgres[action] / sqlite[action]).toFixed(2)),
    );
  } finally {
    file.close();
    await database.close();
    rmSync(folder, { recursive: true });
  }
}

async function measure(storage: Storage, units: readonly CorpusUnit[]): Promise<Measured> {
  const context = createContext({ storage, index: matchIndex(storage), now: () => new Date() });
  await createCollection(context, actor, { id: "c", title: "C" });
  await createDocument(
    context,
    actor,
    { collection: "c", id: "warm", format: "tmx" },
    writeExchange(memory(units.slice(0, 200))),
  );
  await context.index.candidates([]);
  const direction = { document: "d", source: "en", target: "ru" } as const;
  const created = await timed(() =>
    createDocument(context, actor, { collection: "c", id: "d", format: "tmx" }, writeExchange(memory(units))),
  );
  const pulled = await timed(() => pull(context, actor, { ...direction, format: "xliff", version: "2.1" }));
  const changed = new TextEncoder().encode(
    new TextDecoder().decode(pulled.result.bytes).replaceAll("</target>", " !</target>"),
  );
  const pushed = await timed(() => push(context, actor, { ...direction, bytes: changed, filename: "d.xlf" }));
  const undone = await timed(() => undoImport(context, actor, pushed.result.report.import ?? ""));
  const queries = units.slice(0, 20 * TIMES).map(({ texts }) => plainText([texts.en ?? ""]));
  return {
    import: created.time,
    pull: pulled.time,
    push: pushed.time,
    undo: undone.time,
    "edit of one": await median((at) => editOne(context, at)),
    "lookup of 20": await median((at) =>
      lookup(context, actor, {
        source: "en",
        targets: ["ru"],
        segments: queries.slice(at * 20, at * 20 + 20).map((text) => ({ text: `${text} again` })),
      }),
    ),
    "50 units": await median(() => listUnits(context, actor, "d", { limit: 50 })),
  };
}

const editOne = (context: Context, at: number) =>
  push(context, actor, {
    document: "warm",
    bytes: new TextEncoder().encode(`key\ten\tru\nk0\tOne sentence.\tОдно предложение ${at}.\n`),
    format: "tsv",
    source: "en",
    target: "ru",
    onConflict: "mine",
  });

const memory = (units: readonly CorpusUnit[]): ExchangeFile => ({
  format: "tmx",
  tags: {},
  source: "en",
  title: "bench",
  units: units.map(({ texts }, at): ExchangeUnit => ({
    key: `k${at}`,
    line: 0,
    notes: [],
    variants: Object.fromEntries(
      Object.entries(texts).map(([language, text]) => [
        language,
        { content: [text], state: "translated" as const },
      ]),
    ),
  })),
});

async function median(work: (at: number) => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let at = 0; at < TIMES; at += 1) times.push((await timed(() => work(at))).time);
  return times.toSorted((a, b) => a - b)[TIMES >> 1] ?? 0;
}
