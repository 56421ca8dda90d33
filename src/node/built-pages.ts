import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ROOT } from "./own-files.ts";

/** Folder of the built pages. */
export const PAGES = join(ROOT, "dist", "web");

/**
 * Builds the pages into `dist/web`. It needs the development dependencies. The build runs in its own process, because
 * it takes a hundred megabytes of memory that the service would not release.
 *
 * @throws {Error} if vite is missing or fails; vite's messages are on stderr
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

/** Builds the pages when they are missing or stale. */
export async function ensurePages(): Promise<void> {
  const hasSources = existsSync(join(ROOT, "src", "web", "index.html"));
  if (hasSources && areStale(PAGES)) await buildPages();
}

/** Path of the list of inputs for a folder of pages. It is outside that folder so that it is not served. */
export const inputsOf = (pages: string): string => `${pages}-inputs.json`;

/**
 * Whether pages are missing, or older than one of their inputs, or built from a file that no longer exists.
 *
 * @param pages folder of built pages; the paths in its list of inputs are relative to the project
 */
export function areStale(pages: string): boolean {
  const built = join(pages, "index.html");
  if (!existsSync(built) || !existsSync(inputsOf(pages))) return true;
  const time = statSync(built).mtimeMs;
  const inputs = JSON.parse(readFileSync(inputsOf(pages), "utf8")) as readonly string[];
  return inputs.some((input) => changedSince(join(ROOT, input), time));
}

function changedSince(path: string, time: number): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined || stats.mtimeMs > time) return true;
  return stats.isDirectory() && readdirSync(path).some((entry) => changedSince(join(path, entry), time));
}
