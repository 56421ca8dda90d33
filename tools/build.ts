import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { execFileSync } from "node:child_process";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { buildPages, PAGES } from "../src/node/built-pages.ts";
import { ended, ROOT, startWrangler } from "./wrangler.ts";

/**
 * `npm run build`: the pages into `dist/web`, the worker into `dist/worker`, and how large it is, and what its start
 * costs. A worker over its target of size is an error.
 */
const MEBIBYTE = 1024 * 1024;
/** Of the worker, compressed: what Cloudflare counts. */
const TARGET = MEBIBYTE;

await buildPages();

const folder = join(ROOT, "dist", "worker");
const bundled = startWrangler(["deploy", "--dry-run", "--minify", "--outdir", folder], "pipe");
let said = "";
bundled.stdout?.on("data", (chunk: Buffer) => (said += chunk.toString()));
if ((await ended(bundled)) !== 0) {
  console.error(said);
  process.exit(1);
}
const parts = readdirSync(folder).filter((name) => /\.(?:js|mjs|wasm|bin)$/u.test(name));
const bytes = Buffer.concat(parts.map((name) => readFileSync(join(folder, name))));
const compressed = gzipSync(bytes, { level: 9 }).byteLength;
const kibibytes = (size: number) => `${(size / 1024).toFixed(1)} KiB`;
console.log(`pages: ${kibibytes(sizeOf(PAGES))} in dist/web`);
console.log(
  `worker: ${kibibytes(bytes.byteLength)}, gzip ${kibibytes(compressed)} (target ≤ ${kibibytes(TARGET)})`,
);
const costs = Array.from({ length: 5 }, startUp);
const least = (key: keyof StartUp) => Math.min(...costs.map((cost) => cost[key])).toFixed(0);
console.log(
  `worker start-up: ${least("evaluation")} ms of processor time, first request ${least("first")} ms (the bundle on this Node, best of ${costs.length}; target ≤ 50 ms)`,
);
process.exit(compressed > TARGET ? 1 : 0);

interface StartUp {
  readonly evaluation: number;
  readonly first: number;
}

/** Processor time in ms that reading the bundle takes, and then its first request, in a process of its own. */
function startUp(): StartUp {
  const script = `
    const cpu = async (work) => {
      const before = process.cpuUsage();
      const result = await work();
      const { user, system } = process.cpuUsage(before);
      return [result, (user + system) / 1000];
    };
    const [{ default: worker }, evaluation] = await cpu(() => import(process.argv[1]));
    const [, first] = await cpu(() => worker.fetch(new Request("http://worker.test/healthz"), { DB: {} }));
    console.log(JSON.stringify({ evaluation, first }));`;
  const file = pathToFileURL(join(folder, "worker.js")).href;
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
