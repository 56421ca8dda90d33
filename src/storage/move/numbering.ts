import type { Statement, Storage } from "../port.ts";
import type { StoreTable } from "./store-tables.ts";

/** The highest number that a table has given to a row, also to one that is gone. Numbers are never used twice. */
export type Numbering = ReadonlyMap<string, number>;

export async function numberingOf(storage: Storage, tables: readonly StoreTable[]): Promise<Numbering> {
  const numbering = new Map<string, number>();
  for (const { name } of tables.filter(({ numbered }) => numbered)) {
    const [row] = await storage.all<{ last: number | null }>(
      storage.engine === "postgres"
        ? lastOfPostgres(name)
        : "SELECT max(seq) AS last FROM sqlite_sequence WHERE name = ?1",
      ...(storage.engine === "postgres" ? [] : [name]),
    );
    numbering.set(name, row?.last ?? 0);
  }
  return numbering;
}

/** Statements after which the next row gets the next number. */
export async function continueNumbering(storage: Storage, numbering: Numbering): Promise<Statement[]> {
  return storage.engine === "postgres"
    ? await continuePostgres(storage, numbering)
    : continueSqlite(numbering);
}

/** The same for SQLite and D1. */
export const continueSqlite = (numbering: Numbering): Statement[] =>
  [...numbering].flatMap(([name, last]) => [
    { sql: "DELETE FROM sqlite_sequence WHERE name = ?1", params: [name] },
    // A table that never had a row has no entry.
    ...(last > 0
      ? [{ sql: "INSERT INTO sqlite_sequence (name, seq) VALUES (?1, ?2)", params: [name, last] }]
      : []),
  ]);

/** The sequence of a table: events have one of their own, the others that of their column. */
const sequenceOf = (name: string): string =>
  `COALESCE(pg_get_serial_sequence('"${name}"', 'n'), '${name}_number')`;

const lastOfPostgres = (name: string): string =>
  `SELECT COALESCE(pg_sequence_last_value(CAST(${sequenceOf(name)} AS regclass)), 0) AS last`;

/** PostgreSQL also numbers the tables where SQLite takes the highest number that is there. */
async function continuePostgres(storage: Storage, numbering: Numbering): Promise<Statement[]> {
  const rows = await storage.all<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.columns
     WHERE table_schema = current_schema() AND column_name = 'n' AND (is_identity = 'YES' OR table_name = 'event')`,
  );
  return rows.map(({ name }) => {
    const last = `GREATEST((SELECT COALESCE(max(n), 0) FROM "${name}"), ${numbering.get(name) ?? 0})`;
    return { sql: `SELECT setval(CAST(${sequenceOf(name)} AS regclass), GREATEST(${last}, 1), ${last} > 0)` };
  });
}
