import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createCollection } from "../../src/services/documents/create-collection.ts";
import { publishStrings } from "../../src/services/strings/publish-strings.ts";
import { documentByNamespace, insertDocument } from "../../src/storage/rows/documents.ts";
import { insertUnits } from "../../src/storage/rows/units.ts";
import { connection, request } from "./_http-client.ts";
import { cpuOf, start, TOKEN } from "./_http-server.ts";
import { DEFAULT_CORPUS, grow, random, requireCorpus, shuffle, vary } from "./_lookup-corpus.ts";
import { anna, percentiles, round } from "./_lookup-timed.ts";
import { documentOf, fill, storedUnits } from "./lookup.ts";

const SEED = 20261128;
const ROOT = join(import.meta.dirname, "../..");
/** Strings of the published namespace, about 10 kB. */
const STRINGS = 200;
/** Units of the document whose pages are read. */
const PAGED = 500;

interface Row {
  readonly route: string;
  /** One connection, one request after the other: milliseconds by the clock. */
  readonly p50: number;
  readonly p95: number;
  /** Processor time of the server for one request, ms. */
  readonly cpu: number;
  /** Requests that one core answers in a second, by the processor time. */
  readonly perCore: number;
  /** Requests a second with many connections, by the clock. */
  readonly perSecond: number;
  /** As a part of what /healthz reaches in the same run, by the processor time. */
  readonly ofHealthz: number;
}

/**
 * `npm run bench -- http [--size N] [--requests N] [--connections N] [--server FOLDER] [--corpus FILE.tsv[.gz]] [--json]`
 *
 * What one request costs a running service over kept-alive HTTP: health, published strings with and without 304, a
 * lookup of one segment, a page of 50 units. `--server` measures the service of another checkout over the same store.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      corpus: { type: "string", default: DEFAULT_CORPUS },
      size: { type: "string", default: "100000" },
      requests: { type: "string", default: "2000" },
      connections: { type: "string", default: "16" },
      server: { type: "string", multiple: true, default: [ROOT] },
      json: { type: "boolean", default: false },
    },
  });
  const corpus = requireCorpus(values.corpus);
  if (corpus === undefined) return;
  const folder = mkdtempSync(join(tmpdir(), "polynya-http-"));
  try {
    const units = grow(shuffle(corpus, SEED), Number(values.size), SEED);
    const filled = await fill(folder, units);
    await addStrings(filled.context);
    filled.storage.close();
    const next = random(SEED);
    const pick = () => units[Math.floor(next() * units.length)]?.texts.en ?? "";
    const texts = Array.from({ length: 500 }, () => vary(pick(), pick(), 0.2, next)).filter(
      (text) => text.trim() !== "",
    );
    if (!values.json)
      console.log(
        `${cpus().length} × ${cpus()[0]?.model ?? "?"} · Node ${process.version} · ${values.size} units`,
      );
    for (const [at, root] of values.server.entries()) {
      const database = join(folder, `store-${at}.db`);
      copyFileSync(join(folder, "store.db"), database);
      const rows = await measure(root, database, texts, Number(values.requests), Number(values.connections));
      if (values.json) console.log(JSON.stringify({ root, rows }));
      else {
        console.log(root);
        console.table(Object.fromEntries(rows.map(({ route, ...figures }) => [route, figures])));
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A published namespace, and a document whose pages are read. */
export async function addStrings(context: Awaited<ReturnType<typeof fill>>["context"]): Promise<void> {
  const { storage } = context;
  const [last] = await storage.all<{ unit: number; document: number }>(
    "SELECT (SELECT max(n) FROM unit) AS unit, (SELECT max(n) FROM document) AS document",
  );
  const [unit, document] = [last?.unit ?? 0, (last?.document ?? 0) + 1];
  const texts = Array.from({ length: PAGED }, (_, at) => ({
    en: `Label number ${at} of the page`,
    ru: `Подпись номер ${at} на странице`,
    zh: `页面上的第${at}个标签`,
  }));
  await createCollection(context, anna, { id: "strings", title: "Strings" });
  const units = storedUnits(
    texts.map((one) => ({ texts: one, source: "" })),
    unit,
  );
  await storage.batch([
    insertDocument({
      ...documentOf(document),
      n: document,
      id: "strings",
      collection: "strings",
      namespace: "site",
    }),
    ...insertUnits(document, units.slice(0, STRINGS)),
    insertDocument({ ...documentOf(document), n: document + 1, id: "paged", collection: "strings" }),
    ...insertUnits(document + 1, units.slice(STRINGS)),
  ]);
  if ((await documentByNamespace(storage, "site")) === undefined) throw new Error("no namespace");
  await publishStrings(context, anna, "site");
}

async function measure(
  root: string,
  database: string,
  texts: readonly string[],
  requests: number,
  connections: number,
): Promise<Row[]> {
  const { child, port } = await start(root, database);
  try {
    const token = { authorization: `Bearer ${TOKEN}` };
    const probe = await connection(port);
    const address = "/locales/ru/site.json";
    const { status, body } = await probe.ask(request("GET", address, {}));
    if (status !== 200 || body.length === 0) throw new Error(`/locales answered ${status}`);
    const etag = (await fetch(`http://127.0.0.1:${port}${address}`)).headers.get("etag") ?? "";
    const lookup = (text: string) =>
      request(
        "POST",
        "/api/v1/lookup",
        { ...token, "content-type": "application/json" },
        JSON.stringify({ source: "en", segments: [{ text }] }),
      );
    // The index is loaded before anything is measured.
    await probe.ask(lookup("The file could not be saved"));
    probe.close();
    const routes: readonly [string, readonly Buffer[], number][] = [
      ["/healthz", [request("GET", "/healthz", {})], 200],
      ["/locales", [request("GET", address, {})], 200],
      ["/locales, 304", [request("GET", address, { "if-none-match": etag })], 304],
      ["lookup", texts.map(lookup), 200],
      ["units?limit=50", [request("GET", "/api/v1/documents/paged/units?limit=50", token)], 200],
    ];
    const rows: Row[] = [];
    for (const [route, asked, expected] of routes) {
      const slow = route === "lookup" || route.startsWith("units");
      const count = slow ? requests : 5 * requests;
      await series(port, asked, expected, Math.ceil(count / 2), 1);
      const one = await series(port, asked, expected, count, 1);
      const before = cpuOf(child);
      const many = await series(port, asked, expected, count, connections);
      const cpu = (cpuOf(child) - before) / count;
      const { p50, p95 } = percentiles(one.times);
      const healthz = rows[0]?.cpu ?? cpu;
      rows.push({
        route,
        p50,
        p95,
        cpu: round(cpu, 3),
        perCore: Math.round(1000 / cpu),
        perSecond: Math.round(count / many.seconds),
        ofHealthz: round(healthz / cpu),
      });
    }
    return rows;
  } finally {
    child.kill("SIGTERM");
    await new Promise((resolve) => child.once("exit", resolve));
  }
}

async function series(
  port: number,
  asked: readonly Buffer[],
  expected: number,
  count: number,
  connections: number,
): Promise<{ times: number[]; seconds: number }> {
  const times: number[] = [];
  let sent = 0;
  const work = async () => {
    const own = await connection(port);
    while (sent < count) {
      const bytes = asked[sent % asked.length] as Buffer;
      sent += 1;
      const start = performance.now();
      const { status } = await own.ask(bytes);
      times.push(performance.now() - start);
      if (status !== expected) throw new Error(`answered ${status} instead of ${expected}`);
    }
    own.close();
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: connections }, work));
  return { times, seconds: (performance.now() - start) / 1000 };
}
