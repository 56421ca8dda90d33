import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { seedStore, type SeedFiles } from "../../src/services/documents/seed-store.ts";
import { createContext, type Context } from "../../src/services/context.ts";
import { matchIndex } from "../../src/storage/index/choose-match-index.ts";
import { openSqlite } from "../../src/storage/sqlite.ts";
import { TM } from "./starter-units.ts";

export { TM };

/** The files of `tm/`, by their path inside it. */
export function seedFiles(): SeedFiles {
  const entries = readdirSync(TM, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [relative(TM, path).split(sep).join("/"), new Uint8Array(readFileSync(path))];
    }),
  );
}

/** A store in memory with the content of a new installation. */
export async function seededStore(): Promise<Context> {
  const storage = openSqlite(":memory:");
  const context = createContext({
    storage,
    index: matchIndex(storage),
    now: () => new Date("2026-11-23T00:00:00Z"),
  });
  await seedStore(context, seedFiles());
  return context;
}
