import { type Language, LANGUAGES } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import type { Row } from "../csv/table.ts";
import type { GlossaryReadOptions, RecognisedColumn } from "./file.ts";
import { languageOfTexts, languageOfWord } from "./language-words.ts";
import {
  columnOfHeader,
  isHeader,
  maybeHeader,
  namesHeader,
  roleName,
  type TableColumn,
  withLanguages,
  withMapping,
} from "./table-columns.ts";

/** Lines above the header that may describe the table. */
export const LINES_ABOVE_HEADER = 10;
/** Number of rows that are read to recognise columns by script. */
const SAMPLE_ROWS = 200;
/** Rows that are shown to the person who maps the columns, and the most UTF-16 units of a cell. */
const SHOWN_ROWS = 5;
const SHOWN_TEXT = 120;

/** Where the terms of a table stand. */
interface Layout {
  readonly columns: readonly (TableColumn | undefined)[];
  readonly headers: readonly string[];
  /** Index of the first row below the header. */
  readonly first: number;
  /** True when lines that begin with “#” are no data. */
  readonly hasComments?: true;
}

/**
 * Finds the header of a table, or tells the columns by their cells.
 *
 * @throws {Problem} `csv-invalid` (`no-header`, `column-mapping`), `file-empty`
 */
export function layoutOf(rows: readonly Row[], options: GlossaryReadOptions): Layout {
  for (const [at, { cells }] of rows.slice(0, LINES_ABOVE_HEADER).entries()) {
    const known = cells.map(columnOfHeader);
    if (!maybeHeader(known) && !isMappedHeader(known, cells, options.columns)) continue;
    const columns = mapped(known, { headers: cells, rows: rows.slice(at + 1) }, options);
    const cellsOf = (place: number) =>
      rows.slice(at + 1, at + 1 + SAMPLE_ROWS).map((row) => row.cells[place] ?? "");
    const complete = withLanguages(columns, cellsOf, options);
    if (isHeader(complete)) return { columns: complete, headers: cells, first: at + 1 };
  }
  return layoutWithoutHeader(rows, options);
}

/**
 * True for the line that the caller's mapping makes a header. A mapping by letters or numbers also fits a line of terms:
 * its cells are in the languages of their columns.
 */
function isMappedHeader(
  known: readonly (TableColumn | undefined)[],
  cells: readonly string[],
  mapping: string | undefined,
): boolean {
  if (mapping === undefined) return false;
  let columns: readonly (TableColumn | undefined)[];
  try {
    columns = withMapping(known, cells, mapping);
  } catch (error) {
    if (error instanceof Problem) return false;
    throw error;
  }
  if (!isHeader(columns)) return false;
  const isData = columns.every((column, place) => {
    const text = cells[place] ?? "";
    if (column?.role === "language") return languageOfWord(text) !== undefined;
    if (column?.role !== "term" || column.language === undefined) return true;
    return languageOfTexts([text]) === column.language;
  });
  return namesHeader(mapping, cells) || !isData;
}

interface Shown {
  readonly headers: readonly string[];
  /** The rows below the headers. */
  readonly rows: readonly Row[];
}

/** Applies the caller's mapping. @throws {Problem} `csv-invalid` (`column-mapping`) with the columns in `extra` */
function mapped(
  columns: readonly (TableColumn | undefined)[],
  shown: Shown,
  { columns: mapping }: GlossaryReadOptions,
): (TableColumn | undefined)[] {
  try {
    return withMapping(columns, shown.headers, mapping);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { code, params, place } = error;
    throw new Problem(code, params, place, { columns: recognisedColumns(columns, shown) });
  }
}

/** The roles of the columns, each with its first cells. */
export const recognisedColumns = (
  columns: readonly (TableColumn | undefined)[],
  { headers, rows }: Shown,
): RecognisedColumn[] =>
  headers.map((column, place) => {
    const found = columns[place];
    const values = rows.slice(0, SHOWN_ROWS).map(({ cells }) => (cells[place] ?? "").slice(0, SHOWN_TEXT));
    return { column, role: found === undefined ? null : roleName(found), values };
  });

/** Recognises a source, a target, a third language and optional notes by the caller's languages or by their scripts. */
function layoutWithoutHeader(rows: readonly Row[], options: GlossaryReadOptions): Layout {
  const sample = rows.filter((row) => !isComment(row)).slice(0, SAMPLE_ROWS);
  if (sample.length === 0) throw new Problem("file-empty");
  const width = Math.max(...sample.map(({ cells }) => cells.length));
  const headers = Array.from({ length: width }, (_, place) => String(place + 1));
  const none = headers.map(() => undefined);
  const shown: Shown = { headers, rows };
  const refuse = () =>
    new Problem(
      "csv-invalid",
      { reason: "no-header", languages: LANGUAGES.join(", ") },
      { line: rows[0]?.line ?? 1 },
      { columns: recognisedColumns(none, shown) },
    );
  if (options.columns !== undefined) {
    const columns = mapped(none, shown, options);
    if (!isHeader(columns)) throw refuse();
    return { columns, headers, first: 0 };
  }
  if (width < 2 || width > 4) throw refuse();
  const texts = (place: number) => sample.map((row) => row.cells[place] ?? "");
  const source = options.source ?? languageOfTexts(texts(0));
  const target = options.target ?? languageOfTexts(texts(1));
  // A table with English in both columns is not a glossary.
  if (source === undefined || target === undefined || source === target) throw refuse();
  const third = thirdLanguage(texts(2), [source, target]);
  const languages = [source, target, ...(third === undefined ? [] : [third])];
  const columns = headers.map((header, place): TableColumn => {
    const language = languages[place];
    return language === undefined ? { header, role: "note" } : { header, role: "term", language };
  });
  return { columns, headers, first: 0, hasComments: true };
}

/** OmegaT leaves out lines that begin with “#”. With a header line they may be numbers or terms. */
export const isComment = ({ cells: [first = ""] }: Row): boolean => first.startsWith("#");

/** Longest text of a column of terms in a table without headers; a note may be longer. */
const LONGEST_TERM = 60;

/** The third language when a column has a short text in it in each row. Notes are longer, rarer, or have numbers. */
function thirdLanguage(texts: readonly string[], others: readonly Language[]): Language | undefined {
  const isTerm = (text: string) => text.trim() !== "" && text.length <= LONGEST_TERM && !/\d/u.test(text);
  if (!texts.every(isTerm)) return undefined;
  const language = languageOfTexts(texts);
  return language === undefined || others.includes(language) ? undefined : language;
}
