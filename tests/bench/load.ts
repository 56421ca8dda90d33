import type { ChildProcess } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { reserve } from "../../src/storage/rows/counter.ts";
import { connection, request } from "./_http-client.ts";
import { cpuOf, start, TOKEN } from "./_http-server.ts";
import { DEFAULT_CORPUS, grow, requireCorpus, shuffle } from "./_lookup-corpus.ts";
import { round } from "./_lookup-timed.ts";
import { fill } from "./lookup.ts";

const SEED = 20261128;
const ROOT = join(import.meta.dirname, "../..");
/** Milliseconds between two small requests of the other person. */
const PAUSE = 10;
/** Seconds after which a heavy request is given up. */
const PATIENCE = 240;

/** A request of one person that takes long. */
interface Heavy {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly type?: string;
  readonly body?: string;
}

interface Waits {
  readonly p99: number;
  readonly longest: number;
}

/**
 * `npm run bench -- load [--size N] [--units N] [--server FOLDER]… [--only PATTERN] [--json]`
 *
 * How long another person's small requests wait while one heavy request runs: `/healthz` and a lookup of one segment,
 * one after the other, each from a connection of its own. `--units` is the number of units of the large document.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      corpus: { type: "string", default: DEFAULT_CORPUS },
      size: { type: "string", default: "100000" },
      units: { type: "string", default: "100000" },
      server: { type: "string", multiple: true, default: [ROOT] },
      only: { type: "string", default: "" },
      json: { type: "boolean", default: false },
    },
  });
  const corpus = requireCorpus(values.corpus);
  if (corpus === undefined) return;
  const folder = mkdtempSync(join(tmpdir(), "polynya-load-"));
  try {
    const { storage } = await fill(folder, grow(shuffle(corpus, SEED), Number(values.size), SEED));
    // The store was filled without the counters of numbers.
    await reserve(storage, "unit", 2 * Number(values.size));
    await reserve(storage, "document", 1000);
    storage.close();
    for (const [at, root] of values.server.entries()) {
      const database = join(folder, `store-${at}.db`);
      copyFileSync(join(folder, "store.db"), database);
      await measure(root, database, Number(values.units), values.only, values.json);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const repeated = <Item>(size: number, make: (at: number) => Item): Item[] =>
  Array.from({ length: size }, (_, at) => make(at));

const json = (path: string, name: string, body: unknown): Heavy => ({
  name,
  method: "POST",
  path,
  type: "application/json",
  body: JSON.stringify(body),
});

/** The inputs that once held everybody, and honest large work; in this order, because some need what others made. */
function heavyRequests(units: number): readonly Heavy[] {
  const words = "ice sea ship route port north east wind storm cargo map crew fuel buoy".split(" ");
  const long = (at: number, size: number) =>
    repeated(size / 5, (place) => words[(at * 7 + place * (3 + (at % 5))) % words.length] ?? "").join(" ");
  const rows = repeated(
    units,
    (at) =>
      `k${at}\tThe ice of station ${at} is ${at % 90} cm thick\tТолщина льда на станции ${at}: ${at % 90} см\t`,
  );
  const notes = "<note>n</note>".repeat(40_000);
  const xliff = `<xliff version="1.2"><file original="a" source-language="en" target-language="ru" datatype="plaintext"><body><trans-unit id="1"><source>a</source>${notes}</trans-unit></body></file></xliff>`;
  const octets = "application/octet-stream";
  return [
    json("/api/v1/lookup", "lookup of 800 × 2,500 characters", {
      source: "en",
      threshold: 0.01,
      limit: 50,
      segments: repeated(800, (at) => ({ text: long(at, 2500) })),
    }),
    json("/api/v1/analyse", "analysis of 3,000 × 3,000 characters", {
      source: "en",
      segments: repeated(3000, (at) => long(at, 3000)),
    }),
    json("/api/v1/check", "check of “ледокол ” × 22,000", {
      units: [{ ru: "ледокол ".repeat(22_000), en: "x" }],
    }),
    json("/api/v1/align", "alignment of 20,000 × “a”", {
      texts: { en: repeated(20_000, () => "a"), ru: repeated(20_000, () => "б") },
      anyLanguage: true,
    }),
    {
      name: "upload of an XLIFF unit with 40,000 notes",
      method: "POST",
      path: "/api/v1/collections/large/documents?id=notes&filename=a.xlf",
      type: octets,
      body: xliff,
    },
    {
      name: `import of ${units} units (TSV)`,
      method: "POST",
      path: "/api/v1/collections/large/documents?id=large&filename=a.tsv",
      type: octets,
      body: `key\ten\tru\tzh\n${rows.join("\n")}\n`,
    },
    {
      name: `export of ${units} units (XLIFF)`,
      method: "GET",
      path: "/api/v1/documents/large/export?source=en&target=ru",
    },
    {
      name: `export of ${units} units (TMX)`,
      method: "GET",
      path: "/api/v1/documents/large/export?format=tmx",
    },
    { name: "findings of the collection", method: "GET", path: "/api/v1/findings/export?collection=large" },
    json("/api/v1/documents/large/pretranslate", `pretranslation of ${units} units`, {
      source: "en",
      target: "zh",
      threshold: 1,
    }),
    { name: "concordance of “ice”", method: "GET", path: "/api/v1/concordance?q=ice" },
    { name: "backup", method: "GET", path: "/api/v1/backup" },
    { name: `deletion of ${units} units`, method: "DELETE", path: "/api/v1/documents/large" },
    { name: "undo of the deletion", method: "POST", path: "/api/v1/imports/LAST/undo" },
  ];
}

