/** What an engine can bind. Lists travel as one JSON parameter, read with `json_each(?1)`. */
export type Param = string | number | null | Uint8Array;

export interface Statement {
  readonly sql: string;
  readonly params?: readonly Param[];
}

/** The one narrow port that every engine implements; repositories above it hold the SQL. */
export interface Storage {
  readonly engine: "sqlite" | "d1";
  /** Rows of one statement. The caller names the row's type: SQL is untyped, and the schema is STRICT. */
  all<Row>(sql: string, ...params: readonly Param[]): Promise<Row[]>;
  /**
   * Runs all statements in one transaction and one round trip; gives the rows of each. When one fails,
   * nothing is done. Conditions are part of the SQL: there is no interactive transaction.
   *
   * @param statements asked for one after the other, where the engine does not need all of them at once
   */
  batch(statements: Iterable<Statement>): Promise<unknown[][]>;
  /**
   * The damage that was found in the store. Since then writing is refused (`read-only`), and reading goes on as far as
   * it can. `undefined` while all is well; absent on an engine that looks after its files itself.
   */
  damage?(): Damage | undefined;
}

export interface Damage {
  /** `quick_check`, or the result code of the statement that met the damage (`SQLITE_CORRUPT`). */
  readonly check: string;
  /** In the engine's words. */
  readonly detail: string;
}

export type StorageFault =
  /** A CHECK, NOT NULL, UNIQUE or FOREIGN KEY did not hold; `constraint` names it. */
  | "constraint"
  /** No room on the device. */
  | "full"
  /** Another connection holds the lock longer than the busy timeout. */
  | "busy"
  /** What was to be read or written is damaged. */
  | "corrupt"
  /** Writing is refused: the store is damaged, or the file is write-protected. */
  | "read-only"
  /** No store that this program can work with: not a database, of another version. */
  | "unfit"
  /** The connection was lost: it is unknown whether the batch was done. */
  | "lost";

/** A rule of the schema that a statement broke. */
export interface Constraint {
  readonly kind: "unique" | "not-null" | "check" | "foreign-key";
  /** Where the engine names it. */
  readonly table?: string;
  /** Columns of the table, where the engine names them. */
  readonly columns: readonly string[];
}

/** An engine's refusal, in words that are the same for all engines. Anything else it throws is a defect. */
export class StorageError extends Error {
  readonly fault: StorageFault;
  /** In the engine's words: for the log, never to be read by a program. */
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

/** True for a refusal because of a UNIQUE or NOT NULL constraint that involves this column. */
export const violates = (error: unknown, table: string, column: string): boolean =>
  error instanceof StorageError &&
  error.constraint?.table === table &&
  error.constraint.columns.includes(column);

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

/** A copy of the whole store, on its way to somebody. */
export interface StoreCopy {
  /** In bytes. */
  readonly size: number;
  readonly stream: ReadableStream<Uint8Array>;
}
