import { z } from "zod";
import { DEFAULT_TAGS, type Language, LANGUAGES, languageOf } from "../../domain/language.ts";
import { Problem, type ProblemData } from "../../domain/problem.ts";
import { type List, listOf } from "../../domain/list.ts";
import { type Draft, isState, type Note, type State } from "../../domain/unit.ts";
import { type Decoded, decode } from "../encoding.ts";
import { createOutput, UNIT_BYTES } from "../output.ts";
import { repeatsAmong, withoutRepeat } from "../repeated-units.ts";
import { languagesInTable } from "../guess-encoding.ts";
import {
  DEFAULT_LIMITS,
  type ExchangeFile,
  type ExchangeUnit,
  type FileOfAnySize,
  type Limits,
  type Read,
  type ReadOptions,
  type UnitBase,
  type WriteOptions,
  type WriteUnits,
} from "../contract.ts";
import { code as codeSchema, note as noteSchema } from "../json/schema.ts";
import { type Column, columnOf, columnsOf } from "./columns.ts";
import { guard, unguard } from "./formula-guard.ts";
import { codesInTexts, printCodes, type RowCode, type RowCodes, withMarks, withoutMarks } from "./marks.ts";
import { DELIMITERS, parseTable, type PlacedRow, printTable, type Row } from "./table.ts";

/**
 * Reads a table with a header line (`columns.ts`). A row is a unit, and a column holds one language or field. A row
 * without a key gets the key `row-N`; N counts the rows from 1. An empty cell means "not translated". The guard against
 * formulas is removed (`formula-guard.ts`). The separator is that of Excel's line `sep=;`, or else the one that gives
 * the header the most known columns.
 *
 * @throws {Problem} `csv-invalid` (with line: `no-header`, `column-twice`, `ragged`, `quotes`), `too-large`, and as
 *   `decode`; a row that cannot be imported, or repeats a key, has a `rejection`
 */
export const readCsv: Read = (bytes, options = {}) => {
  const { delimiter, columns, units, warnings } = parseCsv(bytes, options);
  const file: ExchangeFile = {
    format: delimiter === "\t" ? "tsv" : "csv",
    ...(options.source === undefined ? {} : { source: options.source }),
    ...(options.target === undefined ? {} : { target: options.target }),
    tags: tagsOf(columns),
    units: [...units],
  };
  return warnings.length === 0 ? file : { ...file, warnings };
};

/** A table with the units of its rows. */
export interface CsvTable {
  readonly decoded: Decoded;
  /** The text after Excel's line `sep=;`. Rows have their places in it. */
  readonly text: string;
  readonly delimiter: string;
  readonly header: PlacedRow;
  readonly columns: readonly Column[];
  readonly rows: readonly PlacedRow[];
  /** One for each row, made when it is asked for. */
  readonly units: List<ExchangeUnit>;
  readonly warnings: readonly ProblemData[];
}

/** @throws {Problem} as `readCsv` does */
export function parseCsv(bytes: Uint8Array, options: ReadOptions): CsvTable {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  if (bytes.byteLength > limits.bytes) {
    throw new Problem("too-large", { limit: limits.bytes, size: bytes.byteLength });
  }
  const decoded = decode(bytes, { given: options.encoding, languages: languagesInTable(bytes, options) });
  const hint = /^sep=([,;\t|])\r?\n/u.exec(decoded.text);
  const text = hint === null ? decoded.text : decoded.text.slice(hint[0].length);
  if (headerLength(text) > MAX_HEADER) throw new Problem("csv-invalid", { reason: "no-header" }, { line: 1 });
  const delimiter = hint?.[1] ?? delimiterOf(text);
  const skipped = hint === null ? 0 : 1;
  const [header, ...rows] = parseTable(text, delimiter);
  if (header === undefined) throw new Problem("file-empty");
  const { columns, warnings } = columnsOf(header.cells.map(unguard), header.line + skipped);
  if (rows.length > limits.units) throw new Problem("too-large", { limit: limits.units, what: "units" });
  const lineOf = (row: Row) => row.line + skipped;
  const repeats = repeatsAmong(
    rows.map((row, at) => ({ key: keyOf(cellsOf(row, columns), at + 1), line: lineOf(row) })),
  );
  const units = listOf(rows.length, (at) => {
    // An index within the length has a row.
    const row = rows[at] as PlacedRow;
    return withoutRepeat(unitOf({ ...row, line: lineOf(row) }, at + 1, columns, limits), repeats.get(at));
  });
  return { decoded, text, delimiter, header, columns, rows, units, warnings };
}

