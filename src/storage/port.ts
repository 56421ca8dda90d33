/** A value that every engine can bind. A list is passed as one JSON parameter and read with `json_each(?1)`. */
export type Param = string | number | null | Uint8Array;

export interface Statement {
  readonly sql: string;
  readonly params?: readonly Param[];
}

/** The narrow port that every engine implements. The repositories above it contain the SQL. */
export interface Storage {
  readonly engine: "sqlite" | "d1" | "postgres";
  /** Rows of one statement. The caller names the type of a row, because SQL has no types; the schema is STRICT. */
  all<Row>(sql: string, ...params: readonly Param[]): Promise<Row[]>;
  /**
   * Gives the rows of one statement one by one, so that not all of them are in memory. They are from one moment. D1 has
   * no such method: see `mapRows`.
   */
  each?(take: (row: unknown) => void, sql: string, ...params: readonly Param[]): Promise<void>;
  /**
   * Runs all statements in one transaction and one round trip. When one fails, nothing is written. Conditions are part
   * of the SQL, because D1 has no interactive transaction.
   *
   * @param statements SQLite takes them one by one, so that they need not all be in memory; the others need all at once
   * @returns the rows of each statement, in the order of the statements
   */
  batch(statements: Iterable<Statement>): Promise<unknown[][]>;
  /** Makes a place outside memory for what is too large for it. D1 has none: its requests are small. */
  spool?(): Spool;
  /**
   * A value that changes when another connection commits a write. D1 has no such method, because nothing is kept in
   * memory there.
   */
  version?(): Promise<number | string>;
  /**
   * The damage that was found in the store. Since then writing is refused (`read-only`), and reading works where SQLite
   * can still read. `undefined` while no damage is known. D1 has no such method, because Cloudflare takes care of the files.
   */
  damage?(): Damage | undefined;
  /** Size of the store in bytes, with its log. Cloudflare tells it on its own pages. */
  size?(): Promise<number>;
}

/** Values that wait outside memory until they are needed. */
export interface Spool {
  put(values: readonly Param[]): Spooled;
  /** The values that were put there; they stay there. */
  take(place: Spooled): Param[];
  /** Forgets all of them. */
  close(): void;
}

/** Place of values in a spool. */
export interface Spooled {
  readonly at: number;
  readonly length: number;
}

export interface Damage {
  /**
   * `quick_check`, or the result code of the statement that met the damage (`SQLITE_CORRUPT`). `WRITE_PROTECTED` for a
   * sound store that this process may only read.
   */
  readonly check: string;
  /** Message of the engine. */
  readonly detail: string;
}

/** `Damage.check` of a sound store on a read-only file system, or without permission to write. */
export const WRITE_PROTECTED = "write-protected";

export type StorageFault =
  /** A CHECK, NOT NULL, UNIQUE or FOREIGN KEY did not hold; `constraint` names it. */
  | "constraint"
  /** There is no space left on the disk. */
  | "full"
  /** Another connection holds the lock longer than the busy timeout. */
  | "busy"
  /** The data to read or write is damaged. */
  | "corrupt"
  /** Writing is refused because the store is damaged. */
  | "read-only"
  /** Writing is refused by the file system: it is read-only, or this process has no permission. */
  | "protected"
  /** This program cannot work with the file: it is no database, or a database of another version. */
  | "unfit"
  /** The connection was lost: it is unknown whether the batch was done. */
  | "lost";

/** A rule of the schema that a statement broke. */
export interface Constraint {
  readonly kind: "unique" | "not-null" | "check" | "foreign-key";
  /** Absent when the engine does not name it. */
  readonly table?: string;
  /** Columns of the table; empty when the engine does not name them. */
  readonly columns: readonly string[];
}

/** A refusal of an engine, with the same codes for all engines. Any other error of an engine is a defect. */
export class StorageError extends Error {
  readonly fault: StorageFault;
  /** Message of the engine, for the log. Programs must not read it. */
  readonly detail: string;
  /** The rule that was broken, for the fault `constraint`. */
  readonly constraint: Constraint | undefined;

  constructor(fault: StorageFault, detail: string, cause?: unknown, constraint?: Constraint) {
    super(`${fault}: ${detail}`, { cause });
    this.name = "StorageError";
    this.fault = fault;
    this.detail = detail;
    this.constraint = constraint;
  }
}

/** True when a UNIQUE or NOT NULL constraint on this column of this table was broken. */
export const violates = (error: unknown, table: string, column: string): boolean =>
  error instanceof StorageError &&
  error.constraint?.table === table &&
  error.constraint.columns.includes(column);

/**
 * One result for each row of a statement. On SQLite a row is forgotten as soon as it is mapped.
 *
 * @param map names the type of a row, as the callers of `all` do
 */
export async function mapRows<Result>(
  storage: Storage,
  map: (row: never) => Result,
  sql: string,
  ...params: readonly Param[]
): Promise<Result[]> {
  if (storage.each === undefined) return (await storage.all<never>(sql, ...params)).map(map);
  const results: Result[] = [];
  // The type of a row is the caller's promise.
  await storage.each((row) => results.push(map(row as never)), sql, ...params);
  return results;
}

/** Oldest SQLite without the WAL-reset corruption bug (sqlite.org/wal.html#walresetbug). */
export const OLDEST_SQLITE = [3, 51, 3] as const;

/** True when `version` (`3.54.1`) is at least `OLDEST_SQLITE`. */
export function isSafeSqlite(version: string): boolean {
  const parts = version.split(".").map(Number);
  for (const [at, least] of OLDEST_SQLITE.entries()) {
    const part = parts[at] ?? 0;
    if (part !== least) return part > least;
  }
  return true;
}

/** True for the address of a database of PostgreSQL; every other address of a store is the path of a file. */
export const isPostgres = (address: string): boolean => /^postgres(?:ql)?:\/\//u.test(address);

/** The address of a store without its password, for messages. */
export function shownAddress(address: string): string {
  if (!isPostgres(address)) return address;
  const url = new URL(address);
  url.password = "";
  url.search = "";
  return url.href;
}

/** A copy of the whole store, for download. */
export interface StoreCopy {
  /** In bytes. */
  readonly size: number;
  readonly stream: ReadableStream<Uint8Array>;
}
