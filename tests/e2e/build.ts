import { resolve } from "node:path";
import { build } from "vite";

/** The pages as they are served, built once before the tests that look at them. */
export default async function setup(): Promise<void> {
  await build({ configFile: resolve(import.meta.dirname, "../../vite.config.ts"), logLevel: "warn" });
}
