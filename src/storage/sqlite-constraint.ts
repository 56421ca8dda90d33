import type { Constraint } from "./port.ts";

/** Kinds of constraints, by SQLite's name for them. */
const KINDS: Readonly<Record<string, Constraint["kind"]>> = {
  UNIQUE: "unique",
  "NOT NULL": "not-null",
  CHECK: "check",
  "FOREIGN KEY": "foreign-key",
};

/** Matches `UNIQUE constraint failed: unit.document, unit.key`, alone or inside a longer message of D1. */
const FAILED = /\b(UNIQUE|NOT NULL|CHECK|FOREIGN KEY) constraint failed(?:: (\w+\.\w+(?:, \w+\.\w+)*))?/u;

/**
 * Reads SQLite's message about a broken constraint. SQLite names table and columns for UNIQUE and NOT NULL, but not
 * for CHECK and FOREIGN KEY.
 *
 * @returns `undefined` when the message is not about a constraint
 */
export function constraintIn(message: string): Constraint | undefined {
  const [, word = "", names = ""] = FAILED.exec(message) ?? [];
  const kind = KINDS[word];
  if (kind === undefined) return undefined;
  const places = names === "" ? [] : names.split(", ").map((name) => name.split("."));
  const table = places[0]?.[0];
  return {
    kind,
    ...(table === undefined ? {} : { table }),
    columns: places.flatMap(([, column]) => column ?? []),
  };
}
