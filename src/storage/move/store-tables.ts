import { openSqlite } from "../sqlite.ts";

/** A table whose rows are moved. All engines have the same tables and columns, see `tests/storage/postgres.test.ts`. */
export interface StoreTable {
  readonly name: string;
  readonly columns: readonly string[];
  /** Columns of the primary key, in its order. */
  readonly key: readonly string[];
  /** Columns that refer to rows of this very table, also to later ones. */
  readonly inner: readonly string[];
  /** True where the engine numbers new rows itself. */
  readonly numbered: boolean;
}

interface TableRow {
  readonly name: string;
  readonly numbered: number;
}

/**
 * All tables of a store but those of the match index, which is made anew from the rows. A table comes after those that
 * it refers to.
 */
export async function storeTables(): Promise<StoreTable[]> {
  const storage = openSqlite(":memory:");
  try {
    const rows = await storage.all<TableRow>(
      `SELECT name, sql LIKE '%AUTOINCREMENT%' AS numbered FROM sqlite_schema
       WHERE type = 'table' AND name NOT LIKE 'match_%' AND name NOT LIKE 'sqlite_%' AND name <> 'migration' ORDER BY name`,
    );
    const tables = new Map<string, StoreTable & { readonly refersTo: ReadonlySet<string> }>();
    for (const { name, numbered } of rows) {
      const columns = await storage.all<{ name: string; pk: number }>(
        "SELECT name, pk FROM pragma_table_info(?1) ORDER BY cid",
        name,
      );
      const references = await storage.all<{ from: string; to: string }>(
        `SELECT "from", "table" AS "to" FROM pragma_foreign_key_list(?1)`,
        name,
      );
      tables.set(name, {
        name,
        columns: columns.map((column) => column.name),
        key: columns
          .filter(({ pk }) => pk > 0)
          .toSorted((a, b) => a.pk - b.pk)
          .map((column) => column.name),
        inner: references.filter(({ to }) => to === name).map(({ from }) => from),
        numbered: numbered === 1,
        refersTo: new Set(references.map(({ to }) => to).filter((to) => to !== name)),
      });
    }
    return inOrder(tables);
  } finally {
    storage.close();
  }
}

function inOrder(
  tables: ReadonlyMap<string, StoreTable & { readonly refersTo: ReadonlySet<string> }>,
): StoreTable[] {
  const ordered = new Map<string, StoreTable>();
  const add = (name: string): void => {
    const table = tables.get(name);
    if (table === undefined || ordered.has(name)) return;
    const { refersTo, ...plain } = table;
    for (const other of refersTo) add(other);
    ordered.set(name, plain);
  };
  for (const name of tables.keys()) add(name);
  return [...ordered.values()];
}
