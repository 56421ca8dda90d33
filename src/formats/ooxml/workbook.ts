import type { Limits } from "../contract.ts";
import type { Edit } from "../edits.ts";
import type { Followed, HeldText } from "../office/document.ts";
import { type Renames, renamedChoices, renamedFormula } from "../office/formula.ts";
import { nameEdits, type NameRules } from "../office/rename-part.ts";
import { isAttributeText } from "../office/scan.ts";
import { walkPart } from "../package/walk-part.ts";
import type { Archive } from "../package/zip.ts";
import { decodeXml } from "../xml/decode.ts";
import { applyEdits } from "../xml/edits.ts";
import { familyOf } from "./namespaces.ts";
import { contentTypes, relationshipsOf } from "./package.ts";

/** Excel refuses a file with a longer name of a sheet or a column, or with these characters in a name of a sheet. */
const LONGEST_SHEET_NAME = 31;
const LONGEST_COLUMN_NAME = 255;
const NO_SHEET_NAME = /[[\]:*?/\\]|^'|'$|^history$/iu;

/** Parts that refer to sheets, to columns of tables, or to texts of cells. */
const REFERRING =
  /(?:worksheet|chartsheet|table|chart|pivotTable|pivotCacheDefinition|pivotCacheRecords|slicer|slicerCache|queryTable|\.main)\+xml$/iu;
const REFERRING_NAME =
  /(?:worksheets|chartsheets|tables|charts|pivotTables|pivotCache|slicers|slicerCaches|queryTables)\/[^/]+\.xml$|workbook\.xml$/u;

/** Attributes that repeat the text of a cell, by their element. */
const COPIES: Readonly<Record<string, string>> = {
  cacheField: "name",
  s: "v",
  dataField: "name",
  pivotField: "name",
  slicer: "caption",
  slicerCacheDefinition: "sourceName",
  filter: "val",
  customFilter: "val",
  cfRule: "text",
  queryTableField: "name",
};
const FORMULAS: ReadonlySet<string> = new Set([
  "f",
  "formula",
  "formula1",
  "formula2",
  "definedName",
  "calculatedColumnFormula",
  "totalsRowFormula",
]);

/** A workbook as it was, and as it is with its new texts. */
interface Workbook {
  readonly before: Archive;
  readonly main: string;
  readonly limits: Limits;
  readonly now: (name: string) => Archive;
}

/**
 * Lets what depends on texts of a workbook follow them: names of the columns of tables, which have to equal their heading
 * cells, formulas, defined names, links, validations, filters, and the copies in charts and pivot caches.
 *
 * @returns the parts that change; names that a program would refuse are held
 */
export function followWorkbook(
  before: Archive,
  changed: ReadonlyMap<string, Uint8Array>,
  limits: Limits,
): Followed {
  const after = withChanges(before, changed);
  const main =
    relationshipsOf(before, "", limits).find(({ type }) => type === "officeDocument")?.target ??
    "xl/workbook.xml";
  const workbook: Workbook = { before, main, limits, now: (name) => (changed.has(name) ? after : before) };
  const held: HeldText[] = [];
  const texts = changedTexts(workbook, changed);
  const sheets = renamedSheets(workbook, held);
  const columns = renamedColumns(workbook, held);
  if (held.length > 0 || (texts.size === 0 && sheets.size === 0)) return { changed: new Map(), held };
  return { changed: renamedParts(workbook, after, { texts, sheets, ...columns }), held };
}

/** The package with other bytes in some parts. */
const withChanges = (before: Archive, changed: ReadonlyMap<string, Uint8Array>): Archive => ({
  ...before,
  read: (name) => changed.get(name) ?? before.read(name),
});

