import { z } from "zod";
import { type Concept, type Link, type Relation, RELATION_TYPES } from "../../domain/concept.ts";
import type { Language } from "../../domain/language.ts";
import { Problem, type ProblemData } from "../../domain/problem.ts";
import { unguard } from "../csv/formula-guard.ts";
import { DELIMITERS, parseTable, type Row } from "../csv/table.ts";
import { DEFAULT_LIMITS, type Limits } from "../contract.ts";
import { decode } from "../encoding.ts";
import { languagesInTable } from "../guess-encoding.ts";
import { dividedCell, isColumnOfLanguages } from "./cell-languages.ts";
import { booleanOf, dayOf, itemsOf, listedItems, termItems } from "./cell-items.ts";
import { conceptSchema } from "./concept-schema.ts";
import { type GlossaryFile, type GlossaryReadOptions, type RecognisedColumn, statusKey } from "./file.ts";
import { languageOfTexts, languageOfWord } from "./language-words.ts";
import { isAddress, linksOf } from "./linked-cells.ts";
import { namedProperties, unknownWords } from "./property-words.ts";
import { finishedReading } from "./reading.ts";
import { settledColumns } from "./settled-columns.ts";
import { isOpenStatus, statusOfWord } from "./status-words.ts";
import { OWN_COLUMNS, type Role, SHARED_ROLES, TERM_ROLES, type TermRole } from "./column-roles.ts";
import { columnOfHeader, isHeader, type TableColumn } from "./table-columns.ts";
import { assertNotSwapped } from "./swapped-columns.ts";
import { isComment, layoutOf, LINES_ABOVE_HEADER, recognisedColumns } from "./table-layout.ts";

const MAX_WARNINGS = 1000;

/**
 * Reads CSV or TSV. A long table has one row for each term, with the columns `language` and `term`. A wide table
 * has one row for each concept, with a column for each language. A table without a header has source, target and
 * note (OmegaT), or terms in all three languages. Excel's `sep=;` line is supported. Bad rows are in `rejected`.
 *
 * @throws {Problem} `csv-invalid` (`no-header`, `quotes`, `column-mapping`; the columns and their first cells are in `extra.columns`), `file-empty`, `too-large`, and the
 *   problems of `decode`
 */
export function readGlossaryCsv(bytes: Uint8Array, options: GlossaryReadOptions = {}): GlossaryFile {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  if (bytes.length > limits.bytes)
    throw new Problem("too-large", { size: bytes.length, limit: limits.bytes });
  const { text } = decode(bytes, { given: options.encoding, languages: languagesInTable(bytes, options) });
  const hint = /^sep=([,;\t|])\r?\n/u.exec(text);
  const table = hint === null ? text : text.slice(hint[0].length);
  const skipped = hint === null ? 0 : 1;
  const rows = parseTable(table, hint?.[1] ?? delimiterOf(table, options), { ragged: true }).map(
    ({ cells, line }): Row => ({ cells: cells.map(unguard), line: line + skipped }),
  );
  return readConceptRows(rows, options, limits);
}

/** The separator that gives the most known columns in the first lines; otherwise the one in the most lines. */
function delimiterOf(text: string, { columns }: GlossaryReadOptions): string {
  const lines = text.split(/\r\n|\r|\n/u, LINES_ABOVE_HEADER);
  const cells = (line: string, delimiter: string) =>
    line.split(delimiter).map((cell) => cell.replaceAll('"', "").trim());
  const rank = (delimiter: string): number => {
    const known = lines.map((line) => {
      const found = cells(line, delimiter).map(columnOfHeader);
      return isHeader(found) || columns !== undefined
        ? found.filter((column) => column !== undefined).length
        : 0;
    });
    const parted = lines.filter((line) => line.includes(delimiter)).length;
    return Math.max(...known) * 1000 + parted + (delimiter === "\t" ? 0.5 : 0);
  };
  return DELIMITERS.toSorted((a, b) => rank(b) - rank(a))[0] ?? ",";
}

