import { Problem } from "../../domain/problem.ts";
import type { Limits } from "../contract.ts";
import type { Row } from "../csv/table.ts";
import { type Archive, openArchive } from "../package/zip.ts";
import { decodeXml } from "../xml/decode.ts";
import { createXmlParser, type XmlElement } from "../xml/reader.ts";

export const WORKBOOK = "xl/workbook.xml";
const RELATIONS = "xl/_rels/workbook.xml.rels";
const STRINGS = "xl/sharedStrings.xml";
/** Columns that a sheet may have (Excel's own limit), and cells that all rows together may be wide. */
const MOST_COLUMNS = 16_384;
const MOST_CELLS = 5_000_000;

/**
 * The rows of the first visible worksheet of an XLSX file (ECMA-376 part 1, §18.3) with their texts. Numbers are as the
 * file holds them, formulas are their stored results; phonetic guides are left out.
 *
 * @throws {Problem} `xlsx-invalid`, `archive-too-large`, `too-large`, and those of the XML reader
 */
export function readWorksheet(bytes: Uint8Array, limits: Limits): Row[] {
  const archive = openArchive(bytes, limits.bytes, () => new Problem("xlsx-invalid"));
  const strings = archive.read(STRINGS);
  const sheet = archive.read(worksheetPart(archive, limits));
  if (sheet === undefined) throw new Problem("xlsx-invalid");
  return rowsOf(sheet, strings === undefined ? [] : sharedStrings(strings, limits), limits);
}

/** The part that holds the sheet that `readWorksheet` reads. */
export function worksheetPart(archive: Archive, limits: Limits): string {
  const workbook = archive.read(WORKBOOK);
  if (workbook === undefined) throw new Problem("xlsx-invalid");
  return sheetPath(workbook, archive.read(RELATIONS), limits);
}

function walk(bytes: Uint8Array, limits: Limits, handlers: Parameters<typeof createXmlParser>[0]): void {
  const parser = createXmlParser({ ...handlers, undeclared: () => undefined }, limits);
  parser.write(decodeXml(bytes, { limits }).text);
  parser.close();
}

const relationId = ({ attributes }: XmlElement): string | undefined =>
  Object.entries(attributes).find(([name]) => /^[^:]+:id$/u.test(name))?.[1];

/** The part that holds the first sheet that is not hidden. */
function sheetPath(workbook: Uint8Array, relations: Uint8Array | undefined, limits: Limits): string {
  const ids: string[] = [];
  walk(workbook, limits, {
    open: (element) => {
      const id = element.local === "sheet" ? relationId(element) : undefined;
      if (id !== undefined && !/hidden/iu.test(element.attributes["state"] ?? "")) ids.push(id);
    },
  });
  const targets = new Map<string, string>();
  if (relations !== undefined)
    walk(relations, limits, {
      open: ({ local, attributes }) => {
        if (local === "Relationship") targets.set(attributes["Id"] ?? "", attributes["Target"] ?? "");
      },
    });
  const target = targets.get(ids[0] ?? "") ?? "worksheets/sheet1.xml";
  return target.startsWith("/") ? target.slice(1) : `xl/${target}`;
}

function sharedStrings(bytes: Uint8Array, limits: Limits): string[] {
  const strings: string[] = [];
  let isText = false;
  let phonetic = 0;
  walk(bytes, limits, {
    open: ({ local }) => {
      if (local === "si") strings.push("");
      else if (local === "rPh") phonetic += 1;
      else if (local === "t") isText = true;
    },
    text: (text) => {
      if (isText && phonetic === 0 && strings.length > 0) strings[strings.length - 1] += text;
    },
    close: ({ local }) => {
      if (local === "t") isText = false;
      else if (local === "rPh") phonetic -= 1;
    },
  });
  return strings.map(unescaped);
}

/** `_x000D_` and its like stand for characters that XML cannot hold (ECMA-376 part 1, §22.9.2.19). */
const unescaped = (text: string): string =>
  text.replace(/_x([0-9A-Fa-f]{4})_/gu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** Column of a cell reference, from 0: `C7` → 2. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of /^[A-Z]{1,3}/u.exec(reference)?.[0] ?? "")
    column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

function rowsOf(bytes: Uint8Array, strings: readonly string[], limits: Limits): Row[] {
  const rows: Row[] = [];
  let cells: string[] = [];
  let line = 0;
  let width = 0;
  let total = 0;
  let open: { column: number; type: string; text: string } | undefined;
  let isText = false;
  walk(bytes, limits, {
    open: ({ local, attributes }) => {
      if (local === "row") {
        cells = [];
        line = Number(attributes["r"] ?? line + 1) || line + 1;
      } else if (local === "c") {
        const column = columnOf(attributes["r"] ?? "");
        open = { column: column < 0 ? cells.length : column, type: attributes["t"] ?? "n", text: "" };
        if (open.column >= MOST_COLUMNS) throw new Problem("xlsx-invalid");
      } else if (local === "v" || local === "t") isText = true;
      else if (local === "rPh") isText = false;
    },
    text: (text) => {
      if (isText && open !== undefined) open.text += text;
    },
    close: ({ local }) => {
      if (local === "v" || local === "t") isText = false;
      else if (local === "c" && open !== undefined) {
        total += Math.max(1, open.column + 1 - cells.length);
        if (total > MOST_CELLS) throw new Problem("too-large", { limit: MOST_CELLS, what: "cells" });
        while (cells.length < open.column) cells.push("");
        cells[open.column] = valueOf(open.type, open.text, strings);
        open = undefined;
      } else if (local === "row" && cells.some((cell) => cell !== "")) {
        if (rows.length > limits.units) throw new Problem("too-large", { limit: limits.units });
        width = Math.max(width, cells.length);
        rows.push({ cells, line });
      }
    },
  });
  if (rows.length === 0) throw new Problem("file-empty");
  total = rows.length * width;
  if (total > MOST_CELLS) throw new Problem("too-large", { limit: MOST_CELLS, what: "cells" });
  // Rows end at their last cell: those after it are empty.
  return rows.map((row) => ({
    line: row.line,
    cells: [...row.cells, ...Array.from({ length: width - row.cells.length }, () => "")],
  }));
}

function valueOf(type: string, text: string, strings: readonly string[]): string {
  if (type === "s") return strings[Number(text)] ?? "";
  if (type === "b") return text === "1" ? "true" : "false";
  return type === "inlineStr" || type === "str" ? unescaped(text) : text.trim();
}
