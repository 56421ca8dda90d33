import Papa from "papaparse";
import { Problem } from "../../domain/problem.ts";

export interface Row {
  readonly cells: readonly string[];
  /** Line of its first character, from 1. */
  readonly line: number;
}

/** Separators that spreadsheets write. Excel uses `;` where the comma is the decimal sign, as in Russian. */
export const DELIMITERS = [",", ";", "\t", "|"] as const;

/**
 * Cuts a table into rows (RFC 4180). All line ends must be alike: CRLF, LF or CR. Empty lines are skipped.
 *
 * @param options.ragged allows rows with more or fewer cells than the first row
 * @throws {Problem} `csv-invalid` with line: `quotes` for a quoted cell without an end or with text after its end,
 *   `ragged` for a row with more or fewer cells than the first row
 */
export function parseTable(
  text: string,
  delimiter: string,
  options: { readonly ragged?: boolean } = {},
): Row[] {
  const rows: Row[] = [];
  let line = 1;
  let from = 0;
  Papa.parse<string[]>(text, {
    delimiter,
    newline: newlineOf(text),
    step: ({ data, errors, meta }) => {
      const here = line;
      const next = Math.min(meta.cursor, text.length);
      line += linesIn(text, from, next);
      from = next;
      if (errors.some((error) => error.type === "Quotes")) {
        throw new Problem("csv-invalid", { reason: "quotes" }, { line: here });
      }
      if (data.length === 1 && data[0] === "") return;
      const expected = rows[0]?.cells.length ?? data.length;
      if (!options.ragged && data.length !== expected) {
        throw new Problem("csv-invalid", { reason: "ragged", expected, found: data.length }, { line: here });
      }
      rows.push({ cells: data, line: here });
    },
  });
  return rows;
}

/** Prints rows as a table with CRLF line ends. All rows must have the same number of cells. */
export function printTable(rows: readonly (readonly string[])[], delimiter: string): string {
  const data = rows.map((cells) => [...cells]);
  return `${Papa.unparse(data, { delimiter, newline: "\r\n", quotes: needsQuotes(delimiter) })}\r\n`;
}

/** Papa quotes cells only where it needs to. Other readers also need quotes for a lone CR and surrounding white space. */
const needsQuotes =
  (delimiter: string) =>
  (cell: unknown): boolean =>
    typeof cell === "string" && (cell.includes(delimiter) || /^\s|\s$|[\r\n"]/u.test(cell));

/** The first line end outside quotes. It decides the line end of the whole table. */
function newlineOf(text: string): "\r\n" | "\n" | "\r" {
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (character === "\n") return "\n";
    else if (character === "\r") return text[at + 1] === "\n" ? "\r\n" : "\r";
  }
  return "\n";
}

function linesIn(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = from; at < to; at++) {
    const character = text[at];
    if (character === "\n" || (character === "\r" && text[at + 1] !== "\n")) lines += 1;
  }
  return lines;
}
