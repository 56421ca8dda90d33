import { hexOf } from "../../domain/bytes.ts";
import type { Param, Statement, Storage } from "../port.ts";
import { continueSqlite, numberingOf } from "./numbering.ts";
import { connectRow, emptyTable, insertRow, type MovedRow, rowsInParts } from "./rows-of-table.ts";
import type { StoreTable } from "./store-tables.ts";

/** A statement of D1 has at most 100,000 bytes. A character is at most four, and a byte of a BLOB is written as two. */
const LONGEST_PIECE = 20_000;
/** Texts and bytes longer than a statement wait here piece by piece until their row is written. */
const PIECES = "moved_piece";

/**
 * The SQL that fills an empty, migrated database of D1 with the rows of a store, for `wrangler d1 execute --file`. Each
 * part ends with a line break. The match index is made anew by the lookups that follow.
 *
 * @param heard told the table and the number of rows of each part
 */
export async function* dumpForD1(
  source: Storage,
  tables: readonly StoreTable[],
  heard: (table: string, rows: number) => void,
): AsyncGenerator<string> {
  yield lines([
    { sql: `CREATE TABLE ${PIECES} (value INTEGER, place INTEGER, piece TEXT, PRIMARY KEY (value, place))` },
    ...tables.toReversed().map(emptyTable),
  ]);
  for (const table of tables) {
    for await (const rows of rowsInParts(source, table)) {
      yield rows.map((row) => lines([...insertInPieces(table, row)])).join("");
      heard(table.name, rows.length);
    }
  }
  for (const table of tables.filter(({ inner }) => inner.length > 0)) {
    for await (const rows of rowsInParts(source, table)) {
      yield lines(rows.flatMap((row) => connectRow(table, row)));
    }
  }
  yield lines([
    ...continueSqlite(await numberingOf(source, tables)),
    { sql: `DROP TABLE ${PIECES}` },
    { sql: "DELETE FROM match_renewal" },
    { sql: "INSERT INTO match_renewal (after, until) SELECT 0, max(n) FROM unit HAVING max(n) > 0" },
  ]);
}

/** The statements that write a row: long values first in pieces, then the row with the pieces joined. */
function* insertInPieces(table: StoreTable, row: MovedRow): Generator<Statement> {
  const { sql, params = [] } = insertRow(table, row);
  const joined = new Map<number, string>();
  for (const [at, value] of params.entries()) {
    const pieces = piecesOf(value);
    if (pieces.length < 2) continue;
    for (const [place, piece] of pieces.entries()) {
      yield { sql: `INSERT INTO ${PIECES} VALUES (?1, ?2, ?3)`, params: [at, place, piece] };
    }
    const whole = `(SELECT group_concat(piece, '') FROM (SELECT piece FROM ${PIECES} WHERE value = ${at} ORDER BY place))`;
    joined.set(at, value instanceof Uint8Array ? `unhex(${whole})` : whole);
  }
  yield {
    sql: withValues(
      sql,
      params.map((value, at) => joined.get(at) ?? literal(value)),
    ),
  };
  if (joined.size > 0) yield { sql: `DELETE FROM ${PIECES}` };
}

/** The text of a long value, or the hexadecimal digits of its bytes, in pieces. A character is not cut in two. */
function piecesOf(value: Param): string[] {
  if (typeof value !== "string" && !(value instanceof Uint8Array)) return [];
  if (value.length <= LONGEST_PIECE) return [];
  const pieces: string[] = [];
  for (let from = 0; from < value.length;) {
    let to = Math.min(value.length, from + LONGEST_PIECE);
    if (typeof value === "string" && /[\uD800-\uDBFF]/u.test(value.charAt(to - 1))) to -= 1;
    pieces.push(typeof value === "string" ? value.slice(from, to) : hexOf(value.subarray(from, to)));
    from = to;
  }
  return pieces;
}

const lines = (statements: Iterable<Statement>): string => {
  let text = "";
  for (const { sql, params = [] } of statements) {
    // A finished statement has texts in it, which may look like parameters.
    const written = params.length === 0 ? sql : withValues(sql, params.map(literal));
    text += `${written};\n`;
  }
  return text;
};

const withValues = (sql: string, values: readonly string[]): string =>
  sql.replaceAll(/\?(\d+)/gu, (_, number: string) => values[Number(number) - 1] ?? "NULL");

/** A value as SQL writes it. U+0000 ends a statement, so a text with it is written in bytes. */
function literal(value: Param): string {
  if (value === null) return "NULL";
  if (typeof value === "number") return String(value);
  if (value instanceof Uint8Array) return `X'${hexOf(value)}'`;
  if (value.includes("\0")) return `CAST(X'${hexOf(new TextEncoder().encode(value))}' AS TEXT)`;
  return `'${value.replaceAll("'", "''")}'`;
}

/** The name of the table that a statement of a dump writes into. `undefined` for every other statement. */
export const writtenTable = (sql: string): string | undefined =>
  /^\s*INSERT\s+INTO\s+["'`]?(\w+)["'`]?[\s(]/iu.exec(sql)?.[1];

/**
 * Divides a dump into statements. Semicolons in texts, names and comments end none.
 *
 * @param chunks text of the dump, in pieces of any size
 */
export async function* statementsOf(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = "";
  /** Where in `rest` to go on, and the mark of the text that is open there. */
  let at = 0;
  let open = "";
  for await (const chunk of chunks) {
    rest += chunk;
    let start = 0;
    for (; at < rest.length; at += 1) {
      const char = rest.charAt(at);
      if (open !== "") {
        if (char === open) open = "";
      } else if (char === "'" || char === '"' || char === "`") {
        open = char;
      } else if (char === "-" && rest.charAt(at - 1) === "-") {
        open = "\n";
      } else if (char === ";") {
        yield rest.slice(start, at);
        start = at + 1;
      }
    }
    rest = rest.slice(start);
    at -= start;
  }
  if (rest.trim() !== "") yield rest;
}
