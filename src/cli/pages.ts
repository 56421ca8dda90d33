import { existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "..", "..");
/** Where the built pages are. */
export const PAGES = join(ROOT, "dist", "web");
/** What they are made of. */
const SOURCES = ["src/web", "src/domain", "locales", "vite.config.ts"].map((path) => join(ROOT, path));

/** Builds the pages into `dist/web`. Needs the development dependencies. */
export async function buildPages(): Promise<void> {
  mkdirSync(PAGES, { recursive: true });
  const { build } = await import("vite");
  await build({ configFile: join(ROOT, "vite.config.ts"), logLevel: "warn" });
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
