import { resolve } from "node:path";
import { build } from "vite";
import { browserPath } from "./browser.ts";

/** Builds the pages and unpacks the browser, once before the tests: two files that unpack it at a time spoil it. */
export default async function setup(): Promise<void> {
  await browserPath();
  await build({ configFile: resolve(import.meta.dirname, "../../vite.config.ts"), logLevel: "warn" });
}
