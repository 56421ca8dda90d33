import { type Language, LANGUAGES } from "../../domain/language.ts";
import { misfit, undefinedOnProblem, type ProblemData } from "../../domain/problem.ts";
import { type Content, isCode, sameContent, tidy } from "../../domain/segment.ts";
import { compareStates, type Draft } from "../../domain/unit.ts";
import type { ExchangeUnit, FileOfAnySize, SplicedFile, WriteOptions } from "../contract.ts";
import { someOf } from "../../domain/list.ts";
import { unitsByKey } from "../units-by-key.ts";
import { type Edit, encodeLike, withEdits } from "../edits.ts";
import { foreignWarning } from "../foreign-text.ts";
import type { Column } from "./columns.ts";
import { cellsOf, codesOf, type CsvTable, headerOf, isPlainNote, parseCsv, printState } from "./csv.ts";
import { guard } from "./formula-guard.ts";
import { codesInTexts, NO_CODES, printCodes, type RowCodes, rowCodes, withMarks } from "./marks.ts";
import { cellPlaces, newlineOf, type PlacedRow, printCell } from "./table.ts";

/**
 * Writes the texts and states of a document into the table that came in. Only changed cells are replaced; order, quotes,
 * line ends, other columns and rows that only the table has stay byte for byte. A language without a column gets one at
 * the end, and a unit without a row gets one below the last. A text without a place is a warning.
 *
 * @returns `undefined` when the request wants single languages or the versions of units, which need a table of their own,
 *   and when the table cannot be read again without being told its encoding
 */
export function spliceCsv(
  original: Uint8Array,
  file: FileOfAnySize,
  options: WriteOptions,
): SplicedFile | undefined {
  if (options.source !== undefined || options.target !== undefined) return undefined;
  if (someOf(file.units, ({ base }) => base !== undefined)) return undefined;
  const table = undefinedOnProblem(() => parseCsv(original, {}));
  if (table === undefined) return undefined;
  const wanted = unitsByKey(file.units);
  const columns = new Set(table.columns.map((column) => (column.kind === "text" ? column.language : "")));
  const further = LANGUAGES.filter(
    (language) =>
      !columns.has(language) && someOf(file.units, ({ variants }) => variants[language] !== undefined),
  );
  const edits: Edit[] = [];
  const warnings: ProblemData[] = [];
  let touched = 0;
  for (const [at, row] of table.rows.entries()) {
    const unit = table.units.at(at);
    const own = unit?.rejection === undefined ? wanted.get(unit?.key ?? "") : undefined;
    if (unit !== undefined) wanted.delete(unit.key);
    const places = cellPlaces(table.text, row, table.delimiter);
    if (places.length !== row.cells.length) return undefined;
    const whole = unit && own && withForeign(unit, own, options, warnings);
    const cells =
      unit === undefined || whole === undefined ? new Map() : changedCells(table, row, unit, whole);
    if (cells === undefined) warnings.push(misfit(unit?.key ?? ""));
    else if (cells.size > 0) touched += 1;
    for (const [place, cell] of cells ?? []) edits.push(cellEdit(table, places[place], cell));
    edits.push(...furtherCells(table, places, further, (language) => ownText(own, language)));
  }
  // A wrong guess of the encoding shows in every row.
  const { certainty, encoding } = table.decoded;
  if (certainty === "guessed" && encoding !== "utf-8" && touched > 0 && touched === table.rows.length)
    return undefined;
  const headers = cellPlaces(table.text, table.header, table.delimiter);
  edits.push(...furtherCells(table, headers, further, (language) => headerOf(language, file.tags[language])));
  const rows = newRows(table, wanted.values(), further);
  warnings.push(...rows.warnings);
  if (edits.length === 0 && rows.text === "") return { bytes: original, warnings, added: 0 };
  const hint = table.decoded.text.slice(0, table.decoded.text.length - table.text.length);
  const text = hint + withEdits(table.text, edits) + rows.text;
  return { bytes: encodeLike(text, table.decoded, { bom: true }), warnings, added: rows.count };
}

const contentOf = (unit: ExchangeUnit, language: Language): Content =>
  tidy(unit.variants[language]?.content ?? []);

/** Text for a further column; a text with codes has no place there. */
const ownText = (unit: ExchangeUnit | undefined, language: Language): string =>
  unit === undefined
    ? ""
    : withMarks(
        contentOf(unit, language).filter((part) => !isCode(part)),
        language,
        NO_CODES,
      );

/** The unit, with the texts of the row that are in another language where they stay; each is a warning. */
function withForeign(
  { variants }: ExchangeUnit,
  own: ExchangeUnit,
  { foreign }: WriteOptions,
  warnings: ProblemData[],
): ExchangeUnit {
  if (foreign === undefined) return own;
  const left = LANGUAGES.flatMap((language) => {
    const draft = own.variants[language] === undefined ? variants[language] : undefined;
    const warning = draft && foreignWarning(own.key, language, draft.content, foreign);
    if (draft === undefined || warning === undefined) return [];
    warnings.push(warning);
    return foreign.stay ? [[language, draft] as const] : [];
  });
  return left.length === 0 ? own : { ...own, variants: { ...own.variants, ...Object.fromEntries(left) } };
}

