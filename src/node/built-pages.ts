import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = resolve(import.meta.dirname, "..", "..");
/** Where the built pages are. */
export const PAGES = join(ROOT, "dist", "web");
/** What they are made of. */
const SOURCES = ["src/web", "src/domain", "locales", "vite.config.ts"].map((path) => join(ROOT, path));

/**
 * Builds the pages into `dist/web`. Needs the development dependencies. In a process of its own: the service that asks
 * for it would never give back the hundred megabytes that it takes.
 *
 * @throws {Error} without vite, or when it fails; what it said is on stderr
 */
export async function buildPages(): Promise<void> {
  mkdirSync(PAGES, { recursive: true });
  const vite = join(dirname(fileURLToPath(import.meta.resolve("vite/package.json"))), "bin", "vite.js");
  const options = ["--config", join(ROOT, "vite.config.ts"), "--logLevel", "warn"];
  const building = spawn(process.execPath, [vite, "build", ...options], {
    cwd: ROOT,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const [code] = (await once(building, "close")) as [number | null];
  if (code !== 0) throw new Error(`vite ended with ${code}`);
}

/** Builds the pages when they are missing or older than what they are made of. */
export async function ensurePages(): Promise<void> {
  const built = join(PAGES, "index.html");
  const isFresh = existsSync(built) && statSync(built).mtimeMs >= Math.max(...SOURCES.map(newest));
  if (!isFresh && existsSync(join(ROOT, "src", "web", "index.html"))) await buildPages();
}

/** Time of the newest file at or below a path; 0 when there is none. */
function newest(path: string): number {
  if (!existsSync(path)) return 0;
  const entries = statSync(path).isDirectory()
    ? readdirSync(path, { recursive: true, encoding: "utf8" })
    : [""];
  return Math.max(0, ...entries.map((entry) => statSync(join(path, entry)).mtimeMs));
}
