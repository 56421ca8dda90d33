import { openSqlite, type SqliteStorage } from "../sqlite.ts";
import { writtenTable } from "./d1-dump.ts";
import { emptyTables } from "./move-rows.ts";
import type { StoreTable } from "./store-tables.ts";

/** A store that is filled with the statements of a dump and then only read. */
export interface ScratchStore {
  readonly storage: SqliteStorage;
  /** Runs one statement of any kind. */
  run(sql: string): void;
}

/** @param path of a file that is not there */
export function openScratch(path: string): ScratchStore {
  const storage = openSqlite(path);
  // Rows may refer to later ones. What is missing is found when the stores are compared.
  storage.database.pragma("foreign_keys = OFF");
  storage.database.pragma("synchronous = OFF");
  storage.database.exec("BEGIN");
  return {
    storage,
    run: (sql) => {
      if (sql.trim() !== "") storage.database.prepare(sql).run();
    },
  };
}

/**
 * Fills a scratch store with the rows of a dump from D1. Of a file that came from elsewhere nothing but rows is taken.
 *
 * @returns false when the dump is not of this version of the program
 */
export async function readDump(
  { storage, run }: ScratchStore,
  tables: readonly StoreTable[],
  statements: AsyncIterable<string>,
): Promise<boolean> {
  const known = new Set([...tables.map(({ name }) => name), "d1_migrations", "sqlite_sequence"]);
  await emptyTables(storage, tables);
  run("CREATE TABLE d1_migrations (id INTEGER, name TEXT, applied_at TEXT)");
  for await (const sql of statements) {
    if (known.has(writtenTable(sql) ?? "")) run(sql);
  }
  const missing = await storage.all("SELECT name FROM migration EXCEPT SELECT name FROM d1_migrations");
  const unknown = await storage.all("SELECT name FROM d1_migrations EXCEPT SELECT name FROM migration");
  return missing.length === 0 && unknown.length === 0;
}
