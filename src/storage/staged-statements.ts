import type { Spool, Spooled, Statement, Storage } from "./port.ts";

/** The statements of one batch while they are made, part by part. */
export interface StagedStatements {
  /** @param phase statements of a lower phase run first; within a phase they run in the order in which they came */
  add(phase: number, statements: Iterable<Statement>): void;
  /** All of one phase. */
  of(phase: number): Generator<Statement>;
  /** Frees what they take. */
  close(): void;
}

/** UTF-16 units of statements that stay in memory. What comes after them is spooled, where the engine can do that. */
const IN_MEMORY = 4_000_000;

/** A statement in memory, or its place in the spool. */
type Staged = { readonly statement: Statement } | { readonly spooled: Spooled };

/** Begins a batch that may be larger than memory. */
export function stageStatements(storage: Storage, inMemory = IN_MEMORY): StagedStatements {
  const phases = new Map<number, Staged[]>();
  let spool: Spool | undefined;
  let held = 0;
  const stage = (statement: Statement): Staged => {
    const size = sizeOf(statement);
    if (held + size > inMemory) spool ??= storage.spool?.();
    if (spool !== undefined) return { spooled: spool.put([statement.sql, ...(statement.params ?? [])]) };
    held += size;
    return { statement };
  };
  return {
    add(phase, statements) {
      let list = phases.get(phase);
      if (list === undefined) phases.set(phase, (list = []));
      for (const statement of statements) list.push(stage(statement));
    },
    *of(phase) {
      for (const staged of phases.get(phase) ?? []) {
        if ("statement" in staged) yield staged.statement;
        else if (spool !== undefined) {
          const [sql, ...params] = spool.take(staged.spooled);
          yield { sql: String(sql), params };
        }
      }
    },
    close: () => spool?.close(),
  };
}

function sizeOf({ sql, params = [] }: Statement): number {
  let size = sql.length;
  for (const param of params) if (param !== null && typeof param !== "number") size += param.length;
  return size;
}
