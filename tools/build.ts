import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { execFileSync } from "node:child_process";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { buildPages, PAGES } from "../src/node/built-pages.ts";
import { writeDictionaries } from "./dictionary-assets.ts";
import { ended, ROOT, startWrangler } from "./wrangler.ts";

/**
 * `npm run build`: the pages into `dist/web`, the worker into `dist/worker`, and how large it is, and what its start
 * costs. A worker over its target of size is an error.
 */
/** Bytes of the worker, compressed: what Cloudflare counts. */
const TARGET = 1_000_000;
/** Sources of shipped data, whose licences ask to be named in every copy. */
const ATTRIBUTIONS = ["Copyright (c) 2015-2025 Nemuke"];

await buildPages();
const dictionaries = writeDictionaries(PAGES);

const folder = join(ROOT, "dist", "worker");
const bundled = startWrangler(["deploy", "--dry-run", "--minify", "--outdir", folder], "pipe");
let said = "";
bundled.stdout?.on("data", (chunk: Buffer) => (said += chunk.toString()));
if ((await ended(bundled)) !== 0) {
  console.error(said);
  process.exit(1);
}
const worker = join(folder, "worker.js");
const parts = readdirSync(folder).filter((name) => /\.(?:js|mjs|wasm|bin)$/u.test(name));
const bytes = Buffer.concat(parts.map((name) => readFileSync(join(folder, name))));
const compressed = gzipSync(bytes, { level: 9 }).byteLength;
const unnamed = ATTRIBUTIONS.filter((attribution) => !bytes.includes(attribution));
if (unnamed.length > 0) {
  console.error(`the worker does not name the sources of its data: ${unnamed.join("; ")}`);
  process.exit(1);
}
const kibibytes = (size: number) => `${(size / 1024).toFixed(1)} KiB`;
console.log(
  `static files in dist/web: pages ${kibibytes(sizeOf(PAGES) - dictionaries)}, dictionaries ${kibibytes(dictionaries)}`,
);
console.log(
  `worker: ${kibibytes(bytes.byteLength)}, gzip ${compressed.toLocaleString("en")} bytes (target ≤ ${TARGET.toLocaleString("en")})`,
);
const costs = Array.from({ length: 5 }, startUp);
const least = (key: keyof StartUp) => Math.min(...costs.map((cost) => cost[key])).toFixed(0);
console.log(
  `worker start-up, processor time: evaluation ${least("evaluation")} ms, first published strings ${least("strings")} ms (target ≤ 10 ms together), first other request ${least("whole")} ms (target ≤ 60 ms); the bundle on this Node, best of ${costs.length}`,
);
process.exit(compressed > TARGET ? 1 : 0);

/** Processor time in ms. */
interface StartUp {
  readonly evaluation: number;
  /** Of the first request for published strings. */
  readonly strings: number;
  /** Of the first request for anything else, for which the rest is evaluated. */
  readonly whole: number;
}

/** Measures a process that has just begun and in which fetch, hashes and import are ready, as in workerd. */
function startUp(): StartUp {
  const script = `
    const cpu = async (work) => {
      const before = process.cpuUsage();
      const result = await work();
      const { user, system } = process.cpuUsage(before);
      return [result, (user + system) / 1000];
    };
    const all = async () => ({ results: [{ version: "1", body: "{}" }] });
    const DB = { prepare: () => ({ bind: () => ({ all }) }) };
    const ask = (path) => async () => {
      const { status } = await worker.fetch(new Request("http://worker.test" + path), { DB });
      if (status !== 200) throw new Error(path + ": " + status);
    };
    new Request("http://worker.test", { headers: { accept: "text/plain" } });
    await new Response(new Uint8Array(1), { headers: { etag: "1" } }).text();
    await crypto.subtle.digest("SHA-256", new Uint8Array(1));
    await import("data:text/javascript,");
    const [{ default: worker }, evaluation] = await cpu(() => import(process.argv[1]));
    const [, strings] = await cpu(ask("/locales/ru/site.json"));
    const [, whole] = await cpu(ask("/healthz"));
    console.log(JSON.stringify({ evaluation, strings, whole }));`;
  const file = pathToFileURL(worker).href;
  const said = execFileSync(process.execPath, ["--input-type=module", "-e", script, file], {
    encoding: "utf8",
  });
  return JSON.parse(said) as StartUp;
}

function sizeOf(path: string): number {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + readFileSync(join(entry.parentPath, entry.name)).byteLength, 0);
}