/**
 * Reads the rows of a table from a text or a worksheet.
 *
 * @throws {Problem} as `readGlossaryCsv`
 */
export function readConceptRows(
  rows: readonly Row[],
  options: GlossaryReadOptions,
  limits: Limits,
): GlossaryFile {
  const body = rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ""));
  if (body.length === 0) throw new Problem("file-empty");
  const { columns: found, headers, first, hasComments } = layoutOf(body, options);
  if (body.length - first > limits.units) throw new Problem("too-large", { limit: limits.units });
  const data = body.slice(first);
  const columns = settledColumns(found, (place) => data.map(({ cells }) => cells[place] ?? ""));
  assertNotSwapped(columns, { headers, rows: data });
  const reading = createReading(columns, data);
  for (const [at, row] of data.entries())
    if (hasComments !== true || !isComment(row)) readRow(reading, row, at + 1, headers.length);
  return finished(reading, recognisedColumns(columns, { headers, rows: data }));
}

/** A term that is being built. */
interface DraftTerm extends Record<string, unknown> {
  readonly language: Language;
}

/** Languages that have a term, and those that have a preferred one. */
interface Known {
  readonly any: Set<Language>;
  readonly preferred: Set<Language>;
}

/** A concept that is being built from its rows. */
interface Draft {
  readonly line: number;
  /** Properties of which the last row is used, and the definitions. The lists of all rows stand beside it. */
  readonly frame: Record<string, unknown>;
  readonly notes: string[];
  readonly links: Link[];
  /** To concepts as the file names them: by id or by a term. */
  readonly relations: Relation[];
  readonly terms: DraftTerm[];
  readonly known: Known;
}

const createDraft = (line: number): Draft => ({
  line,
  frame: {},
  notes: [],
  links: [],
  relations: [],
  terms: [],
  known: { any: new Set(), preferred: new Set() },
});

/** Adds to a list in place. The rows of a concept may be very many. */
function addAll<Item>(list: Item[], more: readonly Item[]): void {
  for (const one of more) list.push(one);
}

function learn({ any, preferred }: Known, term: DraftTerm): void {
  any.add(term.language);
  if (term["administrativeStatus"] === "preferred") preferred.add(term.language);
}

interface Reading {
  readonly columns: readonly (TableColumn | undefined)[];
  /** The places of the columns that have no language. */
  readonly places: ReadonlyMap<Role, readonly number[]>;
  readonly isLong: boolean;
  /** True for a table that we wrote: its cells are taken as they are. */
  readonly isOwn: boolean;
  /** Languages whose column the caller has assigned. */
  readonly chosen: ReadonlySet<Language>;
  /** Languages whose column holds terms of several languages; `undefined` stands for the column of a table of terms. */
  readonly mixed: ReadonlySet<Language | undefined>;
  /** True when a cell of the column `approved` says yes. An empty cell then says no. */
  readonly hasApprovals: boolean;
  readonly drafts: Map<string, Draft>;
  readonly made: Set<string>;
  readonly assumed: Set<string>;
  readonly warnings: ProblemData[];
  readonly rejected: ProblemData[];
}

function createReading(columns: readonly (TableColumn | undefined)[], rows: readonly Row[]): Reading {
  const approvals = columns.flatMap((column, place) => (column?.role === "approved" ? [place] : []));
  const places = new Map<Role, number[]>();
  for (const [place, column] of columns.entries())
    if (column !== undefined && column.language === undefined)
      places.set(column.role, [...(places.get(column.role) ?? []), place]);
  return {
    columns,
    places,
    isLong: columns.some((column) => column?.role === "language"),
    isOwn: isOwnTable(columns),
    chosen: new Set(termColumns(columns).flatMap(({ language, isChosen }) => (isChosen && language) || [])),
    mixed: new Set(
      termColumns(columns)
        .filter(({ place }) => isColumnOfLanguages(rows.map(({ cells }) => cells[place] ?? "")))
        .map(({ language }) => language),
    ),
    hasApprovals: rows.some(({ cells }) =>
      approvals.some((place) => isApproval(cells[place] ?? "") === true),
    ),
    drafts: new Map(),
    made: new Set(),
    assumed: new Set(),
    warnings: [],
    rejected: [],
  };
}

