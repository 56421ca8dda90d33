import Database from "better-sqlite3";
import { type Param, type Spool, StorageError } from "./port.ts";

/**
 * Keeps values in a temporary file of SQLite, which the operating system deletes with the connection. The file has
 * a connection of its own, so a fault of it is no damage of the store.
 *
 * @throws {StorageError} `full` when the folder for temporary files has no space or can't be written
 */
export function sqliteSpool(): Spool {
  const database = kept(() => new Database(""));
  kept(() => {
    database.pragma("journal_mode = OFF");
    database.pragma("synchronous = OFF");
    database.pragma("cache_size = -2048");
    database.exec("CREATE TABLE spooled (n INTEGER PRIMARY KEY, value ANY) STRICT");
  });
  const insert = database.prepare<[Param]>("INSERT INTO spooled (value) VALUES (?)");
  const select = database.prepare<[number, number], Param>(
    "SELECT value FROM spooled WHERE n >= ? ORDER BY n LIMIT ?",
  );
  select.pluck();
  // SQLite numbers the rows from 1.
  let next = 1;
  return {
    put: (values) =>
      kept(() => {
        const at = next;
        for (const value of values) insert.run(value);
        next += values.length;
        return { at, length: values.length };
      }),
    take: ({ at, length }) => kept(() => select.all(at, length)),
    close: () => void database.close(),
  };
}

function kept<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
    throw new StorageError("full", `temporary file: ${error.message}`, error);
  }
}
