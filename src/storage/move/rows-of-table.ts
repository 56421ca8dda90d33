import type { Param, Statement, Storage } from "../port.ts";
import type { StoreTable } from "./store-tables.ts";

/** Values of a row, in the order of the table's columns. */
export type MovedRow = readonly Param[];

/** Rows of one read at first, and bytes that a read should have: the next one asks for fewer or more rows. */
const FIRST_ROWS = 16;
const MOST_ROWS = 5000;
const BYTES = 4_000_000;

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(", ");
const places = (count: number, from = 1): string =>
  Array.from({ length: count }, (_, at) => `?${from + at}`).join(", ");

/**
 * Gives the rows of a table in the order of its key, part by part, so that little of it is in memory. A table without a
 * key has few rows and is one part.
 *
 * @param after key of the last row that is not wanted any more; empty for all rows
 */
export async function* rowsInParts(
  storage: Storage,
  table: StoreTable,
  after: MovedRow = [],
): AsyncGenerator<readonly MovedRow[]> {
  let limit = FIRST_ROWS;
  for (let from = after; ;) {
    const rows = await readRows(storage, table, { from, limit });
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < limit || table.key.length === 0) return;
    from = keyOf(table, last);
    limit = Math.min(MOST_ROWS, Math.max(1, Math.floor((limit * BYTES) / Math.max(1, sizeOf(rows)))));
  }
}

/**
 * The rows whose keys are after `from` and not after `to`, in the order of the key.
 *
 * @param limit most rows; none for a table without a key
 */
export async function readRows(
  storage: Storage,
  { name, columns, key }: StoreTable,
  range: { readonly from: MovedRow; readonly to?: MovedRow; readonly limit?: number },
): Promise<MovedRow[]> {
  const { from, to = [], limit } = range;
  const conditions = [
    ...(from.length > 0 ? [`(${quoted(key)}) > (${places(from.length)})`] : []),
    ...(to.length > 0 ? [`(${quoted(key)}) <= (${places(to.length, from.length + 1)})`] : []),
  ];
  const sql = [
    `SELECT ${quoted(columns)} FROM "${name}"`,
    conditions.length > 0 ? `WHERE ${conditions.join(" AND ")}` : "",
    key.length > 0 ? `ORDER BY ${quoted(key)}` : "",
    limit !== undefined && key.length > 0 ? `LIMIT ${limit}` : "",
  ].join(" ");
  const rows = await storage.all<Readonly<Record<string, Param>>>(sql, ...from, ...to);
  return rows.map((row) => columns.map((column) => row[column] ?? null));
}

/** The key of a row. */
export const keyOf = ({ columns, key }: StoreTable, row: MovedRow): MovedRow =>
  key.map((column) => row[columns.indexOf(column)] ?? null);

/** The key of the last row; empty when there is none. */
export async function lastKey(storage: Storage, { name, key }: StoreTable): Promise<MovedRow> {
  if (key.length === 0) return [];
  const [row] = await storage.all<Readonly<Record<string, Param>>>(
    `SELECT ${quoted(key)} FROM "${name}" ORDER BY ${key.map((column) => `"${column}" DESC`).join(", ")} LIMIT 1`,
  );
  return row === undefined ? [] : key.map((column) => row[column] ?? null);
}

export async function countRows(storage: Storage, { name }: Pick<StoreTable, "name">): Promise<number> {
  const [row] = await storage.all<{ rows: number }>(`SELECT count(*) AS "rows" FROM "${name}"`);
  return row?.rows ?? 0;
}

/** Writes a row, without its references to rows of the same table, which may not be there yet. */
export function insertRow({ name, columns, inner }: StoreTable, row: MovedRow): Statement {
  return {
    sql: `INSERT INTO "${name}" (${quoted(columns)}) VALUES (${places(columns.length)})`,
    params: row.map((value, at) => (inner.includes(columns[at] ?? "") ? null : value)),
  };
}

/** Writes the references of a row to rows of the same table; nothing for a row without them. */
export function connectRow(table: StoreTable, row: MovedRow): Statement[] {
  const { name, columns, key, inner } = table;
  const values = inner.map((column) => row[columns.indexOf(column)] ?? null);
  if (values.every((value) => value === null)) return [];
  const set = inner.map((column, at) => `"${column}" = ?${at + 1}`).join(", ");
  const where = key.map((column, at) => `"${column}" = ?${inner.length + at + 1}`).join(" AND ");
  return [{ sql: `UPDATE "${name}" SET ${set} WHERE ${where}`, params: [...values, ...keyOf(table, row)] }];
}

export const emptyTable = ({ name }: StoreTable): Statement => ({ sql: `DELETE FROM "${name}"` });

function sizeOf(rows: readonly MovedRow[]): number {
  let size = 0;
  for (const row of rows) {
    for (const value of row) {
      if (typeof value === "string") size += value.length;
      else if (value instanceof Uint8Array) size += value.byteLength;
      else size += 8;
    }
  }
  return size;
}