/** The columns of terms with their places. */
const termColumns = (columns: readonly (TableColumn | undefined)[]) =>
  columns.flatMap((column, place) => (column?.role === "term" ? [{ ...column, place }] : []));

/** True for the columns of a table that we wrote ourselves. */
const isOwnTable = (columns: readonly (TableColumn | undefined)[]): boolean =>
  OWN_COLUMNS.every((name) => columns.some((column) => column?.role === name));

const warn = (reading: Reading, warning: ProblemData): void => {
  if (reading.warnings.length < MAX_WARNINGS) reading.warnings.push(warning);
};

/** The cells of a row about the terms of one language. */
interface TermCells {
  readonly language: Language;
  readonly tag: string | undefined;
  readonly cells: Partial<Record<Role, string>>;
}

function readRow(reading: Reading, row: Row, number: number, width: number): void {
  const given = cell(reading, row, "concept").trim();
  const id = given === "" ? `row-${number}` : conceptId(given);
  try {
    if (row.cells.slice(width).some((extra) => extra !== ""))
      throw new Problem("csv-invalid", { reason: "ragged", expected: width, found: row.cells.length });
    const more = moreOf(cell(reading, row, "more"));
    const draft = reading.drafts.get(id) ?? createDraft(row.line);
    const found = reading.isLong ? longCells(reading, row) : wideCells(reading, row);
    const groups = reading.isOwn ? found : byLanguage(reading, found, row.line);
    const terms = groups.flatMap((group) => {
      const others = groups.filter((other) => other !== group).map(({ cells }) => cells.term ?? "");
      return termsOfCells(reading, group, { id, line: row.line, more, draft, others });
    });
    if (terms.length === 0 && !reading.isLong) throw new Problem("csv-invalid", { reason: "no-term" });
    mergeFrame(draft.frame, more.concept, frameOf(reading, row, groups));
    addAll(draft.notes, notesOf(reading, row, groups));
    addAll(draft.links, linksOf(cell(reading, row, "links")).links);
    addAll(draft.relations, relationsOf(reading, row));
    addAll(draft.terms, terms);
    for (const term of terms) learn(draft.known, term);
    reading.drafts.set(id, draft);
    if (given === "") reading.made.add(id);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { code, params, place } = error;
    reading.rejected.push({
      code,
      params,
      place: { ...place, line: row.line, unit: given === "" ? nameOf(row) : id },
    });
  }
}

/** The first text of a row. It names a row without an id. */
const nameOf = ({ cells }: Row): string =>
  (cells.find((text) => text.trim() !== "") ?? "").trim().slice(0, 100);

/** Converts an id of another program to a valid one: an NMTOKEN. */
const conceptId = (given: string): string =>
  given
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}._:-]+/gu, "-")
    .slice(0, 200);

/** The cell of the column with this role that has no language; the cells of several columns are joined. */
function cell(reading: Reading, row: Row, role: Role): string {
  const texts = (reading.places.get(role) ?? []).map((place) => row.cells[place] ?? "");
  return texts.length > 1 ? texts.filter((text) => text.trim() !== "").join("\n") : (texts[0] ?? "");
}

function longCells(reading: Reading, row: Row): TermCells[] {
  const word = cell(reading, row, "language");
  if (cell(reading, row, "term").trim() === "") {
    // A row without a language is about the concept as a whole.
    if (word.trim() === "") return [];
    throw new Problem("csv-invalid", { reason: "no-term" });
  }
  const found = languageOfWord(word);
  if (found === undefined)
    throw new Problem("language-unknown", { language: word.slice(0, 64), tag: word.slice(0, 64) });
  const cells = withUsage(Object.fromEntries(TERM_ROLES.map((role) => [role, cell(reading, row, role)])));
  return [{ language: found.language, tag: found.tag, cells }];
}

