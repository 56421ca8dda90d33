import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { buildPages, PAGES } from "./pages.ts";
import { ended, ROOT, startWrangler } from "./wrangler.ts";

/**
 * `npm run build`: the pages into `dist/web`, the worker into `dist/worker`, and how large it is. A worker
 * over its target is an error.
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
process.exit(compressed > TARGET ? 1 : 0);

function sizeOf(path: string): number {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + readFileSync(join(entry.parentPath, entry.name)).byteLength, 0);
}
