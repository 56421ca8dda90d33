import Database from "better-sqlite3";
import { StorageError } from "../port.ts";
import { recordIntended, removeRecord } from "./page-record.ts";
import { DamagedLog, readLog } from "./write-ahead-log.ts";

/** Frames of the log after which a checkpoint is due: as many as SQLite's own setting. */
const DUE = 1000;
/** Statements after which the length of the log is looked at. */
const LOOK = 64;

/** Checkpoints of a connection, which write down what each page of the store is after them. */
export interface Checkpoints {
  /**
   * Makes a checkpoint when the log has grown long enough. It is left to the next write when another connection writes.
   *
   * @param statements number of statements that were written since the last call
   * @throws {StorageError} `corrupt` when a frame of the log is damaged; then the store is as before
   */
  whenDue(statements: number): void;
  /** Makes a checkpoint of all that can be moved, before the connection closes. */
  last(): void;
  close(): void;
}

/** No checkpoints: for a store in memory, and for a connection that only reads. */
export const NO_CHECKPOINTS: Checkpoints = {
  whenDue: () => undefined,
  last: () => undefined,
  close: () => undefined,
};

/**
 * SQLite's own checkpoints are switched off, because nothing says which pages they write. These read the frames first,
 * record the checksums of their pages, and then let SQLite move them.
 *
 * @param connection to a store in a file, in WAL mode
 */
export function recordedCheckpoints(connection: Database.Database): Checkpoints {
  connection.pragma("wal_autocheckpoint = 0");
  const path = connection.name;
  const state = connection.prepare<[], CheckpointState>("PRAGMA wal_checkpoint(NOOP)");
  let second: Database.Database | undefined;
  /** Length of the log at a checkpoint that could not move all frames, because somebody read old ones. */
  let incompleteAt = 0;
  let unseen = 0;

  const run = (): void => {
    // While one connection holds the write lock, another one can make a checkpoint, and nobody else adds frames.
    second ??= otherConnection(path);
    if (!locked(connection)) return;
    try {
      const { log, checkpointed } = stateAfter(second, "NOOP");
      if (log <= checkpointed) return;
      const pages = readLog(path, checkpointed + 1, log);
      const confirm = intend(path, pages);
      const after = stateAfter(second, "PASSIVE");
      confirm(after.checkpointed - checkpointed);
      incompleteAt = after.checkpointed < after.log ? after.log : 0;
    } catch (error) {
      if (error instanceof DamagedLog) throw new StorageError("corrupt", error.message, error);
      throw error;
    } finally {
      connection.exec("ROLLBACK");
    }
  };
  return {
    whenDue(statements) {
      unseen += statements;
      if (unseen < LOOK) return;
      unseen = 0;
      const found = state.get();
      if (found === undefined) return;
      // The log has begun anew.
      if (found.log < incompleteAt) incompleteAt = 0;
      if (found.log - Math.max(found.checkpointed, incompleteAt) >= DUE) run();
    },
    last: run,
    close: () => second?.close(),
  };
}

interface CheckpointState {
  readonly busy: number;
  /** Frames in the log. */
  readonly log: number;
  /** Frames of them that are in the store. */
  readonly checkpointed: number;
}

function stateAfter(connection: Database.Database, mode: "NOOP" | "PASSIVE"): CheckpointState {
  const [found] = connection.pragma(`wal_checkpoint(${mode})`) as CheckpointState[];
  return found ?? { busy: 1, log: 0, checkpointed: 0 };
}

function otherConnection(path: string): Database.Database {
  const database = new Database(path, { fileMustExist: true, timeout: 0 });
  database.pragma("trusted_schema = OFF");
  database.pragma("synchronous = FULL");
  database.pragma("wal_autocheckpoint = 0");
  // It reads the log and never a page.
  database.pragma("cache_size = 0");
  return database;
}

function locked(connection: Database.Database): boolean {
  try {
    connection.exec("BEGIN IMMEDIATE");
    return true;
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code.startsWith("SQLITE_BUSY")) return false;
    throw error;
  }
}

/** If the record cannot be written, it is given up: it must never say less than the store holds. */
function intend(path: string, pages: Parameters<typeof recordIntended>[1]): (written: number) => void {
  try {
    const confirm = recordIntended(path, pages);
    return (written) => {
      try {
        confirm(written);
      } catch {
        removeRecord(path);
      }
    };
  } catch {
    removeRecord(path);
    return () => undefined;
  }
}