function wideCells(reading: Reading, row: Row): TermCells[] {
  const groups = new Map<Language, { tag: string | undefined; cells: Partial<Record<Role, string>> }>();
  for (const [place, column] of reading.columns.entries()) {
    const text = (row.cells[place] ?? "").trim();
    if (column?.language === undefined || text === "") continue;
    const group = groups.get(column.language) ?? { tag: undefined, cells: {} };
    groups.set(column.language, group);
    if (column.role === "term") group.tag ??= column.tag;
    const before = group.cells[column.role];
    group.cells[column.role] = before === undefined ? text : `${before}\n${text}`;
  }
  // Cells about the whole row apply to the terms of each language; words in them to the language that they are in.
  const common: Partial<Record<Role, string>> = {};
  for (const role of SHARED_ROLES) {
    const text = cell(reading, row, role).trim();
    if (text === "" || (role === "usage" && !isStatus(text))) continue;
    const words = LISTS.has(role) ? listedItems(text) : [];
    if (words.length === 0) common[role] = text;
    for (const word of words) {
      const group = groups.get(languageOfTexts([word]) ?? "en");
      if (group === undefined) continue;
      const before = group.cells[role];
      group.cells[role] = before === undefined ? word : `${before}\n${word}`;
    }
  }
  return [...groups].map(([language, { tag, cells }]) => ({
    language,
    tag,
    cells: withUsage({ ...common, ...cells }),
  }));
}

/**
 * Puts terms under the language that they are in: a cell may hold several languages (`seal / тюлень / 海豹`), or another
 * one than its column. Each is named in a warning.
 */
function byLanguage(reading: Reading, groups: readonly TermCells[], line: number): TermCells[] {
  const moved: { readonly language: Language; readonly text: string; readonly from: TermCells }[] = [];
  const left = groups.map((group) => {
    const { language, cells } = group;
    const text = cells.term ?? "";
    const isMixed = reading.mixed.has(reading.isLong ? undefined : language);
    const { parts, isDoubtful } = dividedCell(text, language, isMixed);
    const params = { term: text.slice(0, 100), language };
    const isMeant = reading.chosen.has(language) && parts?.size === 1;
    if (isDoubtful)
      warn(reading, {
        code: "csv-invalid",
        params: { reason: "languages-doubtful", ...params },
        place: { line },
      });
    if (parts === undefined || isMeant) return group;
    const shown = [...parts].map(([own, texts]) => `${own}: ${texts.join(", ")}`).join("; ");
    warn(reading, {
      code: "csv-invalid",
      params: { reason: "languages-divided", ...params, parts: shown.slice(0, 300) },
      place: { line },
    });
    for (const [own, texts] of parts)
      if (own !== language) for (const one of texts) moved.push({ language: own, text: one, from: group });
    return { ...group, cells: { ...cells, term: (parts.get(language) ?? []).join("\n") } };
  });
  const result = swappedBack(left, moved);
  for (const { language, text, from } of moved) {
    const at = reading.isLong ? -1 : result.findIndex((group) => group.language === language);
    const there = result[at];
    const { definition: _, ...shared } = from.cells;
    if (there === undefined) result.push({ language, tag: undefined, cells: { ...shared, term: text } });
    else
      result[at] = {
        ...there,
        cells: {
          ...there.cells,
          term: [there.cells.term ?? "", text].filter((one) => one !== "").join("\n"),
        },
      };
  }
  return result.filter(({ cells }) => (reading.isLong ? cells.term !== "" : true));
}

/** Latin terms stand under English where the English cell of the row held the language that they stand under. */
function swappedBack(
  groups: readonly TermCells[],
  moved: readonly { readonly language: Language; readonly from: TermCells }[],
): TermCells[] {
  const english = groups.find(({ language, cells }) => language === "en" && cells.term === "");
  const other = moved.find(({ from }) => from.language === "en")?.language;
  const latin = groups.find(
    ({ language, cells }) => language === other && languageOfTexts([cells.term ?? ""]) === "en",
  );
  if (english === undefined || latin === undefined) return [...groups];
  return groups.map((group) => {
    if (group === english) return { ...group, cells: { ...group.cells, term: latin.cells.term ?? "" } };
    return group === latin ? { ...group, cells: { ...group.cells, term: "" } } : group;
  });
}

