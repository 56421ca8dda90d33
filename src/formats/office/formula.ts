/** What has another name or text than before. Keys of sheets, tables and columns are in lower case: programs compare so. */
export interface Renames {
  /** New names of sheets by the old one. */
  readonly sheets: ReadonlyMap<string, string>;
  /** New names of columns by table and old name. */
  readonly columns: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** New texts of cells by the whole old text. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Longest string in a formula (Excel's limit). A longer one would make the file unreadable. */
const LONGEST_STRING = 255;

const NAME = String.raw`[\p{L}_\\][\p{L}\p{N}_.\\]*`;
const STRING = `"(?:[^"]|"")*"`;
const QUOTED = "'(?:[^']|'')*'";
/** Columns of a table: `[Column]`, `[[#This Row],[Column]]`. An apostrophe takes the meaning from the next character. */
const COLUMNS = String.raw`\[(?:'[\s\S]|[^'[\]]|\[(?:'[\s\S]|[^'[\]])*\])*\]`;
/** The pieces of a formula that may refer to something. Sheets of other workbooks and plain names are stepped over. */
const PIECES = new RegExp(
  [
    `(?<string>${STRING})`,
    String.raw`\[[^[\]']*\][\p{L}\p{N}_.\\:]+!`,
    `(?<quoted>${QUOTED})(?<mark>!?)`,
    `(?<sheets>${NAME}(?::${NAME})?)!`,
    `(?<table>${NAME})(?<columns>${COLUMNS})`,
    NAME,
  ].join("|"),
  "gu",
);

/**
 * A formula of SpreadsheetML (ECMA-376 part 1, §18.17) with the new names of sheets and columns, and with new strings
 * where it compares with the text of a cell.
 */
export function renamedFormula(formula: string, { sheets, columns, texts }: Renames): string {
  return formula.replace(PIECES, (piece: string, ...rest: unknown[]) => {
    const found = rest.at(-1) as Readonly<Record<string, string | undefined>>;
    if (found["string"] !== undefined) return renamedString(piece, texts);
    if (found["quoted"] !== undefined) {
      const names = found["quoted"].slice(1, -1).replaceAll("''", "'");
      return found["mark"] === "" || names.includes("]") ? piece : (renamedSheets(names, sheets) ?? piece);
    }
    if (found["sheets"] !== undefined) return renamedSheets(found["sheets"], sheets) ?? piece;
    const own = columns.get(found["table"]?.toLowerCase() ?? "");
    if (own === undefined) return piece;
    return (found["table"] ?? "") + renamedColumns(found["columns"] ?? "", own);
  });
}

function renamedString(piece: string, texts: Renames["texts"]): string {
  const text = texts.get(piece.slice(1, -1).replaceAll('""', '"'));
  return text === undefined || text.length > LONGEST_STRING ? piece : `"${text.replaceAll('"', '""')}"`;
}

/** One sheet, or the first and the last of several; `undefined` if none of them has a new name. */
function renamedSheets(names: string, sheets: Renames["sheets"]): string | undefined {
  const old = names.split(":");
  if (!old.some((name) => sheets.has(name.toLowerCase()))) return undefined;
  return `${quotedSheet(old.map((name) => sheets.get(name.toLowerCase()) ?? name).join(":"))}!`;
}

const quotedSheet = (name: string): string => `'${name.replaceAll("'", "''")}'`;

function renamedColumns(specifier: string, columns: ReadonlyMap<string, string>): string {
  const inner = specifier.slice(1, -1);
  const renamed = (name: string): string => {
    const found = columns.get(name.replace(/'([\s\S])/gu, "$1").toLowerCase());
    return found === undefined ? name : found.replace(/[[\]#'@]/gu, "'$&");
  };
  if (!/^\[|[^']\[/u.test(inner)) {
    const [, at = "", name = ""] = /^(@?)([\s\S]*)$/u.exec(inner) ?? [];
    return `[${at}${renamed(name)}]`;
  }
  return `[${inner.replace(/\[((?:'[\s\S]|[^'[\]])*)\]/gu, (_, name: string) => `[${renamed(name)}]`)}]`;
}

/** A list of choices that a cell is validated with: `"Yes,No"`. Each choice may be the text of a cell. */
export function renamedChoices(formula: string, { texts }: Pick<Renames, "texts">): string {
  if (!/^"(?:[^"]|"")*"$/u.test(formula)) return formula;
  const choices = formula.slice(1, -1).replaceAll('""', '"').split(",");
  const renamed = choices.map((choice) => texts.get(choice.trim()) ?? choice).join(",");
  return renamed.length > LONGEST_STRING ? formula : `"${renamed.replaceAll('"', '""')}"`;
}

/** A sheet before the address of a cell; after `#` it is one of another document. */
const SHEET = new RegExp(String.raw`(?<!#\$?)(?<!')(\$?)(${QUOTED}|${NAME})(?=\.\$?[A-Z])`, "gu");

/** Addresses of OpenDocument (part 4, §5.8): `$'Sheet 1'.A1:.B2`, also several with blanks between them. */
export const renamedAddresses = (addresses: string, sheets: Renames["sheets"]): string =>
  addresses.replace(SHEET, (piece: string, absolute: string, name: string) => {
    const old = name.startsWith("'") ? name.slice(1, -1).replaceAll("''", "'") : name;
    const found = sheets.get(old.toLowerCase());
    return found === undefined ? piece : absolute + quotedSheet(found);
  });

// Names of sheets have no brackets. So no reference is looked for beyond the next bracket, which keeps the time linear.
const OPEN_PIECES = new RegExp(String.raw`(?<string>${STRING})|\[[^[\]"]*\]`, "gu");

/** A formula of OpenDocument (part 4) with new names of sheets and new strings. */
export const renamedOpenFormula = (formula: string, { sheets, texts }: Renames): string =>
  formula.replace(OPEN_PIECES, (piece: string) =>
    piece.startsWith('"') ? renamedString(piece, texts) : renamedAddresses(piece, sheets),
  );
