import Papa from "papaparse";
import { Problem } from "../../domain/problem.ts";

export interface Row {
  readonly cells: readonly string[];
  /** Line of its first character, from 1. */
  readonly line: number;
}

/** A row with its place in the text, with its line end. UTF-16 offsets. */
export interface PlacedRow extends Row {
  readonly start: number;
  readonly end: number;
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
): PlacedRow[] {
  const rows: PlacedRow[] = [];
  let line = 1;
  let from = 0;
  Papa.parse<string[]>(text, {
    delimiter,
    newline: newlineOf(text),
    step: ({ data, errors, meta }) => {
      const here = line;
      const start = from;
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
      rows.push({ cells: data, line: here, start, end: next });
    },
  });
  return rows;
}

/** The places of a row's cells in the text, as they are written: with their quotes. */
export function cellPlaces(
  text: string,
  { start, end }: PlacedRow,
  delimiter: string,
): [start: number, end: number][] {
  const places: [number, number][] = [];
  let from = start;
  let at = start;
  const isLineEnd = () => text[at] === "\n" || text[at] === "\r";
  while (at <= end) {
    if (text[from] === '"' && at === from) {
      at += 1;
      while (at < end && (text[at] !== '"' || text[at + 1] === '"')) at += text[at] === '"' ? 2 : 1;
      at += 1;
    }
    while (at < end && text[at] !== delimiter && !isLineEnd()) at += 1;
    places.push([from, at]);
    if (at >= end || isLineEnd()) break;
    from = at += 1;
  }
  return places;
}

/** One cell as it is written, with quotes where it needs them or had them. */
export function printCell(cell: string, delimiter: string, quoted: boolean): string {
  const needs = quoted || needsQuotes(delimiter)(cell);
  return needs ? `"${cell.replaceAll('"', '""')}"` : cell;
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
export function newlineOf(text: string): "\r\n" | "\n" | "\r" {
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