/** True for words that say nothing but the status of terms. */
const isStatus = (text: string): boolean => {
  const words = itemsOf(text);
  return words.length > 0 && words.every((word) => statusOfWord(word) !== undefined || isOpenStatus(word));
};

/** What a column on the usage says: the status of the term, if it is a word for one, or a note. */
function withUsage({ usage = "", ...cells }: TermCells["cells"]): TermCells["cells"] {
  if (usage.trim() === "") return cells;
  if (isStatus(usage) && (cells.status ?? "").trim() === "") return { ...cells, status: usage };
  return { ...cells, usageNote: [cells.usageNote ?? "", usage].filter((text) => text !== "").join("\n") };
}

/** Roles whose cells hold yes or no, or words. */
const LISTS: ReadonlySet<Role> = new Set<Role>([
  "forbidden",
  "preferred",
  "deprecated",
  "superseded",
  "synonyms",
  "abbreviation",
]);

/**
 * Words without a place among the terms, with the headers of their columns: they are kept as notes. They stand in a
 * column without a language, and the row has no terms in theirs.
 */
function wordsWithoutPlace(reading: Reading, row: Row, groups: readonly TermCells[]): string[] {
  const present = new Set(groups.map(({ language }) => language));
  return reading.columns.flatMap((column, place) => {
    if (column === undefined || column.language !== undefined) return [];
    const text = (row.cells[place] ?? "").trim();
    const { header, role } = column;
    const left = wordsLeft(role, text, reading.isLong ? undefined : present);
    return left.length === 0 ? [] : [`${header.trim()}: ${left.join("; ")}`];
  });
}

/**
 * What a cell without a language says that finds no place.
 *
 * @param present the languages of the terms of the row; `undefined` in a table of terms
 */
function wordsLeft(role: Role, text: string, present: ReadonlySet<Language> | undefined): string[] {
  if (text === "") return [];
  if (SAYS_YES_OR_NO.has(role)) return booleanOf(text) === undefined ? [text] : [];
  if (role === "picture") return isAddress(text) ? [] : [text];
  if (role === "links") return linksOf(text).rest;
  if (present === undefined) return [];
  if (LISTS.has(role))
    return listedItems(text).filter((word) => !present.has(languageOfTexts([word]) ?? "en"));
  return UNPLACED.has(role) || (role === "usage" && !isStatus(text)) ? [text] : [];
}

/** Roles of the whole concept whose cells hold nothing but yes or no. */
const SAYS_YES_OR_NO: ReadonlySet<Role> = new Set<Role>([
  "doNotTranslate",
  "translatable",
  "mandatory",
  "nested",
  "fuzzy",
]);

/** Roles about one term, which a cell without a language does not name. */
const UNPLACED: ReadonlySet<Role> = new Set(
  TERM_ROLES.filter(
    (role) => !SHARED_ROLES.includes(role) && !["term", "note", "definition", "citation"].includes(role),
  ),
);

interface About {
  readonly id: string;
  readonly line: number;
  readonly more: z.infer<typeof moreSchema>;
  readonly draft: Draft;
  /** The cells of the row with terms of other languages. */
  readonly others: readonly string[];
}