/** Texts of the strings of a part, in its order: shared strings, or strings in cells. */
function stringsOf(archive: Archive, part: string, limits: Limits): string[] {
  const found: string[] = [];
  let inside = false;
  let isText = false;
  let reading = 0;
  walkPart(archive, part, limits, {
    open: ({ local }) => {
      if (local === "si" || local === "is") {
        inside = true;
        found.push("");
      } else if (local === "rPh") reading += 1;
      isText = inside && reading === 0 && local === "t";
    },
    text: (text) => {
      if (isText) found[found.length - 1] += text;
    },
    close: ({ local }) => {
      isText = false;
      if (local === "si" || local === "is") inside = false;
      else if (local === "rPh") reading -= 1;
    },
  });
  return found;
}

function changedTexts({ before, now, limits }: Workbook, changed: ReadonlyMap<string, Uint8Array>) {
  const texts = new Map<string, string>();
  for (const name of changed.keys()) {
    const old = stringsOf(before, name, limits);
    stringsOf(now(name), name, limits).forEach((text, at) => {
      const was = old[at];
      if (was !== undefined && was !== text && was !== "" && !texts.has(was)) texts.set(was, text);
    });
  }
  return texts;
}

function sheetNames(archive: Archive, main: string, limits: Limits): string[] {
  const names: string[] = [];
  walkPart(archive, main, limits, {
    open: ({ local, attributes }) => {
      if (local === "sheet") names.push(attributes["name"] ?? "");
    },
  });
  return names;
}

/** New names of sheets. Names that are not possible are held. */
function renamedSheets({ before, main, now, limits }: Workbook, held: HeldText[]): Map<string, string> {
  const renamed = new Map<string, string>();
  const old = sheetNames(before, main, limits);
  const names = sheetNames(now(main), main, limits);
  const taken = new Set<string>();
  let number = 0;
  names.forEach((name, at) => {
    const was = old[at] ?? "";
    if (isAttributeText(was)) number += 1;
    const isTaken = taken.has(name.toLowerCase());
    taken.add(name.toLowerCase());
    if (name === was) return;
    if (isTaken || name.length > LONGEST_SHEET_NAME || NO_SHEET_NAME.test(name))
      held.push({ part: main, number, problem: { code: "sheet-name-held", params: { name, was } } });
    else renamed.set(was.toLowerCase(), name);
  });
  // An old name further on may be the new one of an earlier sheet.
  return renamed;
}

/** A table of a sheet: where its headings stand, and what its columns are called. */
interface Table {
  readonly part: string;
  readonly name: string;
  readonly columns: readonly string[];
  readonly row: number;
  readonly from: number;
}

/** A cell with a string: its text, and where the text stands. */
interface StringCell {
  readonly text: string;
  readonly part: string;
  readonly number: number;
}

/** New names of columns by table, and for each part of a table by place. */
interface RenamedColumns {
  readonly columns: Map<string, Map<string, string>>;
  readonly tables: Map<string, readonly string[]>;
}

function renamedColumns(workbook: Workbook, held: HeldText[]): RenamedColumns {
  const { before, main, now, limits } = workbook;
  const columns = new Map<string, Map<string, string>>();
  const tables = new Map<string, readonly string[]>();
  const related = relationshipsOf(before, main, limits);
  const strings = related.find(({ type }) => type === "sharedStrings")?.target ?? "";
  let shared: { readonly old: readonly string[]; readonly texts: readonly string[] } | undefined;
  for (const { target: sheet } of related.filter(({ type }) => type === "worksheet")) {
    const own = relationshipsOf(before, sheet, limits)
      .filter(({ type }) => type === "table")
      .flatMap(({ target }) => tableOf(before, target, limits) ?? []);
    if (own.length === 0) continue;
    shared ??= {
      old: stringsOf(before, strings, limits),
      texts: stringsOf(now(strings), strings, limits),
    };
    const rows = new Set(own.map(({ row }) => row));
    const old = cellsOf(before, sheet, rows, { part: strings, texts: shared.old }, limits);
    const cells = cellsOf(now(sheet), sheet, rows, { part: strings, texts: shared.texts }, limits);
    for (const table of own) {
      const names = namesOfColumns(table, old, cells, held);
      if (names === undefined) continue;
      tables.set(table.part, names);
      const pairs = table.columns.map((name, at) => [name.toLowerCase(), names[at] ?? name] as const);
      columns.set(table.name.toLowerCase(), new Map(pairs));
    }
  }
  return { columns, tables };
}

