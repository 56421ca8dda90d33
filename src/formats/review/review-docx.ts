import { DEFAULT_TAGS } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import { DEFAULT_LIMITS, type Limits, type Read, type Write } from "../contract.ts";
import type { Row } from "../csv/table.ts";
import { invalidDocument, openPackage } from "../package/open-package.ts";
import { placeKey } from "../office/comments.ts";
import { wordComments } from "../ooxml/comments.ts";
import { relationshipsOf } from "../ooxml/package.ts";
import { attributeOf } from "../ooxml/roles.ts";
import { decodeXml } from "../xml/decode.ts";
import { createXmlParser } from "../xml/reader.ts";
import { escapeText } from "../xml/xml-characters.ts";
import { type ReviewColumn, reviewColumns, unitsOfReview } from "./review-table.ts";
import { packageParts, packed } from "./zip.ts";

const MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const DOCUMENT = "word/document.xml";
const WIDTHS = { machine: 0, fixed: 3000, text: 4200, state: 2000, comment: 2200 } as const;
/** Hold the hidden columns of a row, as JSON, in its first cell. */
const [BEGIN, END] = ["⟪", "⟫"];
const COMMENT_MARKS: ReadonlySet<string> = new Set(["commentRangeStart", "commentReference"]);
/** Most columns that a table may have, with those of the reviewers. */
const MOST_COLUMNS = 40;

/**
 * Writes a table for reviewers as a text document, across the page. Identity, versions and codes are hidden text in the
 * first cell of each row.
 *
 * @throws {Problem} `character-invalid`
 */
