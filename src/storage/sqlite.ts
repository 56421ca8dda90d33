import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import Database from "better-sqlite3";
import { checkLedger, type Migration } from "./migrate.ts";
import {
  isSafeSqlite,
  OLDEST_SQLITE,
  type Param,
  type Statement,
  type Storage,
  StorageError,
} from "./storage.ts";

export interface SqliteStorage extends Storage {
  readonly engine: "sqlite";
  /** The connection itself, for backup and maintenance. */
  readonly database: Database.Database;
  close(): void;
}

/**
 * Opens (and creates) a database file, refuses an unsafe SQLite or a damaged file, and migrates it.
 *
 * @param path file, or `:memory:`
 * @throws {StorageError} `corrupt` when the file or its migrations are not what they should be
 */
export function openSqlite(path: string, migrations: readonly Migration[] = readMigrations()): SqliteStorage {
  if (path !== ":memory:") mkdirSync(dirname(path), { recursive: true });
  const database = new Database(path);
  try {
    refuseUnsafeEngine(database);
    database.pragma("foreign_keys = ON");
    database.pragma("trusted_schema = OFF");
    database.pragma("busy_timeout = 5000");
    database.pragma("journal_mode = WAL");
    // FULL, not NORMAL: a commit is synced before it is acknowledged.
    database.pragma("synchronous = FULL");
    database.pragma("journal_size_limit = 67108864");
    database.pragma("cache_size = -65536");
    checkIntegrity(database);
    applyMigrations(database, migrations);
  } catch (error) {
    database.close();
    throw asStorageError(error);
  }
  return sqliteStorage(database);
}

/** The port over an open connection. */
export function sqliteStorage(database: Database.Database): SqliteStorage {
  const prepared = new Map<string, Database.Statement>();
  const run = ({ sql, params = [] }: Statement): unknown[] => {
    let statement = prepared.get(sql);
    if (statement === undefined) {
      statement = database.prepare(sql);
      prepared.set(sql, statement);
    }
    // better-sqlite3 takes numbered parameters (`?1`) as named ones.
    const bound = Object.fromEntries(params.map((param, at) => [at + 1, param]));
    if (statement.reader) return statement.all(bound);
    statement.run(bound);
    return [];
  };
  const transaction = database.transaction((statements: readonly Statement[]) => statements.map(run));
  return {
    engine: "sqlite",
    database,
    // `async`, so that an engine's error is a rejection here as it is on D1.
    all: async <Row>(sql: string, ...params: readonly Param[]) =>
      guarded(() => run({ sql, params }) as Row[]),
    batch: async (statements) => guarded(() => transaction.immediate(statements)),
    close: () => database.close(),
  };
}

function guarded<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw asStorageError(error);
  }
}

function asStorageError(error: unknown): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const { code, message } = error;
  if (code.startsWith("SQLITE_CONSTRAINT")) return new StorageError("constraint", message, error);
  if (code.startsWith("SQLITE_FULL")) return new StorageError("full", message, error);
  if (code.startsWith("SQLITE_BUSY")) return new StorageError("busy", message, error);
  if (/^SQLITE_(?:CORRUPT|NOTADB|IOERR)/u.test(code)) return new StorageError("corrupt", message, error);
  return error;
}

function refuseUnsafeEngine(database: Database.Database): void {
  const version = String(database.prepare("SELECT sqlite_version()").pluck().get());
  if (!isSafeSqlite(version)) {
    throw new StorageError(
      "corrupt",
      `SQLite ${version} may lose data in WAL mode; ${OLDEST_SQLITE.join(".")} or newer is needed`,
    );
  }
}

/** @throws {StorageError} `corrupt`, with the first thing that `PRAGMA quick_check` found */
export function checkIntegrity(database: Database.Database): void {
  const found = String(database.pragma("quick_check(1)", { simple: true }));
  if (found !== "ok") throw new StorageError("corrupt", found);
}

/** The migrations of this installation, from the folder that wrangler reads too. */
export function readMigrations(folder = join(import.meta.dirname, "migrations")): Migration[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".sql"))
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    });
}

function applyMigrations(database: Database.Database, migrations: readonly Migration[]): void {
  database.exec(
    "CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, checksum TEXT NOT NULL, applied TEXT NOT NULL) STRICT",
  );
  const apply = database.transaction(() => {
    const applied = database
      .prepare<[], { name: string; checksum: string }>("SELECT name, checksum FROM migration")
      .all();
    const record = database.prepare("INSERT INTO migration (name, checksum, applied) VALUES (?, ?, ?)");
    for (const migration of checkLedger(applied, migrations)) {
      database.exec(migration.sql);
      record.run(migration.name, migration.checksum, new Date().toISOString());
    }
  });
  apply.immediate();
}