/** The names that the columns get from their headings; `undefined` if they stay. */
function namesOfColumns(
  { columns, row, from }: Table,
  old: ReadonlyMap<string, StringCell>,
  cells: ReadonlyMap<string, StringCell>,
  held: HeldText[],
): string[] | undefined {
  const names: string[] = [];
  const taken = new Set<string>();
  const changes: StringCell[] = [];
  for (const [at, column] of columns.entries()) {
    const place = `${row}:${from + at}`;
    const cell = cells.get(place);
    const isNew = cell !== undefined && cell.text !== old.get(place)?.text;
    const name = isNew ? cell.text : column;
    if (isNew) changes.push(cell);
    if (isNew && (taken.has(name.toLowerCase()) || name.trim() === "" || name.length > LONGEST_COLUMN_NAME))
      held.push(heldColumn(cell));
    taken.add(name.toLowerCase());
    names.push(name);
  }
  // A heading further on that stays may have the new name of an earlier one. Then all headings of the table stay.
  if (held.length === 0 && taken.size < names.length) held.push(...changes.map(heldColumn));
  return changes.length === 0 ? undefined : names;
}

const heldColumn = ({ part, number, text }: StringCell): HeldText => ({
  part,
  number,
  problem: { code: "table-heading-held", params: { name: text } },
});

/** A name as it stands in a table: a line break is written as a code. */
const decodedName = (name: string): string =>
  name.replace(/_x([0-9a-f]{4})_/giu, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
const encodedName = (name: string): string =>
  name
    .replace(/_(?=x[0-9a-f]{4}_)/giu, "_x005F_")
    .replace(/[\n\r\t]/gu, (one) => `_x${one.charCodeAt(0).toString(16).padStart(4, "0")}_`);

function tableOf(archive: Archive, part: string, limits: Limits): Table | undefined {
  let table: Omit<Table, "columns"> | undefined;
  const columns: string[] = [];
  walkPart(archive, part, limits, {
    open: ({ local, attributes }) => {
      const at = /^\$?([A-Z]+)\$?(\d+)/u.exec(attributes["ref"] ?? "");
      if (local === "table" && at !== null && attributes["headerRowCount"] !== "0") {
        const name = attributes["displayName"] ?? attributes["name"] ?? "";
        table = { part, name, row: Number(at[2]), from: columnNumber(at[1] ?? "") };
      } else if (local === "tableColumn") columns.push(decodedName(attributes["name"] ?? ""));
    },
  });
  return table === undefined ? undefined : { ...table, columns };
}

const columnNumber = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);

/** The strings in some rows of a sheet, by `ROW:COLUMN`. */
function cellsOf(
  archive: Archive,
  sheet: string,
  rows: ReadonlySet<number>,
  shared: { readonly part: string; readonly texts: readonly string[] },
  limits: Limits,
): Map<string, StringCell> {
  const cells = new Map<string, StringCell>();
  const inline = stringsOf(archive, sheet, limits);
  let open: { readonly place: string; readonly type: string } | undefined;
  let isValue = false;
  let value = "";
  let number = 0;
  walkPart(archive, sheet, limits, {
    open: ({ local, attributes }) => {
      isValue = local === "v";
      if (isValue) value = "";
      if (local === "is") {
        number += 1;
        if (open !== undefined)
          cells.set(open.place, { text: inline[number - 1] ?? "", part: sheet, number });
      }
      if (local !== "c") return;
      const at = /^([A-Z]+)(\d+)$/u.exec(attributes["r"] ?? "");
      const isWanted = at !== null && rows.has(Number(at[2]));
      open = isWanted
        ? { place: `${at[2]}:${columnNumber(at[1] ?? "")}`, type: attributes["t"] ?? "" }
        : undefined;
    },
    text: (text) => {
      if (isValue) value += text;
    },
    close: ({ local }) => {
      if (local === "v" && open?.type === "s") {
        const index = Number(value);
        const text = shared.texts[index];
        if (text !== undefined) cells.set(open.place, { text, part: shared.part, number: index + 1 });
      }
      isValue = false;
    },
  });
  return cells;
}