/**
 * Writes CSV (RFC 4180) in UTF-8 with BOM. Without a BOM, Excel would use the code page of the system.
 *
 * @throws {Problem} `character-invalid` for a lone surrogate
 */
export const writeCsv: WriteUnits = (file, options = {}) => write(file, options, ",");
/**
 * Writes the same table as `writeCsv`, with TABs between the cells.
 *
 * @throws {Problem} `character-invalid` for a lone surrogate
 */
export const writeTsv: WriteUnits = (file, options = {}) => write(file, options, "\t");

/** Largest length of the header line. A longer first line cannot be a header. */
const MAX_HEADER = 10_000;

function headerLength(text: string): number {
  const end = text.search(/[\r\n]/u);
  return end === -1 ? text.length : end;
}

function delimiterOf(text: string): string {
  const header = text.slice(0, headerLength(text));
  const known = (delimiter: string): number =>
    header.split(delimiter).filter((name) => columnOf(name.replaceAll('"', "")).kind !== "unknown").length;
  return DELIMITERS.toSorted((a, b) => known(b) - known(a))[0] ?? ",";
}

function tagsOf(columns: readonly Column[]): ExchangeFile["tags"] {
  const tags: { [language in Language]?: string } = {};
  for (const column of columns) {
    if (column.kind === "text" && column.tag.toLowerCase() !== column.language)
      tags[column.language] = column.tag;
  }
  return tags;
}

export interface Cells {
  readonly texts: ReadonlyMap<Language, string>;
  readonly states: ReadonlyMap<Language, string>;
  readonly confidences: ReadonlyMap<Language, string>;
  /** Cells of the other columns (`key`, `note`, …), by kind of column. */
  readonly plain: ReadonlyMap<string, string>;
}

export function cellsOf(row: Row, columns: readonly Column[]): Cells {
  const texts = new Map<Language, string>();
  const states = new Map<Language, string>();
  const confidences = new Map<Language, string>();
  const plain = new Map<string, string>();
  for (const [at, column] of columns.entries()) {
    const cell = unguard(row.cells[at] ?? "");
    if (column.kind === "text") texts.set(column.language, cell);
    else if (column.kind === "field") {
      (column.field === "state" ? states : confidences).set(column.language, cell);
    } else plain.set(column.kind, cell);
  }
  return { texts, states, confidences, plain };
}

/** The key of a row, counted from 1. */
const keyOf = ({ plain }: Cells, count: number): string => plain.get("key") || `row-${count}`;

/** The unit of a row. A row that cannot be imported gives a unit with a `rejection`. */
export function unitOf(row: Row, count: number, columns: readonly Column[], limits: Limits): ExchangeUnit {
  const cells = cellsOf(row, columns);
  const key = keyOf(cells, count);
  const context = cells.plain.get("context") ?? "";
  const unit = { key, line: row.line, ...(context === "" ? {} : { context }) };
  try {
    const base = baseOf(cells.plain.get("base") ?? "");
    return {
      ...unit,
      notes: notesOf(cells),
      ...(base === undefined ? {} : { base }),
      variants: variantsOf(cells, limits),
    };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { code, params } = error;
    const rejection: ProblemData = { code, params, place: { ...error.place, line: row.line, unit: key } };
    return { ...unit, notes: [], variants: {}, rejection };
  }
}

/** The codes that the marks of a row stand for. @throws {Problem} `csv-invalid` */
export const codesOf = (cells: Cells): readonly RowCode[] => listIn(cells, "codes", rowCodeSchema);

