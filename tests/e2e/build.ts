import { resolve } from "node:path";
import { build } from "vite";

/** Builds the pages once before the tests. */
export default async function setup(): Promise<void> {
  await build({ configFile: resolve(import.meta.dirname, "../../vite.config.ts"), logLevel: "warn" });
}
