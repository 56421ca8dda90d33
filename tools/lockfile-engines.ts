import { readFileSync, writeFileSync } from "node:fs";

/**
 * `node tools/lockfile-engines.ts`: takes the `engines` of some packages out of package-lock.json. Run it after adding
 * or updating a dependency.
 *
 * `npm ci` compares `engines` with the Node that npm itself runs on, and knows nothing of the newer Node that it is
 * about to bring (see docs/decisions). Only these packages need the newer one; of all others npm still warns.
 */
export const NEED_THE_NODE_WE_BRING: readonly string[] = [
  "@cloudflare/kv-asset-handler",
  "@sparticuz/chromium",
  "better-sqlite3",
  "i18next",
  "miniflare",
  "oxc-unshadowed-visitor",
  "vitest",
  "wrangler",
];

const LOCKFILE = new URL("../package-lock.json", import.meta.url);

interface Lockfile {
  readonly packages: Readonly<Record<string, { engines?: Record<string, string> }>>;
}

/** Entries of the packages above that still say which Node they need. */
export function entriesWithEngines({ packages }: Lockfile): string[] {
  return Object.keys(packages).filter(
    (path) =>
      packages[path]?.engines !== undefined &&
      NEED_THE_NODE_WE_BRING.some((name) => `/${path}`.endsWith(`/node_modules/${name}`)),
  );
}

export const readLockfile = (): Lockfile => JSON.parse(readFileSync(LOCKFILE, "utf8")) as Lockfile;

if (import.meta.main) {
  const lockfile = readLockfile();
  for (const path of entriesWithEngines(lockfile)) delete lockfile.packages[path]?.engines;
  writeFileSync(LOCKFILE, `${JSON.stringify(lockfile, null, 2)}\n`);
}
