import Database from "better-sqlite3";
import { importId } from "../rows/imports.ts";
import { unitId } from "../rows/units.ts";
import type { HurtPage, Value } from "./hurt-rows.ts";

/** A backup that was asked for damaged rows. */
export interface Backup {
  readonly path: string;
  /** Damaged rows that it has too. */
  readonly rows: number;
  /** Why it cannot help, in SQLite's words. */
  readonly unfit?: string;
}

/** A damaged unit, and the import that wrote it last. */
export interface HurtUnit {
  readonly unit: string;
  readonly document?: string;
  readonly import?: string;
  /** The name of the import's file, if the store still has the file. */
  readonly file?: string;
}

/** Most units that are looked up. */
const MOST_UNITS = 1000;

/** Says where damaged units came from, as far as the store can still tell. */
export function hurtUnits(path: string, hurt: readonly HurtPage[]): HurtUnit[] {
  const numbers = hurt
    .filter(({ name, holds }) => name === "unit" && holds === "rows")
    .flatMap(({ keys }) => keys.map(([n]) => Number(n)))
    .slice(0, MOST_UNITS);
  const database = new Database(path, { readonly: true, fileMustExist: true });
  try {
    return numbers.map((n) => ({ unit: unitId(n), ...originOf(database, n) }));
  } finally {
    database.close();
  }
}

interface Origin {
  readonly document: string;
  readonly n: number;
  readonly file: string | null;
}

function originOf(database: Database.Database, unit: number): Omit<HurtUnit, "unit"> {
  try {
    const found = database
      .prepare<[number], Origin>(
        `SELECT import.n, import.document_id AS document,
          CASE WHEN EXISTS (SELECT 1 FROM file_part WHERE hash = import.file)
            THEN coalesce(import.filename, import.format) END AS file
        FROM change JOIN import ON import.n = change.import
        WHERE change.unit = ? ORDER BY change.import DESC LIMIT 1`,
      )
      .get(unit);
    if (found === undefined) return {};
    const { n, document, file } = found;
    return { document, import: importId(n), ...(file === null ? {} : { file }) };
  } catch {
    // The history is damaged too.
    return {};
  }
}

/** Looks damaged rows up in a backup. */
export function rowsInBackup(path: string, hurt: readonly HurtPage[]): Backup {
  let database: Database.Database | undefined;
  try {
    database = new Database(path, { readonly: true, fileMustExist: true });
    const found = String(database.pragma("quick_check(1)", { simple: true }));
    if (found !== "ok") return { path, rows: 0, unfit: found };
    let rows = 0;
    for (const { name, holds, keys } of hurt)
      if (holds === "rows" && name !== undefined) rows += countRows(database, name, keys);
    return { path, rows };
  } catch (error) {
    return { path, rows: 0, unfit: error instanceof Error ? error.message : String(error) };
  } finally {
    database?.close();
  }
}

function countRows(database: Database.Database, table: string, keys: readonly (readonly Value[])[]): number {
  const columns = database
    .prepare<[string], string>("SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk")
    .pluck()
    .all(table);
  const condition = (columns.length === 0 ? ["rowid"] : columns)
    .map((column) => `"${column}" = ?`)
    .join(" AND ");
  const count = database.prepare(`SELECT count(*) FROM "${table}" WHERE ${condition}`).pluck();
  return keys.reduce((sum, key) => sum + Number(count.get(...key)), 0);
}
