import type { Limits } from "../contract.ts";
import type { Followed, HeldText } from "../office/document.ts";
import { renamedAddresses, renamedOpenFormula, type Renames } from "../office/formula.ts";
import { nameEdits, type NameRules } from "../office/rename-part.ts";
import type { AttributeText } from "../office/paragraph.ts";
import { scanPart } from "../office/scan.ts";
import type { Vocabulary } from "../office/vocabulary.ts";
import { walkPart } from "../package/walk-part.ts";
import type { Archive } from "../package/zip.ts";
import { decodeXml } from "../xml/decode.ts";
import { applyEdits } from "../xml/edits.ts";
import { attributeNamed, isTable } from "./roles.ts";

const CONTENT = "content.xml";
/** LibreOffice refuses these in the name of a sheet. */
const NO_SHEET_NAME = /[[\]:*?/\\]|^'|'$/u;

/** Attributes with addresses of cells. */
const ADDRESSES =
  /(?:^|:)(?:cell-range-address|cell-address|base-cell-address|target-range-address|source-range-address|print-ranges|values-cell-range-address|label-cell-address|label-cell-range-address|end-cell-address|target-cell-address|linked-cell|list-source|source-cell-range|href)$/u;
/** Attributes with formulas and conditions. */
const FORMULAS = /(?:^|:)(?:formula|condition|expression|value)$/u;
/** Attributes that repeat the text of a cell. */
const COPIES = /(?:^|:)(?:string-value|source-field-name)$/u;

interface Sheets {
  /** Names of sheets in order, with their numbers among the texts of the part. */
  readonly names: readonly { readonly name: string; readonly number: number }[];
  /** Texts of cells in order. */
  readonly cells: readonly string[];
}

/**
 * Lets what depends on texts of a spreadsheet follow them: formulas, named ranges, print ranges, links, validations and
 * charts.
 *
 * @param vocabulary what numbers the texts of the document
 * @returns the parts that change; names that a program would refuse are held
 */
export function followSpreadsheet(
  before: Archive,
  changed: ReadonlyMap<string, Uint8Array>,
  limits: Limits,
  vocabulary: Vocabulary,
): Followed {
  const after: Archive = { ...before, read: (name) => changed.get(name) ?? before.read(name) };
  const [old, now] = [sheetsOf(before, vocabulary, limits), sheetsOf(after, vocabulary, limits)];
  const held: HeldText[] = [];
  const sheets = renamedSheets(old, now, held);
  const texts = new Map<string, string>();
  now.cells.forEach((text, at) => {
    const was = old.cells[at] ?? "";
    if (was !== "" && was !== text && !texts.has(was)) texts.set(was, text);
  });
  if (held.length > 0 || (texts.size === 0 && sheets.size === 0)) return { changed: new Map(), held };
  const parts = new Map<string, Uint8Array>();
  for (const name of before.names.filter((one) => /(?:^|\/)(?:content|settings)\.xml$/u.test(one))) {
    const bytes = after.read(name);
    if (bytes === undefined || bytes.length === 0) continue;
    const decoded = decodeXml(bytes, { limits });
    const rules = rulesFor({ texts, sheets, columns: new Map() }, name !== CONTENT);
    const edits = nameEdits(decoded.text, rules, limits);
    if (edits.length > 0) parts.set(name, applyEdits(bytes, decoded, edits));
  }
  return { changed: parts, held };
}

function sheetsOf(archive: Archive, vocabulary: Vocabulary, limits: Limits): Sheets {
  const names: { name: string; number: number }[] = [];
  const bytes = archive.read(CONTENT);
  if (bytes === undefined) return { names, cells: [] };
  const { text } = decodeXml(bytes, { limits });
  const attribute = ({ text: name, number }: AttributeText) => names.push({ name, number });
  scanPart(text, vocabulary, { paragraph: () => undefined, attribute }, limits);
  return { names, cells: cellsOf(archive, limits) };
}

function cellsOf(archive: Archive, limits: Limits): string[] {
  const cells: string[] = [];
  let isCell = false;
  let paragraphs = 0;
  const add = (text: string) => (cells[cells.length - 1] = `${cells.at(-1) ?? ""}${text}`);
  walkPart(archive, CONTENT, limits, {
    open: ({ local }) => {
      if (local === "table-cell") {
        isCell = true;
        paragraphs = 0;
        cells.push("");
      } else if (local === "p" && isCell) {
        if (paragraphs > 0) add("\n");
        paragraphs += 1;
      }
    },
    text: (text) => {
      if (isCell && paragraphs > 0) add(text);
    },
    close: ({ local }) => {
      if (local === "table-cell") isCell = false;
    },
  });
  return cells;
}

/** New names of sheets. Names that are not possible are held. */
function renamedSheets(old: Sheets, now: Sheets, held: HeldText[]): Map<string, string> {
  const renamed = new Map<string, string>();
  const taken = new Set<string>();
  now.names.forEach(({ name, number }, at) => {
    const was = old.names[at]?.name ?? "";
    const isTaken = taken.has(name.toLowerCase());
    taken.add(name.toLowerCase());
    if (name === was) return;
    if (isTaken || NO_SHEET_NAME.test(name))
      held.push({ part: CONTENT, number, problem: { code: "sheet-name-held", params: { name, was } } });
    else renamed.set(was.toLowerCase(), name);
  });
  return renamed;
}

function rulesFor(renames: Renames, isOther: boolean): NameRules {
  const addresses = (value: string) => renamedAddresses(value, renames.sheets);
  const formula = (value: string) => renamedOpenFormula(value, renames);
  const copy = (text: string) => renames.texts.get(text) ?? text;
  const sheet = (name: string) => renames.sheets.get(name.toLowerCase()) ?? name;
  let isChartData = false;
  return {
    attribute: ({ local }, name) => {
      // A link inside of the document begins with `#`; others are left alone.
      if (name.endsWith(":href"))
        return (value) => (value.startsWith("#") ? `#${addresses(value.slice(1))}` : value);
      if (ADDRESSES.test(name)) return addresses;
      if (local === "filter-condition" && name.endsWith(":value")) return copy;
      if (COPIES.test(name)) return copy;
      if (local === "config-item-map-entry") return sheet;
      return FORMULAS.test(name) ? formula : undefined;
    },
    text: (element) => {
      if (element.local === "table" && isTable(element)) isChartData = isOther;
      if (element.local === "config-item" && attributeNamed(element, "name") === "ActiveTable") return sheet;
      return isChartData && element.local === "p" ? copy : undefined;
    },
  };
}
