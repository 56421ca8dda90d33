/**
 * A spreadsheet runs a cell as a formula if it begins with one of these signs. Excel also accepts their full-width
 * forms. Spreadsheets ignore white space before the sign.
 */
const FORMULA = String.raw`[\s\u00A0]*[=+\-@＝＋－＠]`;
const RUNNABLE = new RegExp(`^(?:[\\t\\r\\n]|${FORMULA})`, "u");
const RUNNABLE_UNQUOTED = new RegExp(`^'*${FORMULA}`, "u");

/**
 * Protects a cell of a table that allows quotes: a TAB is put before a text that a spreadsheet could run (OWASP, CSV
 * injection). A text that already begins with a TAB gets one too, so that `unguard` restores it exactly.
 */
export const guard = (cell: string): string => (RUNNABLE.test(cell) ? `\t${cell}` : cell);

/** The inverse of `guard`. */
export const unguard = (cell: string): string => (cell.startsWith("\t") ? cell.slice(1) : cell);

/** Protects a cell of a table without quotes. A TAB would end the cell, so an apostrophe is put before the text. */
export const guardUnquoted = (cell: string): string => (RUNNABLE_UNQUOTED.test(cell) ? `'${cell}` : cell);

/** The inverse of `guardUnquoted`. */
export const unguardUnquoted = (cell: string): string =>
  cell.startsWith("'") && RUNNABLE_UNQUOTED.test(cell) ? cell.slice(1) : cell;