function termsOfCells(reading: Reading, { language, tag, cells }: TermCells, about: About): DraftTerm[] {
  const texts = reading.isLong ? [(cells.term ?? "").trim()] : termItems(cells.term, language, about.others);
  const status = (cells.status ?? "").trim() || markedStatus(cells);
  const statuses = itemsOf(status);
  const { any, preferred } = about.draft.known;
  const known: Known = { any: new Set(any), preferred: new Set(preferred) };
  const made: DraftTerm[] = [];
  const seen = new Set<string>();
  const add = (text: string, status: string, extra: Record<string, unknown>) => {
    if (!reading.isLong && seen.has(text)) return;
    seen.add(text.normalize("NFC"));
    const term: DraftTerm = {
      ...about.more.term,
      language,
      ...(tag !== undefined && { tag }),
      text: text.normalize("NFC"),
      ...statusOf(reading, { status, forbidden: cells.forbidden ?? "" }, { ...about, language, text, known }),
      ...(booleanOf(cells.abbreviation ?? "") === true && { type: "abbreviation" }),
      ...namedProperties(cells),
      ...(cells.region && { region: cells.region }),
      ...(cells.usageNote && { usageNote: cells.usageNote }),
      ...ifKnown("caseSensitive", booleanOf(cells.caseSensitive ?? "")),
      ...ifKnown("validFrom", dayOf(cells.validFrom ?? "")),
      ...ifKnown("validUntil", dayOf(cells.validUntil ?? "")),
      ...(cells.institution && { institution: cells.institution }),
      ...(cells.notInside && { notInside: itemsOf(cells.notInside) }),
      ...(cells.citation && { citation: cells.citation }),
      ...extra,
    };
    const notes = [
      ...(cells.note ? [cells.note] : []),
      ...unknownWords(cells),
      ...unreadCells(cells),
      ...unknownStatus(status),
    ];
    made.push(notes.length === 0 ? term : { ...term, notes });
    learn(known, term);
  };
  for (const [at, text] of texts.entries())
    add(text, statuses.length === texts.length ? (statuses[at] ?? "") : status, {});
  for (const text of listedItems(cells.preferred)) add(text, "preferred", {});
  for (const text of listedItems(cells.synonyms)) add(text, "admitted", {});
  for (const text of listedItems(cells.abbreviation)) add(text, "admitted", { type: "abbreviation" });
  for (const role of ["deprecated", "superseded", "forbidden"] as const)
    for (const text of listedItems(cells[role])) add(text, role, {});
  return made;
}

const ifKnown = (name: TermRole, value: string | boolean | undefined): Record<string, unknown> =>
  value === undefined ? {} : { [name]: value };

/** Cells of a term that hold no day, or neither yes nor no. They are kept as notes. */
const unreadCells = (cells: TermCells["cells"]): string[] => [
  ...(cells.caseSensitive && booleanOf(cells.caseSensitive) === undefined
    ? [`caseSensitive: ${cells.caseSensitive}`]
    : []),
  ...(["validFrom", "validUntil"] as const).flatMap((role) => {
    const text = (cells[role] ?? "").trim();
    return text === "" || dayOf(text) !== undefined ? [] : [`${role}: ${text}`];
  }),
];

/** The status of a term by columns that say yes or no; empty when they say nothing. */
function markedStatus({ superseded, deprecated, synonyms, preferred }: TermCells["cells"]): string {
  const says = (text: string | undefined) => booleanOf(text ?? "");
  if (says(superseded) === true) return "superseded";
  if (says(deprecated) === true) return "deprecated";
  if (says(preferred) === true) return "preferred";
  return says(synonyms) === true || says(preferred) === false ? "admitted" : "";
}

/** The id of a row without one. Nobody has seen it: the line says where the row is. */
const MADE_ID = /^row-\d+$/u;

function statusOf(
  reading: Reading,
  { status, forbidden }: { status: string; forbidden: string },
  { id, line, language, text, known }: About & { language: Language; text: string; known: Known },
): Record<string, unknown> {
  const says = booleanOf(forbidden);
  const extra = says === undefined ? {} : { forbidden: says };
  const found = statusOfWord(status);
  const taken = known.preferred.has(language);
  if (found !== undefined) {
    // If a cell has several terms with one status, the first one is preferred.
    const second = !reading.isLong && found.administrativeStatus === "preferred" && taken;
    return { ...(second ? { administrativeStatus: "admitted" } : found), ...extra };
  }
  if (says === true) return { administrativeStatus: "deprecated", forbidden: true };
  if (status !== "" && !isOpenStatus(status)) {
    warn(reading, {
      code: "term-status-unknown",
      params: { status: status.slice(0, 100), term: text.slice(0, 100) },
      place: { line, ...(MADE_ID.test(id) ? {} : { unit: id }) },
    });
    return { administrativeStatus: "admitted", ...extra };
  }
  reading.assumed.add(statusKey(id, language, text));
  const first = !known.any.has(language);
  return { administrativeStatus: first || (!reading.isLong && !taken) ? "preferred" : "admitted", ...extra };
}

