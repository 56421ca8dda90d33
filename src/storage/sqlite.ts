import {
  accessSync,
  constants,
  copyFileSync,
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmdirSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { Readable } from "node:stream";
import Database from "better-sqlite3";
import { hurtPages, scrubDamage } from "./integrity/page-record.ts";
import { type Checkpoints, NO_CHECKPOINTS, recordedCheckpoints } from "./integrity/recorded-checkpoint.ts";
import { checkLedger, type Migration } from "./migrate.ts";
import { readMigrations } from "./read-migrations.ts";
import {
  type Damage,
  isSafeSqlite,
  OLDEST_SQLITE,
  type Param,
  type Statement,
  type Storage,
  StorageError,
  type StoreCopy,
  WRITE_PROTECTED,
} from "./port.ts";
import { constraintIn } from "./sqlite-constraint.ts";
import { sqliteSpool } from "./sqlite-spool.ts";

export interface SqliteStorage extends Storage {
  readonly engine: "sqlite";
  /** Path of the file that is open. A store that SQLite cannot read in its place is read from a copy. */
  readonly path: string;
  /** The connection itself, for backup and maintenance. Another connection replaces it when damage is found. */
  readonly database: Database.Database;
  damage(): Damage | undefined;
  /** Refuses writing from now on, because another connection to the same file has found damage. */
  stopWriting(damage: Damage): void;
  close(): void;
}

/**
 * Opens a database file (creates it if needed), checks it and migrates it. A damaged or write-protected file is opened
 * too, but only for reading, as far as SQLite can read it: see `damage`.
 *
 * @param path of the file, or `:memory:`
 * @param onDamage called once, now or later, when damage is found (or the file is write-protected) and writing has stopped
 * @throws {StorageError} `unfit` when the file is no database, when its migrations are not those of this program, or
 *   when SQLite is too old
 */
export function openSqlite(
  path: string,
  migrations: readonly Migration[] = readMigrations(),
  onDamage: (damage: Damage) => void = () => undefined,
): SqliteStorage {
  if (path !== ":memory:") mkdirSync(dirname(path), { recursive: true });
  const protection = protectionOf(path);
  let damage: Damage | undefined;
  let database: Database.Database | undefined;
  try {
    database = protection === undefined ? new Database(path) : openForReading(path);
    damage =
      protection === undefined ? prepareStore(database, migrations) : (damageOf(database) ?? protection);
    if (damage !== undefined) refuseUnreadable(database, migrations, damage);
    return sqliteStorage(database, onDamage, damage);
  } catch (error) {
    database?.close();
    throw asStorageError(error);
  }
}

/** Says why an existing file cannot be written; `undefined` if it can. SQLite also makes files in its folder. */
function protectionOf(path: string): Damage | undefined {
  if (!existsSync(path)) return undefined;
  try {
    for (const needed of [path, dirname(path)]) accessSync(needed, constants.W_OK);
    return undefined;
  } catch (error) {
    return { check: WRITE_PROTECTED, detail: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * Opens a write-protected file. SQLite needs a shared file beside the store; where it cannot make one, a copy of the
 * store in the temporary folder is read.
 *
 * @throws {StorageError} `unfit` when there is no space for the copy
 */
function openForReading(path: string): Database.Database {
  const plain = new Database(path, { readonly: true, fileMustExist: true });
  try {
    plain.prepare("SELECT count(*) FROM sqlite_schema").get();
    return plain;
  } catch (error) {
    plain.close();
    if (!(error instanceof Database.SqliteError) || !/^SQLITE_(?:CANTOPEN|READONLY)/u.test(error.code))
      throw error;
  }
  const folder = mkdtempSync(join(tmpdir(), "polynya-reading-"));
  const discard = () => rmSync(folder, { recursive: true, force: true });
  try {
    const copy = join(folder, basename(path));
    copyFileSync(path, copy, constants.COPYFILE_FICLONE);
    if (existsSync(`${path}-wal`)) copyFileSync(`${path}-wal`, `${copy}-wal`);
    process.once("exit", discard);
    return new Database(copy);
  } catch (error) {
    discard();
    const reason = error instanceof Error ? error.message : String(error);
    throw new StorageError(
      "unfit",
      `it is write-protected and can’t be copied to ${tmpdir()}: ${reason}`,
      error,
    );
  }
}

/** The damage of a file that is only read. */
function damageOf(database: Database.Database): Damage | undefined {
  refuseUnsafeEngine(database);
  database.pragma("trusted_schema = OFF");
  const found = quickCheck(database);
  return found === "ok" ? undefined : quickCheckDamage(found);
}

const quickCheckDamage = (found: string): Damage => ({
  check: "quick_check",
  detail: found.replaceAll(/\s*\n\s*/gu, " "),
});

/**
 * Opens another connection to a store that this process has open already, for another thread. It is checked and
 * migrated, so nothing of that is done again.
 *
 * @param onDamage called once when this connection finds damage
 * @param damage that is known already: then this connection only reads
 */
export function joinSqlite(path: string, onDamage: (damage: Damage) => void, damage?: Damage): SqliteStorage {
  const database = new Database(path, { fileMustExist: true });
  try {
    if (damage === undefined) configure(database);
    return sqliteStorage(database, onDamage, damage, { isTold: true });
  } catch (error) {
    database.close();
    throw asStorageError(error);
  }
}

/** The port over an open connection. From now on only the port uses and closes the connection. */
function sqliteStorage(
  writable: Database.Database,
  onDamage: (damage: Damage) => void = () => undefined,
  foundAtStart?: Damage,
  { isTold = false }: { readonly isTold?: boolean } = {},
): SqliteStorage {
  // SQLite would wait for another writer by stopping this thread; `patiently` lets it serve requests meanwhile.
  writable.pragma("busy_timeout = 0");
  let connection = connect(writable);
  let damage: Damage | undefined;
  let checkpoints: Checkpoints =
    foundAtStart === undefined && !writable.memory ? recordedCheckpoints(writable) : NO_CHECKPOINTS;

  const stopWriting = (reason: Damage): void => {
    if (damage !== undefined) return;
    damage = reason;
    checkpoints.close();
    checkpoints = NO_CHECKPOINTS;
    connection = connect(readOnly(connection.database));
  };
  const run = (statement: Statement): unknown[] => connection.run(statement, damage);
  const guarded = <Result>(work: () => Result): Result => {
    try {
      return work();
    } catch (error) {
      const found = damageIn(error);
      if (damage === undefined && found !== undefined) {
        stopWriting(found);
        onDamage(found);
      }
      throw atRunTime(asStorageError(error));
    }
  };
  /** What was written is safe in the log. If it cannot be moved, only damage is of interest; `guarded` reports it. */
  const makeCheckpoint = (make: (due: Checkpoints) => void): void => {
    try {
      guarded(() => make(checkpoints));
    } catch {
      // The next write tries again.
    }
  };
  if (foundAtStart !== undefined) {
    stopWriting(foundAtStart);
    if (!isTold) onDamage(foundAtStart);
  }

  return {
    engine: "sqlite",
    path: writable.name,
    get database() {
      return connection.database;
    },
    damage: () => damage,
    stopWriting,
    size: async () =>
      [writable.name, `${writable.name}-wal`]
        .map((path) => statSync(path, { throwIfNoEntry: false })?.size ?? 0)
        .reduce((sum, bytes) => sum + bytes, 0),
    version: async () => {
      const [row] = (await patiently(() => guarded(() => run({ sql: "PRAGMA data_version" })))) as {
        data_version: number;
      }[];
      return row?.data_version ?? 0;
    },
    all: <Row>(sql: string, ...params: readonly Param[]) =>
      patiently(() => guarded(() => run({ sql, params }) as Row[])),
    each: (take: (row: unknown) => void, sql: string, ...params: readonly Param[]) =>
      patiently(
        () =>
          guarded(() => {
            for (const row of connection.rows({ sql, params })) take(row);
          }),
        () => false,
      ),
    batch: (statements) => {
      // The statements can be taken only once. The lock is got before the first of them is taken.
      let hasBegun = false;
      let taken = 0;
      const work = () => {
        hasBegun = true;
        const answers: unknown[][] = [];
        for (const statement of statements) answers.push(run(statement));
        taken = answers.length;
        return answers;
      };
      const attempt = () =>
        damage === undefined ? connection.immediately(work) : connection.consistently(work);
      const written = patiently(
        () => guarded(attempt),
        () => !hasBegun,
      );
      return written.finally(() => makeCheckpoint((due) => due.whenDue(taken)));
    },
    close: () => {
      makeCheckpoint((due) => due.last());
      checkpoints.close();
      connection.database.close();
    },
    spool: sqliteSpool,
  };
}

/** How long work waits for a lock that another connection holds, as long as the commit of a large import may take. */
const PATIENCE = 60_000;
/** Milliseconds between two attempts. */
const PAUSE = 5;

/**
 * Does work again while another connection holds the lock. Other requests are served in between.
 *
 * @param mayRepeat whether the work can be done again
 * @throws {StorageError} `busy` when the lock was never free
 */
async function patiently<Result>(work: () => Result, mayRepeat: () => boolean = () => true): Promise<Result> {
  const end = performance.now() + PATIENCE;
  for (;;) {
    try {
      return work();
    } catch (error) {
      const isBusy = error instanceof StorageError && error.fault === "busy";
      if (!isBusy || !mayRepeat() || performance.now() > end) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}

/**
 * Copies the whole store as it is at one moment (SQLite's online backup), while other requests read and write. The copy
 * is in a new folder that other users cannot read. It is deleted when the stream ends.
 *
 * @throws {StorageError} `full` when there is not enough space for the copy; `corrupt` when the store is damaged
 */
export async function copyStore({ database }: Pick<SqliteStorage, "database">): Promise<StoreCopy> {
  const folder = mkdtempSync(join(tmpdir(), "polynya-backup-"));
  const path = join(folder, "copy.db");
  // Deletes by name: listing the folder needs a file descriptor, and there may be none left.
  const discard = () => {
    for (const end of ["", "-journal", "-wal", "-shm"]) rmSync(path + end, { force: true });
    rmdirSync(folder);
  };
  try {
    await backUp(database, path);
    const file = createReadStream(path).once("close", discard);
    return { size: statSync(path).size, stream: Readable.toWeb(file) as ReadableStream<Uint8Array> };
  } catch (error) {
    discard();
    throw asStorageError(error);
  }
}

/**
 * Copies a store into a new file (SQLite's online backup). The copy needs no file beside it, so it can be read from a
 * read-only disk.
 */
export async function backUp(database: Database.Database, path: string): Promise<void> {
  await database.backup(path);
  const copy = new Database(path);
  try {
    copy.pragma("journal_mode = DELETE");
  } finally {
    copy.close();
  }
}

/** Copies the store at a path into a new file, also while a service has it open. */
export async function backUpFile(path: string, target: string): Promise<void> {
  const database = new Database(path, { readonly: true, fileMustExist: true });
  try {
    await backUp(database, target);
  } finally {
    database.close();
  }
}

/** A connection with its prepared statements. */
function connect(database: Database.Database) {
  const prepared = new Map<string, Database.Statement>();
  const transaction = database.transaction((work: () => unknown[][]) => work());
  const prepare = (sql: string): Database.Statement => {
    let statement = prepared.get(sql);
    if (statement === undefined) {
      statement = database.prepare(sql);
      prepared.set(sql, statement);
    }
    return statement;
  };
  // better-sqlite3 takes numbered parameters (`?1`) as named ones.
  const bound = (params: readonly Param[]) => Object.fromEntries(params.map((param, at) => [at + 1, param]));
  return {
    database,
    run: ({ sql, params = [] }: Statement, damage: Damage | undefined): unknown[] => {
      const statement = prepare(sql);
      if (damage !== undefined && !statement.readonly) {
        const fault = damage.check === WRITE_PROTECTED ? "protected" : "read-only";
        throw new StorageError(fault, damage.detail);
      }
      if (statement.reader) return statement.all(bound(params));
      statement.run(bound(params));
      return [];
    },
    rows: ({ sql, params = [] }: Statement): IterableIterator<unknown> => prepare(sql).iterate(bound(params)),
    immediately: (work: () => unknown[][]) => transaction.immediate(work),
    consistently: (work: () => unknown[][]) => transaction.deferred(work),
  };
}

/** Number of tries to set the journal mode, and milliseconds between them: together as long as the busy timeout. */
const LOG_TRIES = 50;
const LOG_PAUSE = 100;

/**
 * Two processes that start at the same time on a new file both change its journal mode. To avoid a deadlock SQLite
 * answers one of them with SQLITE_BUSY immediately and ignores the busy timeout. So this function tries again.
 */
function useWriteAheadLog(database: Database.Database): void {
  for (let tries = 1; ; tries += 1) {
    try {
      database.pragma("journal_mode = WAL");
      return;
    } catch (error) {
      const busy = error instanceof Database.SqliteError && error.code.startsWith("SQLITE_BUSY");
      if (!busy || tries === LOG_TRIES) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOG_PAUSE);
    }
  }
}

/** `ok`, or a description of the damage. An unreadable virtual table ends the check with the general SQLITE_ERROR. */
function quickCheck(database: Database.Database): string {
  try {
    return String(database.pragma("quick_check(1)", { simple: true }));
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code === "SQLITE_ERROR") return error.message;
    throw error;
  }
}

/** Settings of a connection; they are not kept in the file. */
function configure(database: Database.Database): void {
  database.pragma("foreign_keys = ON");
  database.pragma("trusted_schema = OFF");
  // FULL, not NORMAL, so that a commit is on the disk before its answer is sent.
  database.pragma("synchronous = FULL");
  database.pragma("journal_size_limit = 67108864");
  // Only checkpoints that are recorded: see `recordedCheckpoints`.
  database.pragma("wal_autocheckpoint = 0");
  // A negative number means KiB. 16 MiB are enough, because the operating system caches the file's pages too.
  database.pragma("cache_size = -16384");
}

/** Checks the file. If it is sound, sets the connection up and migrates the store; else returns the damage. */
function prepareStore(database: Database.Database, migrations: readonly Migration[]): Damage | undefined {
  try {
    refuseUnsafeEngine(database);
    database.pragma("trusted_schema = OFF");
    database.pragma("busy_timeout = 5000");
    // The check comes before any write, so that a damaged file stays unchanged.
    const found = quickCheck(database);
    if (found !== "ok") return quickCheckDamage(found);
    const hurt = hurtPages(database.name);
    if (hurt.length > 0) return scrubDamage(hurt);
    useWriteAheadLog(database);
    configure(database);
    applyMigrations(database, migrations);
    return undefined;
  } catch (error) {
    const damage = damageIn(error);
    if (damage === undefined) throw error;
    return damage;
  }
}

/** Refuses a damaged store that cannot be read at all or that needs a migration. Other damaged stores can be read. */
function refuseUnreadable(
  database: Database.Database,
  migrations: readonly Migration[],
  damage: Damage,
): void {
  try {
    database.prepare("SELECT count(*) FROM sqlite_schema").get();
  } catch (error) {
    throw new StorageError("unfit", `nothing of it can be read (${damage.detail})`, error);
  }
  let applied: AppliedMigration[];
  try {
    applied = appliedMigrations(database);
  } catch {
    // The damage is in the table of migrations, so whether a migration is missing stays unknown.
    return;
  }
  const [pending] = checkLedger(applied, migrations);
  if (pending === undefined) return;
  throw new StorageError(
    "unfit",
    `it can’t be written (${damage.detail}), so migration ${pending.name} can’t be applied`,
  );
}

/** A connection to the same file that cannot write. Closes the old connection if it can. */
function readOnly(writable: Database.Database): Database.Database {
  if (writable.readonly) return writable;
  let reader: Database.Database | undefined;
  try {
    reader = new Database(writable.name, { readonly: true });
    reader.pragma("trusted_schema = OFF");
    // The reader must read before the other connection closes. Otherwise that one would be the last, and on closing it
    // would move the write-ahead log into the damaged file.
    reader.prepare("SELECT count(*) FROM sqlite_schema").get();
    writable.close();
    return reader;
  } catch {
    // A new connection cannot be opened, or cannot read the schema. The open connection has the schema in memory.
    reader?.close();
    writable.pragma("query_only = ON");
    return writable;
  }
}

function damageIn(error: unknown): Damage | undefined {
  const known = asStorageError(error);
  if (!(known instanceof StorageError) || known.fault !== "corrupt") return undefined;
  return { check: error instanceof Database.SqliteError ? error.code : known.fault, detail: known.detail };
}

function asStorageError(error: unknown): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const { code, message } = error;
  if (code.startsWith("SQLITE_CONSTRAINT"))
    return new StorageError("constraint", message, error, constraintIn(message));
  if (code.startsWith("SQLITE_FULL")) return new StorageError("full", message, error);
  if (code.startsWith("SQLITE_BUSY")) return new StorageError("busy", message, error);
  if (code.startsWith("SQLITE_READONLY")) return new StorageError("protected", message, error);
  if (/^SQLITE_(?:NOTADB|CANTOPEN)/u.test(code)) return new StorageError("unfit", message, error);
  if (/^SQLITE_(?:CORRUPT|IOERR)/u.test(code)) return new StorageError("corrupt", message, error);
  return error;
}

/** A file that was open before and cannot be opened now: this process has no file descriptor left. It passes. */
const atRunTime = (error: unknown): unknown =>
  error instanceof StorageError && error.fault === "unfit"
    ? new StorageError("busy", error.detail, error.cause)
    : error;

function refuseUnsafeEngine(database: Database.Database): void {
  const version = String(database.prepare("SELECT sqlite_version()").pluck().get());
  if (!isSafeSqlite(version)) {
    throw new StorageError(
      "unfit",
      `SQLite ${version} may lose data in WAL mode; ${OLDEST_SQLITE.join(".")} or newer is needed`,
    );
  }
}

type AppliedMigration = Parameters<typeof checkLedger>[0][number];

const appliedMigrations = (database: Database.Database) =>
  database.prepare<[], AppliedMigration>("SELECT name, checksum FROM migration").all();

function applyMigrations(database: Database.Database, migrations: readonly Migration[]): void {
  database.exec(
    "CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, checksum TEXT NOT NULL, applied TEXT NOT NULL) STRICT",
  );
  const apply = database.transaction(() => {
    const record = database.prepare("INSERT INTO migration (name, checksum, applied) VALUES (?, ?, ?)");
    for (const migration of checkLedger(appliedMigrations(database), migrations)) {
      database.exec(migration.sql);
      record.run(migration.name, migration.checksum, new Date().toISOString());
    }
  });
  apply.immediate();
}
