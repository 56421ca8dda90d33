import { resolve } from "node:path";
import { build } from "vite";
import { areStale, PAGES } from "../../src/node/built-pages.ts";
import { browserPath } from "./browser.ts";

/**
 * Builds the pages where they are stale and unpacks the browser, once before the tests: two files that unpack it at a
 * time spoil it.
 */
export default async function setup(): Promise<void> {
  await browserPath();
  if (!areStale(PAGES)) return;
  await build({ configFile: resolve(import.meta.dirname, "../../vite.config.ts"), logLevel: "warn" });
}