/** An unknown status is kept as a note, so that people see it. */
const unknownStatus = (status: string): string[] =>
  status === "" || isOpenStatus(status) || statusOfWord(status) !== undefined
    ? []
    : [`administrativeStatus: ${status}`];

const moreSchema = z.object({
  concept: z.record(z.string(), z.unknown()).optional(),
  term: z.record(z.string(), z.unknown()).optional(),
});

function moreOf(text: string): z.infer<typeof moreSchema> {
  if (text === "") return {};
  try {
    return moreSchema.parse(JSON.parse(text));
  } catch {
    throw new Problem("csv-invalid", { reason: "json", column: "more" }, { field: "more" });
  }
}

/** Notes of a row on the whole concept. */
const notesOf = (reading: Reading, row: Row, groups: readonly TermCells[]): string[] =>
  [
    reading.isLong ? "" : cell(reading, row, "note").trim(),
    ...approvalsOf(reading, row).flatMap(({ header, text }) =>
      text === "" || booleanOf(text) !== undefined ? [] : [`${header}: ${text}`],
    ),
    ...wordsWithoutPlace(reading, row, groups),
  ].filter((note) => note !== "");

/** The properties of the concept in a row, without its lists. */
function frameOf(reading: Reading, row: Row, groups: readonly TermCells[]): Record<string, unknown> {
  const definitions: { [language in Language]?: { text: string } } = {};
  for (const { language, cells } of groups)
    if (cells.definition) definitions[language] = { text: cells.definition };
  const common = reading.isLong ? "" : cell(reading, row, "definition").trim();
  const language = languageOfTexts([common]) ?? groups[0]?.language;
  if (common !== "" && language !== undefined) definitions[language] ??= { text: common };
  const source = [
    cell(reading, row, "conceptSource").trim(),
    reading.isLong ? "" : cell(reading, row, "citation").trim(),
  ]
    .filter((text) => text !== "")
    .join("\n");
  const status = cell(reading, row, "conceptStatus").trim();
  const says = (role: Role) => booleanOf(cell(reading, row, role));
  const isDraft =
    says("fuzzy") === true ||
    approvalsOf(reading, row).some(({ text }) => !(isApproval(text) ?? !reading.hasApprovals)) ||
    groups.some(({ cells }) => isOpenStatus(cells.status ?? ""));
  const domain = cell(reading, row, "domain");
  const picture = cell(reading, row, "picture").trim();
  return {
    ...(domain && { domain }),
    ...(status ? { status } : isDraft && { status: "proposed" }),
    ...(source && { source }),
    ...(Object.keys(definitions).length > 0 && { definitions }),
    ...(says("mandatory") === true && { mandatory: true }),
    ...(says("nested") === true && { nested: true }),
    ...((says("doNotTranslate") === true || says("translatable") === false) && { doNotTranslate: true }),
    ...(isAddress(picture) && { picture }),
  };
}

/** Relations to concepts as the file names them: by id or by a term. */
const relationsOf = (reading: Reading, row: Row): Relation[] =>
  RELATION_TYPES.flatMap((type) =>
    itemsOf(cell(reading, row, type)).map((concept) => ({ type, concept: concept.normalize("NFC") })),
  );

/** Whether a cell says that a concept is approved; `undefined` for an empty cell. A date or a name says yes. */
function isApproval(text: string): boolean | undefined {
  if (text.trim() === "") return undefined;
  return (
    booleanOf(text) ?? !/^(?:not |un|pending|draft|не |на |черновик|проект|未|待|尚未|草)/iu.test(text.trim())
  );
}

