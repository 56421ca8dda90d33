import type { Constraint } from "./port.ts";

/** Kinds of constraints, by SQLite's word for them. */
const KINDS: Readonly<Record<string, Constraint["kind"]>> = {
  UNIQUE: "unique",
  "NOT NULL": "not-null",
  CHECK: "check",
  "FOREIGN KEY": "foreign-key",
};

/** `UNIQUE constraint failed: unit.document, unit.key`, alone or in the middle of what D1 says. */
const FAILED = /\b(UNIQUE|NOT NULL|CHECK|FOREIGN KEY) constraint failed(?:: (\w+\.\w+(?:, \w+\.\w+)*))?/u;

/**
 * Reads SQLite's message about a constraint that did not hold. SQLite names the columns of UNIQUE and NOT NULL,
 * but neither table nor column of CHECK and FOREIGN KEY.
 *
 * @returns `undefined` for a message about something else
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
