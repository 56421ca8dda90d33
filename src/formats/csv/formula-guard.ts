/**
 * A spreadsheet runs a cell as a formula that begins with one of these signs. Excel also takes their full-width
 * forms, and both skip white space before them.
 */
const FORMULA = String.raw`[\s\u00A0]*[=+\-@＝＋－＠]`;
const RUNNABLE = new RegExp(`^(?:[\\t\\r\\n]|${FORMULA})`, "u");
const RUNNABLE_UNQUOTED = new RegExp(`^'*${FORMULA}`, "u");

/**
 * Makes a cell of a table with quotes harmless: a TAB goes before anything that a spreadsheet could run (OWASP, CSV
 * injection). A TAB of the text's own gets one too, so that `unguard` takes back exactly what was put there.
 */
export const guard = (cell: string): string => (RUNNABLE.test(cell) ? `\t${cell}` : cell);

/** The inverse of `guard`. */
export const unguard = (cell: string): string => (cell.startsWith("\t") ? cell.slice(1) : cell);

/** The same for tables that have no quotes, where a TAB would end the cell: an apostrophe goes before the text. */
export const guardUnquoted = (cell: string): string => (RUNNABLE_UNQUOTED.test(cell) ? `'${cell}` : cell);

/** The inverse of `guardUnquoted`. */
export const unguardUnquoted = (cell: string): string =>
  cell.startsWith("'") && RUNNABLE_UNQUOTED.test(cell) ? cell.slice(1) : cell;
