import type { Param, Storage } from "../port.ts";
import { continueNumbering, numberingOf } from "./numbering.ts";
import {
  connectRow,
  countRows,
  emptyTable,
  insertRow,
  keyOf,
  lastKey,
  type MovedRow,
  readRows,
  rowsInParts,
} from "./rows-of-table.ts";
import type { StoreTable } from "./store-tables.ts";

/** Told while rows are copied or compared: the table, and how many rows of it were done since the last time. */
export type Heard = (table: string, rows: number) => void;

/** A table whose rows differ after the move. */
export interface Difference {
  readonly table: string;
  /** Key of the first row that differs, as JSON. Absent when the numbers of rows differ alone. */
  readonly key?: string;
  readonly source: number;
  readonly target: number;
}

/** True when nobody has worked in the store: it has what the migrations wrote and nothing else. */
export async function isNew(storage: Storage): Promise<boolean> {
  for (const name of ["collection", "document", "import", "credential", "person", "concept"]) {
    if ((await countRows(storage, { name })) > 0) return false;
  }
  return true;
}

/** Removes what the migrations wrote, because the source has it too. */
export const emptyTables = async (target: Storage, tables: readonly StoreTable[]): Promise<void> => {
  await target.batch(tables.toReversed().map(emptyTable));
};

/**
 * Copies all rows of all tables. Rows that are there from an earlier run are passed over, so a move that was cut off
 * goes on where it was.
 *
 * @param source is not written meanwhile
 */
export async function copyTables(
  source: Storage,
  target: Storage,
  tables: readonly StoreTable[],
  heard: Heard,
): Promise<void> {
  await keepNumbersOfEvents(target, true);
  for (const table of tables) await copyTable(source, target, table, heard);
  for (const table of tables.filter(({ inner }) => inner.length > 0)) {
    for await (const rows of rowsInParts(source, table)) {
      const statements = rows.flatMap((row) => connectRow(table, row));
      if (statements.length > 0) await target.batch(statements);
    }
  }
  await target.batch(await continueNumbering(target, await numberingOf(source, tables)));
  await keepNumbersOfEvents(target, false);
}

async function copyTable(source: Storage, target: Storage, table: StoreTable, heard: Heard): Promise<void> {
  const after = await lastKey(target, table);
  if (after.length > 0) heard(table.name, await countRows(target, table));
  const before = table.key.length === 0 ? [emptyTable(table)] : [];
  for await (const rows of rowsInParts(source, table, after)) {
    await target.batch([...before, ...rows.map((row) => insertRow(table, row))]);
    heard(table.name, rows.length);
  }
}

/** PostgreSQL gives a new event its number at the commit; events that are moved have theirs. */
async function keepNumbersOfEvents(target: Storage, keep: boolean): Promise<void> {
  if (target.engine !== "postgres") return;
  await target.all(`ALTER TABLE event ${keep ? "DISABLE" : "ENABLE"} TRIGGER number_event`);
}

/** Reads both stores once more and compares every value of every row. Nothing is wrong when the list is empty. */
export async function compareTables(
  source: Storage,
  target: Storage,
  tables: readonly StoreTable[],
  heard: Heard,
): Promise<Difference[]> {
  const differences: Difference[] = [];
  for (const table of tables) {
    const [inSource, inTarget] = [await countRows(source, table), await countRows(target, table)];
    const key = await firstDifference(source, target, table, heard);
    if (key === undefined && inSource === inTarget) continue;
    differences.push({
      table: table.name,
      ...(key === undefined ? {} : { key }),
      source: inSource,
      target: inTarget,
    });
  }
  return differences;
}

async function firstDifference(
  source: Storage,
  target: Storage,
  table: StoreTable,
  heard: Heard,
): Promise<string | undefined> {
  let from: MovedRow = [];
  for await (const rows of rowsInParts(source, table)) {
    const last = rows.at(-1) ?? [];
    const to = keyOf(table, last);
    const copies = await readRows(target, table, { from, to });
    const at = rows.findIndex((row, place) => !isSameRow(row, copies[place] ?? []));
    if (at >= 0) return JSON.stringify(keyOf(table, rows[at] ?? []));
    from = to;
    heard(table.name, rows.length);
  }
  return undefined;
}

const isSameRow = (row: MovedRow, copy: MovedRow): boolean =>
  row.length === copy.length && row.every((value, at) => isSame(value, copy[at] ?? null));

function isSame(value: Param, copy: Param): boolean {
  if (!(value instanceof Uint8Array) || !(copy instanceof Uint8Array)) return value === copy;
  return value.byteLength === copy.byteLength && value.every((byte, at) => byte === copy[at]);
}
