import { Problem } from "../../domain/problem.ts";
import { type Note, STATES } from "../../domain/unit.ts";
import { DEFAULT_LIMITS, type Limits, type Read, type Write } from "../contract.ts";
import { commentsOnCells } from "../ooxml/comments.ts";
import { relationshipsOf } from "../ooxml/package.ts";
import { openArchive } from "../package/zip.ts";
import { escapeText } from "../xml/xml-characters.ts";
import { readWorksheet, WORKBOOK, worksheetPart } from "../xlsx/worksheet.ts";
import { type ReviewColumn, reviewColumns, unitsOfReview } from "./review-table.ts";
import { packageParts, packed } from "./zip.ts";

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const WIDTHS = { machine: 4, fixed: 45, text: 55, state: 14, comment: 35 } as const;
/** Numbers of `cellXfs`: head, for reading, to be filled in. `quotePrefix` keeps an edited text from being a formula. */
const STYLES = `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Arial"/></font><font><b/><sz val="11"/><name val="Arial"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFF2F4F7"/></patternFill></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf fontId="1" fillId="2" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf fillId="2" quotePrefix="1" applyFill="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf quotePrefix="1" applyAlignment="1" applyProtection="1"><alignment vertical="top" wrapText="1"/><protection locked="0"/></xf></cellXfs></styleSheet>`;

/**
 * Writes a table for reviewers as a workbook. All cells are texts, never formulas. Targets, states and comments can be
 * filled in; the sheet is protected without a password, so that the rest is not changed by mistake. Identity, versions
 * and codes are in hidden columns.
 *
 * @throws {Problem} `character-invalid`
 */
export const writeReviewXlsx: Write = (file, options = {}) => {
  const columns = reviewColumns(file, options);
  const count = columns[0]?.cells.length ?? 0;
  const rows = [
    columns.map(({ header }, at) => cell(at, 1, 0, header)),
    ...Array.from({ length: count }, (_, row) =>
      columns.map((column, at) => cell(at, row + 2, isOpen(column) ? 2 : 1, column.cells[row] ?? "")),
    ),
  ];
  const widths = columns.map((column, at) => {
    const width = at === 0 ? 6 : WIDTHS[column.role];
    const hidden = column.role === "machine" ? ' hidden="1"' : "";
    return `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"${hidden}/>`;
  });
  const shown = columns.filter(({ role }) => role !== "machine");
  const heights = [0, ...Array.from({ length: count }, (_, row) => row + 1)].map((row) =>
    heightOf(
      shown.map(({ header, cells, role }) => [row === 0 ? header : (cells[row - 1] ?? ""), WIDTHS[role]]),
    ),
  );
  const states = columns.flatMap(({ role }, at) =>
    role === "state" && count > 0 ? [`${letters(at)}2:${letters(at)}${count + 1}`] : [],
  );
  const validation =
    states.length === 0
      ? ""
      : `<dataValidations count="1"><dataValidation type="list" allowBlank="1" sqref="${states.join(" ")}"><formula1>"${STATES.join(",")}"</formula1></dataValidation></dataValidations>`;
  const sheet = `<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join("")}</cols><sheetData>${rows
    .map((cells, at) => `<row r="${at + 1}" ht="${heights[at] ?? LINE}">${cells.join("")}</row>`)
    .join(
      "",
    )}</sheetData><sheetProtection sheet="1" objects="1" scenarios="1" formatCells="0" formatColumns="0" formatRows="0" sort="0" autoFilter="0"/>${validation}<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>`;
  return packed({
    ...packageParts("xl/workbook.xml", {
      "xl/workbook.xml": `${TYPE}.sheet.main+xml`,
      "xl/worksheets/sheet1.xml": `${TYPE}.worksheet+xml`,
      "xl/styles.xml": `${TYPE}.styles+xml`,
    }),
    "xl/workbook.xml": `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="Review" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
    "xl/worksheets/sheet1.xml": sheet,
    "xl/styles.xml": STYLES,
  });
};

/** Height of a line of text, and most of a row, in points. */
const LINE = 15;
const HIGHEST = 400;
/** Characters of Chinese and of other full-width letters, which are twice as wide. */
const WIDE = /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60]/gu;

/**
 * Height of a row, as far as the number of characters tells it. Programs that find heights themselves correct it; the
 * others would show one line.
 *
 * @param cells text and width of each cell, in characters
 */
function heightOf(cells: readonly (readonly [text: string, width: number])[]): number {
  const lines = cells.map(([text, width]) =>
    text
      .split("\n")
      .reduce(
        (sum, line) => sum + Math.max(1, Math.ceil((line.length + (line.match(WIDE)?.length ?? 0)) / width)),
        0,
      ),
  );
  return Math.min(HIGHEST, LINE * Math.max(1, ...lines));
}

const isOpen = ({ role }: ReviewColumn): boolean => role === "text" || role === "state" || role === "comment";

const cell = (column: number, row: number, style: number, text: string): string =>
  text === ""
    ? `<c r="${letters(column)}${row}" s="${style}"/>`
    : `<c r="${letters(column)}${row}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeText(escaped(text))}</t></is></c>`;

/** Letters of a column, from 0: 2 → `C`. A table has fewer than 26 columns. */
const letters = (column: number): string => String.fromCharCode(65 + column);

/** Characters that XML cannot hold, and texts that look like their escapes (ECMA-376 part 1, §22.9.2.19). */
const escaped = (text: string): string =>
  text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/gu, "_x005F_")
    // oxlint-disable-next-line no-control-regex -- these characters are what is looked for
    .replace(/[\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF]/gu, (one) => {
      const hex = one.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
      return `_x${hex}_`;
    });

/**
 * Reads a workbook for reviewers, also when an office program has saved it.
 *
 * @throws {Problem} as `readWorksheet` and `unitsOfReview`
 */
export const readReviewXlsx: Read = (bytes, options = {}) => {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const rows = readWorksheet(bytes, limits);
  const comments = commentsByRow(bytes, limits);
  const commented = rows.map((row) => ({ ...row, comments: comments.get(row.line) ?? [] }));
  return unitsOfReview(commented, "review-xlsx", options);
};

/** Comments on the cells of the sheet, by the number of their row. */
function commentsByRow(bytes: Uint8Array, limits: Limits): ReadonlyMap<number, readonly Note[]> {
  const archive = openArchive(bytes, limits.bytes, () => new Problem("xlsx-invalid"));
  const related = relationshipsOf(archive, worksheetPart(archive, limits), limits);
  const rows = new Map<number, Note[]>();
  for (const [cell, notes] of commentsOnCells(archive, WORKBOOK, limits)(related)) {
    const row = Number(/\d+$/u.exec(cell)?.[0]);
    rows.set(row, [...(rows.get(row) ?? []), ...notes]);
  }
  return rows;
}
