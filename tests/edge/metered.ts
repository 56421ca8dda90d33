import type { D1, D1Statement } from "../../src/storage/d1.ts";

/** D1's figures for one statement. */
export interface Meta {
  readonly rows_read: number;
  readonly rows_written: number;
  /** Milliseconds of SQL. */
  readonly duration: number;
}

/** A binding that records the cost of each call. One call is one round trip with one or more statements. */
export interface Metered {
  readonly database: D1;
  /** One entry for each call, in order. */
  readonly calls: Meta[][];
}

export function metered(database: D1): Metered {
  type Answer = { results: unknown[]; meta: Meta };
  const calls: Meta[][] = [];
  const own = new WeakMap<object, D1Statement>();
  const wrap = (statement: D1Statement): D1Statement => {
    const wrapped: D1Statement = {
      bind: (...params) => wrap(statement.bind(...params)),
      async all() {
        const answer = (await statement.all()) as Answer;
        calls.push([answer.meta]);
        return answer;
      },
    };
    own.set(wrapped, statement);
    return wrapped;
  };
  return {
    calls,
    database: {
      prepare: (sql) => wrap(database.prepare(sql)),
      async batch(statements) {
        const answers = (await database.batch(
          statements.map((statement) => own.get(statement) ?? statement),
        )) as Answer[];
        calls.push(answers.map(({ meta }) => meta));
        return answers;
      },
    },
  };
}

export const sumOf = (calls: readonly (readonly Meta[])[], key: keyof Meta): number =>
  calls.flat().reduce((total, meta) => total + meta[key], 0);