/** New cells of a row by column; `undefined` when a text has codes that the row has no place for. */
function changedCells(
  { columns }: CsvTable,
  row: PlacedRow,
  unit: ExchangeUnit,
  own: ExchangeUnit,
): Map<number, string> | undefined {
  const changed = new Map<number, string>();
  const texts = columns.flatMap((column, at) =>
    column.kind === "text"
      ? [
          {
            at,
            language: column.language,
            content: contentOf(own, column.language),
            was: contentOf(unit, column.language),
          },
        ]
      : [],
  );
  const others = texts.filter(({ content, was }) => !sameContent(content, was));
  if (others.length > 0) {
    const codes = columns.findIndex(({ kind }) => kind === "codes");
    const places = rowCodes(codesOf(cellsOf(row, columns)));
    const isKnown = others.every(({ language, content }) =>
      content.every((part) => !isCode(part) || places.placeOf(language, part) !== undefined),
    );
    if (!isKnown && codes === -1) return undefined;
    const known = isKnown ? places : codesInRow(own);
    for (const { at, language, content } of isKnown ? others : texts)
      changed.set(at, withMarks(content, language, known));
    if (!isKnown) changed.set(codes, printCodes(known));
  }
  for (const [at, cell] of changedFields(columns, unit, own)) changed.set(at, cell);
  return changed;
}

const codesInRow = (unit: ExchangeUnit): RowCodes =>
  codesInTexts(LANGUAGES, (language) => contentOf(unit, language));

/** New states and confidences by column. A state for the whole row is the least mature of its texts. */
function changedFields(
  columns: readonly Column[],
  unit: ExchangeUnit,
  own: ExchangeUnit,
): [column: number, cell: string][] {
  const ofRow = LANGUAGES.filter(
    (language) =>
      own.variants[language] !== undefined &&
      !columns.some((one) => one.kind === "field" && one.field === "state" && one.language === language),
  );
  return columns.flatMap((column, at): [number, string][] => {
    if (column.kind === "state") {
      if (ofRow.every((language) => sameState(unit.variants[language], own.variants[language]))) return [];
      const drafts = ofRow.flatMap((language) => own.variants[language] ?? []);
      const least = drafts.toSorted((a, b) => compareStates(a.state, b.state))[0];
      return [[at, printState(least)]];
    }
    if (column.kind !== "field") return [];
    const [was, is] = [unit.variants[column.language], own.variants[column.language]];
    if (column.field === "state") return sameState(was, is) ? [] : [[at, printState(is)]];
    return was?.confidence === is?.confidence ? [] : [[at, String(is?.confidence ?? "")]];
  });
}

const sameState = (was: Draft | undefined, is: Draft | undefined): boolean =>
  was?.state === is?.state && (was?.subState ?? "") === (is?.subState ?? "");

function cellEdit(
  { text, delimiter }: CsvTable,
  place: readonly [number, number] | undefined,
  cell: string,
): Edit {
  const [start, end] = place ?? [0, 0];
  return { start, end, text: printCell(guard(cell), delimiter, text[start] === '"') };
}

/** The cells of further columns, after the last cell of a row. */
function furtherCells(
  { delimiter }: CsvTable,
  places: readonly (readonly [number, number])[],
  languages: readonly Language[],
  textOf: (language: Language) => string,
): Edit[] {
  const end = places.at(-1)?.[1];
  if (languages.length === 0 || end === undefined) return [];
  const cells = languages.map((language) => delimiter + printCell(guard(textOf(language)), delimiter, false));
  return [{ start: end, end, text: cells.join("") }];
}

/** Rows for units that the table lacks. A table without keys has a place only for the next number. */
function newRows(
  table: CsvTable,
  units: Iterable<ExchangeUnit>,
  further: readonly Language[],
): { readonly text: string; readonly count: number; readonly warnings: readonly ProblemData[] } {
  const { columns, delimiter, text } = table;
  const hasKeys = columns.some(({ kind }) => kind === "key");
  const hasCodes = columns.some(({ kind }) => kind === "codes");
  const warnings: ProblemData[] = [];
  const newline = newlineOf(text);
  let added = /[\r\n]$/u.test(text) ? "" : newline;
  let count = 0;
  for (const unit of units) {
    const places = codesInRow(unit);
    const isNext = hasKeys || unit.key === `row-${table.rows.length + count + 1}`;
    if (!isNext || (places.list.length > 0 && !hasCodes)) {
      warnings.push(misfit(unit.key));
      continue;
    }
    const cells = [
      ...columns.map((column) => newCell(column, unit, places)),
      ...further.map((language) => withMarks(contentOf(unit, language), language, places)),
    ];
    added += cells.map((cell) => printCell(guard(cell), delimiter, false)).join(delimiter) + newline;
    count += 1;
  }
  return { text: count === 0 ? "" : added, count, warnings };
}

function newCell(column: Column, unit: ExchangeUnit, places: RowCodes): string {
  switch (column.kind) {
    case "key":
      return unit.key;
    case "text":
      return withMarks(contentOf(unit, column.language), column.language, places);
    case "field": {
      const draft = unit.variants[column.language];
      return column.field === "state" ? printState(draft) : String(draft?.confidence ?? "");
    }
    case "note":
      return isPlainNote(unit.notes) ? (unit.notes[0]?.text ?? "") : "";
    case "notes":
      return unit.notes.length === 0 || isPlainNote(unit.notes) ? "" : JSON.stringify(unit.notes);
    case "context":
      return unit.context ?? "";
    case "codes":
      return printCodes(places);
    default:
      return "";
  }
}