async function measure(
  root: string,
  database: string,
  units: number,
  only: string,
  asJson: boolean,
): Promise<void> {
  const { child, port } = await start(root, database);
  const token = { authorization: `Bearer ${TOKEN}` };
  const lookup = request(
    "POST",
    "/api/v1/lookup",
    { ...token, "content-type": "application/json" },
    JSON.stringify({ source: "en", segments: [{ text: "The file could not be saved" }] }),
  );
  try {
    await (await connection(port)).ask(lookup);
    const made = { ...token, "content-type": "application/json" };
    await (
      await connection(port)
    ).ask(request("POST", "/api/v1/collections", made, JSON.stringify({ id: "large", title: "Large" })));
    const table: Record<string, object> = {};
    let last = "";
    for (const heavy of heavyRequests(units)) {
      if (!new RegExp(only, "u").test(heavy.name)) continue;
      const path = heavy.path.replace("LAST", last);
      const before = cpuOf(child);
      resetPeak(child);
      const health = waits(port, request("GET", "/healthz", {}));
      const others = waits(port, lookup);
      const begin = performance.now();
      const response = await fetch(`http://127.0.0.1:${port}${path}`, {
        method: heavy.method,
        headers: {
          ...token,
          "accept-encoding": "identity",
          ...(heavy.type ? { "content-type": heavy.type } : {}),
        },
        ...(heavy.body === undefined ? {} : { body: heavy.body }),
        signal: AbortSignal.timeout(PATIENCE * 1000),
      }).catch((error: unknown) => new Response(String(error), { status: 599 }));
      const text = await response.text();
      last = /"import":"(i[0-9a-z]+)"/u.exec(text)?.[1] ?? last;
      const seconds = (performance.now() - begin) / 1000;
      const row = {
        status: response.status,
        seconds: round(seconds, 1),
        cpu: round((cpuOf(child) - before) / 1000, 1),
        healthz: await health(),
        lookup: await others(),
        peakMB: peakOf(child),
        indexMB: await indexOf(port),
      };
      if (asJson) console.log(JSON.stringify({ root, name: heavy.name, ...row }));
      table[heavy.name] = {
        ...row,
        healthz: `${row.healthz.p99} / ${row.healthz.longest}`,
        lookup: `${row.lookup.p99} / ${row.lookup.longest}`,
      };
    }
    if (asJson) return;
    console.log(`${root}: waits as p99 / longest, ms`);
    console.table(table);
  } finally {
    child.kill("SIGTERM");
    await new Promise((resolve) => child.once("exit", resolve));
  }
}

/** Sends a small request again and again. @returns a function that stops it and tells how long the answers took, ms */
function waits(port: number, bytes: Buffer): () => Promise<Waits> {
  const times: number[] = [];
  const end = new AbortController();
  const asking = (async () => {
    const own = await connection(port);
    while (!end.signal.aborted) {
      const begin = performance.now();
      await own.ask(bytes);
      times.push(performance.now() - begin);
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
    own.close();
  })();
  return async () => {
    end.abort();
    await asking;
    times.sort((a, b) => a - b);
    const at = (part: number) =>
      Math.round(times[Math.min(times.length - 1, Math.floor(part * times.length))] ?? 0);
    return { p99: at(0.99), longest: at(1) };
  };
}

/** Begins to measure the largest memory of a process anew (Linux). */
const resetPeak = ({ pid }: ChildProcess): void => writeFileSync(`/proc/${pid}/clear_refs`, "5");

/** Memory of the match index, MB; `undefined` for a service that does not tell it. */
async function indexOf(port: number): Promise<number | undefined> {
  const answer = await fetch(`http://127.0.0.1:${port}/metrics`, {
    headers: { authorization: `Bearer ${TOKEN}` },
  });
  const bytes = /^polynya_index_bytes (\d+)$/mu.exec(await answer.text())?.[1];
  return bytes === undefined ? undefined : Math.round(Number(bytes) / 1024 / 1024);
}

/** Largest memory of a process since `resetPeak`, MB (Linux). */
function peakOf({ pid }: ChildProcess): number {
  const kilobytes = /VmHWM:\s+(\d+)/u.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Math.round(Number(kilobytes) / 1024);
}
