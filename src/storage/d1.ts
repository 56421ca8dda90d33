import { type Param, type Statement, type Storage, StorageError } from "./port.ts";
import { constraintIn } from "./sqlite-constraint.ts";

/** The part of Cloudflare's `D1Database` that this port uses. */
export interface D1 {
  prepare(sql: string): D1Statement;
  batch(statements: D1Statement[]): Promise<{ results: unknown[] }[]>;
}

export interface D1Statement {
  bind(...params: unknown[]): D1Statement;
  all(): Promise<{ results: unknown[] }>;
}

/**
 * The port over a D1 binding. `wrangler d1 migrations apply` applies the migrations.
 *
 * `all` and `batch` throw a `StorageError` for each refusal of D1 that the port names.
 */
export function d1Storage(database: D1): Storage {
  const prepare = ({ sql, params = [] }: Statement) => database.prepare(sql).bind(...params);
  return {
    engine: "d1",
    all: async <Row>(sql: string, ...params: readonly Param[]) => {
      const { results } = await guarded(() => prepare({ sql, params }).all());
      return withBytes(results) as Row[];
    },
    batch: async (statements) => {
      const prepared = Array.from(statements, prepare);
      if (prepared.length === 0) return [];
      const answers = await guarded(() => database.batch(prepared));
      return answers.map(({ results }) => withBytes(results));
    },
  };
}

/** D1 gives a BLOB as an array of numbers; the port promises `Uint8Array`. */
function withBytes(rows: unknown[]): unknown[] {
  const [first] = rows;
  if (typeof first !== "object" || first === null) return rows;
  const blobs = Object.entries(first).filter(
    ([, value]) => Array.isArray(value) || value instanceof ArrayBuffer,
  );
  if (blobs.length === 0) return rows;
  return rows.map((row) => {
    const copy: Record<string, unknown> = { ...(row as Record<string, unknown>) };
    for (const [name] of blobs)
      copy[name] = Uint8Array.from(new Uint8Array(copy[name] as ArrayBuffer | number[]));
    return copy;
  });
}

async function guarded<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw asStorageError(error);
  }
}

function asStorageError(error: unknown): unknown {
  const message = error instanceof Error ? error.message : String(error);
  const constraint = constraintIn(message);
  if (constraint !== undefined) return new StorageError("constraint", message, error, constraint);
  if (/SQLITE_FULL|database or disk is full|maximum (?:DB|database) size/iu.test(message))
    return new StorageError("full", message, error);
  if (/overloaded|SQLITE_BUSY|queued for too long/iu.test(message))
    return new StorageError("busy", message, error);
  if (/SQLITE_CORRUPT|SQLITE_NOTADB/u.test(message)) return new StorageError("corrupt", message, error);
  if (
    /Network connection lost|storage caused object to be reset|reset because its code was updated|internal error/iu.test(
      message,
    )
  ) {
    return new StorageError("lost", message, error);
  }
  return error;
}
