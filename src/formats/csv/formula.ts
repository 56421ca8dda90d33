/**
 * A spreadsheet runs a cell that begins with one of these (also full-width, as Excel reads them, and after
 * white space that it trims) as a formula; TAB and line breaks at the beginning are skipped by some.
 */
const RUNNABLE = /^(?:[\t\r\n]|[\s\u00A0]*[=+\-@＝＋－＠])/u;

/**
 * Makes a cell harmless: a TAB before anything that a spreadsheet could run (OWASP, CSV injection), and
 * before a TAB of the text's own, so that `unguard` takes back exactly what was put there.
 */
export const guard = (cell: string): string => (RUNNABLE.test(cell) ? `\t${cell}` : cell);

/** The inverse of `guard`. */
export const unguard = (cell: string): string => (cell.startsWith("\t") ? cell.slice(1) : cell);