const own = codeSchema.exactOptional();
const rowCodeSchema = z.union([codeSchema, z.strictObject({ en: own, ru: own, zh: own })]);

function variantsOf(cells: Cells, limits: Limits): ExchangeUnit["variants"] {
  const codes = codesOf(cells);
  const variants: { [language in Language]?: Draft } = {};
  for (const [language, text] of cells.texts) {
    // The column `state` holds for every text in the row that has no state of its own. Empty texts do not use it.
    const own = cells.states.get(language) ?? "";
    const common = text === "" ? "" : (cells.plain.get("state") ?? "");
    const state = own === "" ? common : own;
    if (text === "" && state === "") continue;
    if (text.length > limits.text) {
      throw new Problem("too-long", { limit: limits.text, length: text.length }, { language });
    }
    const content = withoutMarks(text, language, codes);
    if (content === undefined) throw new Problem("csv-invalid", { reason: "mark" }, { language });
    variants[language] = {
      content,
      ...stateIn(state, language),
      ...confidenceIn(cells.confidences.get(language) ?? "", language),
    };
  }
  return variants;
}

/** Reads a state, for example `reviewed`, or with a sub-state `translated xlf12:needs-review-translation`. */
function stateIn(cell: string, language: Language): { state: State; subState?: string } {
  if (cell === "") return { state: "translated" };
  const space = cell.indexOf(" ");
  const state = (space === -1 ? cell : cell.slice(0, space)).toLowerCase();
  if (!isState(state))
    throw new Problem("csv-invalid", { reason: "state", value: cell.slice(0, 64) }, { language });
  return space === -1 ? { state } : { state, subState: cell.slice(space + 1) };
}

/** The inverse of `stateIn`. */
export const printState = ({ state, subState }: Partial<Draft> = {}): string =>
  [state ?? [], subState ?? []].flat().join(" ");

function confidenceIn(cell: string, language: Language): { confidence?: number } {
  if (cell === "") return {};
  const confidence = Number(cell);
  if (!(confidence >= 0 && confidence <= 1)) {
    throw new Problem("csv-invalid", { reason: "confidence", value: cell.slice(0, 64) }, { language });
  }
  return { confidence };
}

function notesOf(cells: Cells): readonly Note[] {
  const text = cells.plain.get("note") ?? "";
  return [...(text === "" ? [] : [{ text }]), ...listIn(cells, "notes", noteSchema)];
}

function listIn<Schema extends z.ZodType>(cells: Cells, column: string, schema: Schema): z.output<Schema>[] {
  const cell = cells.plain.get(column) ?? "";
  if (cell === "") return [];
  try {
    return z.array(schema).parse(JSON.parse(cell));
  } catch {
    throw new Problem("csv-invalid", { reason: "json", column });
  }
}

/** Reads what `printBase` wrote: `DOCUMENT UNIT en3 ru2 zh~mark`. */
function baseOf(cell: string): UnitBase | undefined {
  if (cell === "") return undefined;
  const [document = "", unit = "", ...rest] = cell.split(" ");
  const versions: { [language in Language]?: number } = {};
  const offered: { [language in Language]?: string } = {};
  for (const part of rest) {
    const match = /^(en|ru|zh)(?:(\d{1,15})|~([0-9a-z]{1,16}))$/u.exec(part);
    const language = LANGUAGES.find((known) => known === match?.[1]);
    if (language === undefined) throw new Problem("csv-invalid", { reason: "base" });
    if (match?.[3] === undefined) versions[language] = Number(match?.[2]);
    else offered[language] = match[3];
  }
  const more = Object.keys(offered).length === 0 ? {} : { offered };
  try {
    return { document: decodeURIComponent(document), unit: decodeURIComponent(unit), versions, ...more };
  } catch {
    throw new Problem("csv-invalid", { reason: "base" });
  }
}

