import Database from "better-sqlite3";
import { recordedCheckpoints } from "./integrity/recorded-checkpoint.ts";

/** Content of a store's file, and the damage in it. */
export interface Examination {
  /** Version of SQLite that read the file: `3.54.1`. */
  readonly sqlite: string;
  /** Messages of `integrity_check` and `foreign_key_check`; empty when the file is sound. */
  readonly damage: readonly string[];
  readonly units: number;
  readonly imports: number;
}

/** The version of SQLite that this program runs with: `3.54.1`. */
export function sqliteVersion(): string {
  const database = new Database(":memory:");
  try {
    return versionOf(database);
  } finally {
    database.close();
  }
}

/**
 * Reads and checks a whole store. Changes nothing.
 *
 * @param path of an existing file
 * @throws {Error} when the file is no store, or cannot be read at all
 */
export function examineStore(path: string): Examination {
  const database = new Database(path, { readonly: true, fileMustExist: true });
  try {
    const integrity = database.prepare("PRAGMA integrity_check(20)").pluck().all().map(String);
    const orphans = database.prepare("PRAGMA foreign_key_check").all().length;
    const count = (table: string): number =>
      Number(database.prepare(`SELECT count(*) FROM "${table}"`).pluck().get());
    return {
      sqlite: versionOf(database),
      damage: [
        ...integrity.filter((line) => line !== "ok"),
        ...(orphans === 0 ? [] : [`foreign_key_check: ${orphans}`]),
      ],
      units: count("unit"),
      imports: count("import"),
    };
  } finally {
    database.close();
  }
}

/**
 * True while another process has the store open. SQLite gives exclusive access only to a connection that is alone.
 *
 * @param path of an existing file; a file that SQLite cannot read counts as free
 */
export function isInUse(path: string): boolean {
  const database = new Database(path, { fileMustExist: true, timeout: 0 });
  try {
    // A process that was killed has left a log. The last connection moves it into the store, so this is recorded.
    const checkpoints = recordedCheckpoints(database);
    checkpoints.last();
    checkpoints.close();
    database.pragma("locking_mode = EXCLUSIVE");
    database.exec("BEGIN IMMEDIATE");
    database.exec("ROLLBACK");
    return false;
  } catch (error) {
    return error instanceof Database.SqliteError && error.code.startsWith("SQLITE_BUSY");
  } finally {
    database.close();
  }
}

const versionOf = (database: Database.Database): string =>
  String(database.prepare("SELECT sqlite_version()").pluck().get());
