import { keptValues } from "./kept-values.ts";
import type { Statement, Storage } from "./port.ts";

/** The statements of one batch while they are made, part by part. */
export interface StagedStatements {
  /** @param phase statements of a lower phase run first; within a phase they run in the order in which they came */
  add(phase: number, statements: Iterable<Statement>): void;
  /** All of one phase. */
  of(phase: number): Generator<Statement>;
  /** Frees what they take. */
  close(): void;
}

/** Begins a batch that may be larger than memory. @param inMemory bytes and UTF-16 units that stay in memory */
export function stageStatements(storage: Storage, inMemory?: number): StagedStatements {
  const kept = keptValues(storage, inMemory);
  const phases = new Map<number, number[]>();
  return {
    add(phase, statements) {
      let list = phases.get(phase);
      if (list === undefined) phases.set(phase, (list = []));
      for (const { sql, params = [] } of statements) list.push(kept.put([sql, ...params]));
    },
    *of(phase) {
      for (const index of phases.get(phase) ?? []) {
        const [sql, ...params] = kept.take(index);
        yield { sql: String(sql), params };
      }
    },
    close: () => kept.close(),
  };
}
