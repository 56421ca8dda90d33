import { booleanOf } from "./cell-items.ts";
import { type Role, TERM_ROLES } from "./column-roles.ts";
import { isWordOf } from "./property-words.ts";
import { plainHeader, type TableColumn } from "./table-columns.ts";

/** Roles that may have several columns: their cells are joined. */
const JOINED: ReadonlySet<Role> = new Set<Role>([
  "note",
  "definition",
  "usage",
  "usageNote",
  "citation",
  "conceptSource",
  "region",
  "institution",
  "notInside",
  "links",
  "broader",
  "narrower",
  "related",
  "see",
  "synonyms",
  "abbreviation",
]);

/** Roles that are read from each of their columns. */
const EACH: ReadonlySet<Role> = new Set<Role>(["approved", "ignore"]);

/** Roles that give a row its terms or their language. They need a language in a table with a row for each concept. */
const OF_TERMS: ReadonlySet<Role> = new Set<Role>(["term", "source", "target"]);

/**
 * The columns as they are read. A header with two meanings has the one that its cells show. A column that gives nothing
 * is `undefined`, so that the reader of the report learns of it.
 *
 * @param cellsOf all cells of a column
 */
export function settledColumns(
  columns: readonly (TableColumn | undefined)[],
  cellsOf: (place: number) => readonly string[],
): (TableColumn | undefined)[] {
  const isLong = columns.some((column) => column?.role === "language");
  const meant = columns.map((column, place) => column && withMeaning(column, isLong, cellsOf(place)));
  const taken = new Set<Role>();
  return meant.map((column) => {
    if (column === undefined) return undefined;
    const { role, language } = column;
    if (EACH.has(role)) return column;
    if (language !== undefined) return !isLong && OF_LANGUAGE.has(role) ? column : undefined;
    if (OF_TERMS.has(role) && !(isLong && role === "term")) return undefined;
    if (taken.has(role) && !JOINED.has(role)) return undefined;
    taken.add(role);
    return column;
  });
}

const OF_LANGUAGE: ReadonlySet<Role> = new Set<Role>(TERM_ROLES);

function withMeaning(
  column: TableColumn,
  isLong: boolean,
  cells: readonly string[],
): TableColumn | undefined {
  const { role, header } = column;
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== "");
  const all = (test: (cell: string) => boolean) => filled.length > 0 && filled.every(test);
  // In a table of terms, a source is where the term was found.
  if (isLong && role === "source" && !/text|term|術語|术语|原文|源文|оригинал|исходн/iu.test(header))
    return { ...column, role: "citation" };
  if (role === "caseSensitive" && all((cell) => booleanOf(cell) === undefined && isWordOf("register", cell)))
    return { ...column, role: "register" };
  if (role !== "ignore" || column.isChosen === true || filled.length === 0) return column;
  if (
    /^num(?:ber)?$/u.test(plainHeader(header)) &&
    filled.some((cell) => isWordOf("grammaticalNumber", cell))
  )
    return { ...column, role: "grammaticalNumber" };
  // A running number says nothing of the concept; another text would be lost.
  return all((cell) => /^[№#]?\s*\d+(?:\.\d{1,2})?\.?$/u.test(cell)) ? column : undefined;
}