/** Identity and versions of a unit in one cell: `DOCUMENT UNIT en3 ru2 zh~mark`. */
export function printBase({ document, unit, versions, offered }: UnitBase): string {
  const parts = LANGUAGES.flatMap((language) => {
    const [version, mark] = [versions[language], offered?.[language]];
    return [
      ...(version === undefined ? [] : [`${language}${version}`]),
      ...(mark === undefined ? [] : [`${language}~${mark}`]),
    ];
  });
  return [encodeURIComponent(document), encodeURIComponent(unit), ...parts].join(" ");
}

/** A column of a written table. It is left out when every cell is empty, unless `always` is set. */
interface WrittenColumn {
  readonly header: string;
  readonly always?: true;
  readonly cell: (unit: ExchangeUnit, codes: RowCodes) => string;
}

/** Rows that are printed at a time. */
const ROWS_AT_ONCE = 500;

function write(file: FileOfAnySize, options: WriteOptions, delimiter: string): Uint8Array {
  const { source, target } = options;
  const wanted = LANGUAGES.filter((language) => language === source || language === target);
  const languages = wanted.length === 0 ? LANGUAGES : wanted;
  const columns = columnsToWrite(file, languages);
  const output = createOutput({ bom: true, size: file.units.length * UNIT_BYTES, sink: options.sink });
  let rows = [columns.map(({ header }) => guard(header))];
  for (const unit of file.units) {
    if (unit.rejection !== undefined) continue;
    const codes = codesIn(unit, languages);
    rows.push(columns.map(({ cell }) => guard(cell(unit, codes))));
    if (rows.length < ROWS_AT_ONCE) continue;
    output.add(printTable(rows, delimiter));
    rows = [];
  }
  if (rows.length > 0) output.add(printTable(rows, delimiter));
  return output.bytes();
}

/** The columns that are always there, and those in which a unit has something. */
function columnsToWrite(file: FileOfAnySize, languages: readonly Language[]): WrittenColumn[] {
  const columns = possibleColumns(file, languages);
  const used = new Set(columns.filter(({ always }) => always));
  for (const unit of file.units) {
    if (unit.rejection !== undefined) continue;
    if (used.size === columns.length) break;
    const codes = codesIn(unit, languages);
    for (const column of columns) if (!used.has(column) && column.cell(unit, codes) !== "") used.add(column);
  }
  return columns.filter((column) => used.has(column));
}

const codesIn = ({ variants }: ExchangeUnit, languages: readonly Language[]): RowCodes =>
  codesInTexts(languages, (language) => variants[language]?.content ?? []);

function possibleColumns(file: FileOfAnySize, languages: readonly Language[]): WrittenColumn[] {
  return [
    { header: "key", always: true, cell: (unit) => unit.key },
    ...languages.map((language): WrittenColumn => ({
      header: headerOf(language, file.tags[language]),
      always: true,
      cell: (unit, codes) => withMarks(unit.variants[language]?.content ?? [], language, codes),
    })),
    { header: "note", cell: (unit) => (isPlainNote(unit.notes) ? (unit.notes[0]?.text ?? "") : "") },
    { header: "context", cell: (unit) => unit.context ?? "" },
    ...languages.map((language): WrittenColumn => ({
      header: `${language}.state`,
      always: true,
      cell: (unit) => printState(unit.variants[language]),
    })),
    ...languages.map((language): WrittenColumn => ({
      header: `${language}.confidence`,
      cell: (unit) => String(unit.variants[language]?.confidence ?? ""),
    })),
    {
      header: "notes",
      cell: ({ notes }) => (notes.length === 0 || isPlainNote(notes) ? "" : JSON.stringify(notes)),
    },
    { header: "codes", cell: (_unit, codes) => printCodes(codes) },
    { header: "base", cell: ({ base }) => (base === undefined ? "" : printBase(base)) },
  ];
}

export function headerOf(language: Language, tag: string | undefined): string {
  const own = tag !== undefined && tag !== DEFAULT_TAGS[language] && languageOf(tag) === language;
  return own ? tag : language;
}

/** A single note without category, author or side is written as text. Other notes are written as JSON. */
export function isPlainNote(notes: readonly Note[]): boolean {
  const [note] = notes;
  return notes.length === 1 && note !== undefined && note.text !== "" && Object.keys(note).length === 1;
}