/** The cells of the columns `approved`, with their headers. */
const approvalsOf = (
  reading: Reading,
  { cells }: Row,
): { readonly header: string; readonly text: string }[] =>
  reading.columns.flatMap((column, place) =>
    column?.role === "approved" ? [{ header: column.header.trim(), text: (cells[place] ?? "").trim() }] : [],
  );

/** Finds the concept that a word of a column of relations names; `undefined` if no id can be made of it. */
function createNaming({ drafts, made }: Reading): (word: string) => string | undefined {
  const byTerm = new Map<string, string>();
  for (const [id, { terms }] of drafts)
    if (!made.has(id)) for (const { text } of terms) byTerm.set(String(text).toLowerCase(), id);
  return (word) => {
    const id = conceptId(word);
    if (drafts.has(id) && !made.has(id)) return id;
    return byTerm.get(word.toLowerCase()) ?? (id === word ? id : undefined);
  };
}

/**
 * Adds what a row says to what is known of its concept. Definitions stay, and `more` may have what their cells have not;
 * of all other properties the last is used.
 */
function mergeFrame(
  frame: Record<string, unknown>,
  more: Record<string, unknown> | undefined,
  said: Record<string, unknown>,
): void {
  const { definitions } = said;
  const before = definitionsOf({ ...frame, ...more });
  const merged = { ...definitionsOf(said) };
  for (const [language, one] of Object.entries(before)) merged[language] = { ...merged[language], ...one };
  Object.assign(
    frame,
    more,
    said,
    definitions !== undefined && {
      definitions: merged,
    },
  );
}

/** The definitions among properties that were read, whatever stands there. */
function definitionsOf(properties: Record<string, unknown>): Record<string, object> {
  const found = properties["definitions"];
  if (typeof found !== "object" || found === null) return {};
  const entries = Object.entries(found).filter(([, one]) => typeof one === "object" && one !== null);
  return Object.fromEntries(entries);
}

/** The properties of a concept: its lists beside those of the column `more`. Words that name no concept become notes. */
function properties(
  { frame, notes, links, relations }: Draft,
  nameOf: (word: string) => string | undefined,
): Record<string, unknown> {
  const unnamed = new Set<string>();
  const found = new Map<string, Relation>();
  for (const { type, concept: word } of relations) {
    const concept = nameOf(word);
    if (concept === undefined) unnamed.add(`${type}: ${word}`);
    else found.set(`${type} ${concept}`, { type, concept });
  }
  const before = (name: string): unknown[] => (Array.isArray(frame[name]) ? frame[name] : []);
  const own = notes.length > 0 ? [...new Set([...before("notes"), ...notes])] : before("notes");
  return {
    ...frame,
    ...(links.length > 0 && { links: [...before("links"), ...links] }),
    ...(found.size > 0 && { relations: [...before("relations"), ...found.values()] }),
    ...(notes.length + unnamed.size > 0 && { notes: [...own, ...unnamed] }),
  };
}

function finished(reading: Reading, recognised: readonly RecognisedColumn[]): GlossaryFile {
  const { isOwn, drafts, made, assumed, warnings, rejected } = reading;
  const concepts: Concept[] = [];
  const nameOf = createNaming(reading);
  for (const [id, draft] of drafts) {
    const { line, terms } = draft;
    const parsed = conceptSchema.safeParse({ status: "approved", ...properties(draft, nameOf), id, terms });
    if (parsed.success) concepts.push(parsed.data);
    else {
      const [issue] = parsed.error.issues;
      const field = issue?.path.join(".") ?? "";
      const params = { reason: "value", field, detail: issue?.message ?? "" };
      rejected.push({ code: "csv-invalid", params, place: { line, unit: id, field } });
    }
  }
  for (const { column, role } of recognised)
    if (role === null && column.trim() !== "")
      warnings.push({
        code: "csv-invalid",
        params: { reason: "column-unknown", column: column.slice(0, 100) },
      });
  return {
    ...finishedReading({ concepts, made, assumed, warnings, rejected }),
    columns: recognised,
    ...(isOwn ? {} : { isPartial: true }),
  };
}