export const writeReviewDocx: Write = (file, options = {}) => {
  const columns = reviewColumns(file, options);
  const shown = columns.filter(({ role }) => role !== "machine");
  const machine = columns.filter(({ role }) => role === "machine");
  const count = columns[0]?.cells.length ?? 0;
  const widths = widthsOf(shown);
  const hidden = (texts: readonly string[]) => run(`${BEGIN}${JSON.stringify(texts)}${END}`, "<w:vanish/>");
  const head = shown.map((column, at) => {
    const more = at === 0 ? hidden(machine.map(({ header }) => header)) : "";
    return cellOf(column, widths[at] ?? 0, run(column.header, "<w:b/>") + more, true);
  });
  const rows = Array.from({ length: count }, (_, row) => {
    const cells = shown.map((column, at) => {
      const more = at === 0 ? hidden(machine.map(({ cells: own }) => own[row] ?? "")) : "";
      const language =
        column.language === undefined
          ? ""
          : `<w:lang w:val="${DEFAULT_TAGS[column.language]}" w:eastAsia="${DEFAULT_TAGS[column.language]}"/>`;
      return cellOf(column, widths[at] ?? 0, run(column.cells[row] ?? "", language) + more, false);
    });
    return `<w:tr><w:trPr><w:cantSplit/></w:trPr>${cells.join("")}</w:tr>`;
  });
  const border = (side: string) => `<w:${side} w:val="single" w:sz="4" w:color="B8C0CC"/>`;
  const borders = ["top", "left", "bottom", "right", "insideH", "insideV"].map(border).join("");
  const grid = widths.map((width) => `<w:gridCol w:w="${width}"/>`).join("");
  const table = `<w:tbl><w:tblPr><w:tblW w:w="${PAGE}" w:type="dxa"/><w:tblBorders>${borders}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>${grid}</w:tblGrid><w:tr><w:trPr><w:tblHeader/></w:trPr>${head.join("")}</w:tr>${rows.join("")}</w:tbl>`;
  const page =
    '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="720" w:right="720" w:bottom="720" w:left="720" w:header="360" w:footer="360" w:gutter="0"/></w:sectPr>';
  const title = file.title === undefined ? "" : `<w:p>${run(file.title, "<w:b/>")}</w:p>`;
  return packed({
    ...packageParts(DOCUMENT, {
      [DOCUMENT]: "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    }),
    [DOCUMENT]: `<w:document xmlns:w="${MAIN}"><w:body>${title}${table}<w:p/>${page}</w:body></w:document>`,
  });
};

/** Width of the page between its margins, in twentieths of a point. */
const PAGE = 15_398;

/** Width of a column for reading that has nothing in it. */
const EMPTY = 1500;

/** Widths of the columns, so that the table fills the page. */
function widthsOf(columns: readonly ReviewColumn[]): number[] {
  const wanted = columns.map(({ role, cells }, at): number =>
    at === 0 ? 700 : role === "fixed" && cells.every((cell) => cell === "") ? EMPTY : WIDTHS[role],
  );
  const total = wanted.reduce((sum, width) => sum + width, 0);
  return wanted.map((width) => Math.floor((width * PAGE) / total));
}

function cellOf(column: ReviewColumn, width: number, runs: string, isHead: boolean): string {
  const isGrey = isHead || column.role === "fixed";
  const shade = isGrey ? '<w:shd w:val="clear" w:color="auto" w:fill="F2F4F7"/>' : "";
  return `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/>${shade}</w:tcPr><w:p>${runs}</w:p></w:tc>`;
}

function run(text: string, properties: string): string {
  if (text === "") return "";
  const lines = text.split("\n").map((line) => `<w:t xml:space="preserve">${escapeText(line)}</w:t>`);
  return `<w:r><w:rPr>${properties.replace(/(?=<w:lang)|$/u, '<w:sz w:val="18"/>')}</w:rPr>${lines.join("<w:br/>")}</w:r>`;
}

/**
 * Reads the first table of a document for reviewers, also when an office program has saved it. Tracked changes are read
 * as accepted.
 *
 * @throws {Problem} `document-invalid`, `csv-invalid`, and as `unitsOfReview`
 */
export const readReviewDocx: Read = (bytes, options = {}) => {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const archive = openPackage(bytes, limits.bytes, "docx");
  const document = archive.read(DOCUMENT);
  if (document === undefined) throw invalidDocument("docx");
  const { read, comments } = wordComments(archive, limits);
  read(DOCUMENT, relationshipsOf(archive, DOCUMENT, limits));
  const rows = tableIn(document, limits).map((row) => ({
    ...withHidden(row),
    comments: [...row.marks].flatMap((id) => comments.get(placeKey("", id)) ?? []),
  }));
  return unitsOfReview(rows, "review-docx", options);
};

/** Puts the hidden columns after the others. */
function withHidden({ cells, line }: Row): Row {
  const [first = "", ...rest] = cells;
  const start = first.indexOf(BEGIN);
  const end = first.lastIndexOf(END);
  if (start < 0 || end < start) return { cells, line };
  let hidden: unknown;
  try {
    hidden = JSON.parse(first.slice(start + 1, end));
  } catch {
    throw new Problem("csv-invalid", { reason: "base" }, { line });
  }
  const texts = Array.isArray(hidden) ? hidden.filter((text) => typeof text === "string") : [];
  return { cells: [first.slice(0, start), ...rest, ...texts], line };
}

/** A row with the numbers of the comments that begin in it. */
interface MarkedRow extends Row {
  readonly marks: ReadonlySet<string>;
}

function tableIn(bytes: Uint8Array, limits: Limits): MarkedRow[] {
  const rows: MarkedRow[] = [];
  let cells: string[] = [];
  let marks = new Set<string>();
  // The end of a paragraph is deleted: the next one goes on with its text.
  let isJoined = false;
  let isProperty = false;
  let tables = 0;
  let isDone = false;
  let text: string | undefined;
  let isText = false;
  let skipped = 0;
  const parser = createXmlParser(
    {
      open: (element) => {
        const { local } = element;
        if (local === "pPr") isProperty = true;
        if (local === "del" || local === "moveFrom") {
          skipped += 1;
          isJoined ||= isProperty;
        }
        if (local === "tbl") tables += 1;
        if (isDone || tables !== 1) return;
        if (local === "tr") {
          cells = [];
          marks = new Set();
        } else if (local === "tc") {
          text = "";
          isJoined = false;
        } else if (COMMENT_MARKS.has(local)) marks.add(attributeOf(element, "id") ?? "");
        else if (local === "t") isText = skipped === 0;
        else if (text !== undefined && skipped === 0 && (local === "br" || local === "cr")) text += "\n";
        else if (local === "p") {
          if (text !== undefined && text !== "" && !isJoined) text += "\n";
          isJoined = false;
        }
      },
      text: (part) => {
        if (isText && text !== undefined) text += part;
      },
      close: ({ local }) => {
        if (local === "pPr") isProperty = false;
        if (local === "del" || local === "moveFrom") skipped -= 1;
        if (local === "t") isText = false;
        if (local === "tbl") {
          tables -= 1;
          isDone ||= tables === 0;
        }
        if (isDone || tables !== 1) return;
        if (local === "tc") {
          if (cells.length > MOST_COLUMNS) throw new Problem("csv-invalid", { reason: "ragged" });
          cells.push((text ?? "").replace(/\n+$/u, ""));
          text = undefined;
        } else if (local === "tr") {
          if (rows.length > limits.units)
            throw new Problem("too-large", { limit: limits.units, what: "units" });
          rows.push({ cells, line: rows.length + 1, marks });
        }
      },
    },
    limits,
  );
  parser.write(decodeXml(bytes, { limits }).text);
  parser.close();
  return rows;
}