/** The parts that refer to what has another name now. */
function renamedParts(
  { before, main, limits }: Workbook,
  after: Archive,
  renames: Renames & Pick<RenamedColumns, "tables">,
): Map<string, Uint8Array> {
  const types = contentTypes(before, limits);
  const parts = new Map<string, Uint8Array>();
  let computes = false;
  for (const name of before.names) {
    if (!REFERRING.test(types.get(`/${name}`) ?? "") && !REFERRING_NAME.test(name)) continue;
    const bytes = after.read(name);
    if (bytes === undefined || name === main) continue;
    const decoded = decodeXml(bytes, { limits });
    const rules = rulesFor(renames, renames.tables.get(name) ?? [], () => (computes = true));
    const edits = nameEdits(decoded.text, rules, limits);
    if (edits.length > 0) parts.set(name, applyEdits(bytes, decoded, edits));
  }
  const bytes = after.read(main);
  if (bytes === undefined) return parts;
  const decoded = decodeXml(bytes, { limits });
  const edits = nameEdits(
    decoded.text,
    rulesFor(renames, [], () => undefined),
    limits,
  );
  const all = [...edits, ...(computes ? recalculation(decoded.text) : [])];
  if (all.length > 0) parts.set(main, applyEdits(bytes, decoded, all));
  return parts;
}

function rulesFor(renames: Renames, columns: readonly string[], computes: () => void): NameRules {
  const formula = (text: string) => renamedFormula(text, renames);
  const copy = (text: string) => renames.texts.get(text) ?? text;
  let column = 0;
  let cell = "";
  return {
    attribute: ({ local }, name) => {
      if (local === "tableColumn" && name === "name") {
        const own = columns[column];
        column += 1;
        return (value) => (own === undefined || decodedName(value) === own ? value : encodedName(own));
      }
      if (local === "tableColumn" && name === "totalsRowLabel") return copy;
      if (COPIES[local] === name) return (value) => copy(decodedName(value));
      if (local === "hyperlink" && name === "location") return formula;
      if (local === "worksheetSource" && name === "sheet")
        return (value) => renames.sheets.get(value.toLowerCase()) ?? value;
      return undefined;
    },
    text: ({ local, uri, attributes }) => {
      if (local === "c") cell = attributes["t"] ?? "";
      // The stored result of a formula, and the copy in a chart.
      if (local === "v") return cell === "str" || familyOf(uri) === "c" ? copy : undefined;
      if (local === "formula1") return (text) => formula(renamedChoices(text, renames));
      if (!FORMULAS.has(local)) return undefined;
      computes();
      return formula;
    },
  };
}

/** Makes programs compute all formulas anew: their stored results may be texts that have changed. */
function recalculation(xml: string): Edit[] {
  const known = /<(?:\w+:)?calcPr\b[^>]*>/u.exec(xml);
  if (known !== null) {
    if (/\sfullCalcOnLoad=/u.test(known[0])) return [];
    const at = known.index + known[0].length - (known[0].endsWith("/>") ? 2 : 1);
    return [{ start: at, end: at, text: ' fullCalcOnLoad="1"' }];
  }
  const ends = [
    ...xml.matchAll(/<\/((?:\w+:)?)(?:sheets|functionGroups|externalReferences|definedNames)>/gu),
  ];
  const last = ends.at(-1);
  if (last === undefined) return [];
  const at = last.index + last[0].length;
  return [{ start: at, end: at, text: `<${last[1] ?? ""}calcPr fullCalcOnLoad="1"/>` }];
}
