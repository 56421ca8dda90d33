import { Problem } from "../../domain/problem.ts";
import type { ExchangeFile, ExchangeUnit, SplicedFile, WriteOptions } from "../contract.ts";
import { type Decoded, decode, encode } from "../encoding.ts";
import { type Block, blocksOfUnits, type TextDocument } from "./blocks.ts";

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Makes the splicer of a format of plain documents. It writes one language into an imported file, which may be in
 * another language. A block with the same text stays byte for byte. In other blocks only the text is replaced, so
 * numbers, bullets, indentation and empty lines stay. Blocks without a text in the language are removed with their
 * lines.
 *
 * @param render returns a text as it is written in the file
 * @returns a splicer that returns `undefined` if the units are not those of the file
 */
export function documentSplicer(
  parse: (text: string) => TextDocument,
  render: (text: string) => string,
): (original: Uint8Array, file: ExchangeFile, options: WriteOptions) => SplicedFile | undefined {
  return (original, file, options) => {
    const language = options.target ?? options.source ?? file.source;
    if (language === undefined) throw new Problem("language-missing");
    const decoded = decodedOriginal(original);
    if (decoded === undefined) return undefined;
    const text = decoded.text.replace(/\r\n?/gu, "\n");
    const { blocks } = parse(text);
    const units = unitsByBlock(file.units);
    if (units === undefined || units.size !== blocks.length) return undefined;
    const edits: Edit[] = [];
    for (const [at, block] of blocks.entries()) {
      const own = units.get(at + 1);
      if (own === undefined) return undefined;
      const wanted = blocksOfUnits({ ...file, units: own }, language)[0]?.text;
      if (wanted !== undefined && sameWords(wanted, block.text)) continue;
      if (block.span === undefined) return undefined;
      edits.push(wanted === undefined ? lineEdit(text, block.span) : { ...block.span, text: render(wanted) });
    }
    if (edits.length === 0) return { bytes: original, warnings: [], added: 0 };
    return { bytes: encoded(spliced(text, edits), decoded), warnings: [], added: 0 };
  };
}

/** Decodes the template. If its encoding is uncertain (the import named it), it cannot be the template. */
function decodedOriginal(original: Uint8Array): Decoded | undefined {
  try {
    return decode(original);
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

/** Groups the units by block number; `undefined` if a unit does not belong to a block. */
function unitsByBlock(units: readonly ExchangeUnit[]): Map<number, ExchangeUnit[]> | undefined {
  const blocks = new Map<number, ExchangeUnit[]>();
  for (const unit of units) {
    const number = Number(/^(\d{1,9})\.\d{1,9}$/u.exec(unit.key)?.[1] ?? 0);
    if (number === 0) return undefined;
    const own = blocks.get(number);
    if (own === undefined) blocks.set(number, [unit]);
    else own.push(unit);
  }
  return blocks;
}

/** Ignores white space, because the space between sentences comes from the file. */
const sameWords = (one: string, other: string): boolean =>
  one.replace(/\s+/gu, "") === other.replace(/\s+/gu, "");

/** Removes the lines of a block. */
function lineEdit(text: string, { start, end }: NonNullable<Block["span"]>): Edit {
  const after = text.indexOf("\n", end);
  return { start: text.lastIndexOf("\n", start - 1) + 1, end: after < 0 ? text.length : after + 1, text: "" };
}

function spliced(text: string, edits: readonly Edit[]): string {
  let result = "";
  let from = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    if (edit.start < from) continue;
    result += text.slice(from, edit.start) + edit.text;
    from = edit.end;
  }
  return result + text.slice(from);
}

/** Writes the encoding and line ends of the original; UTF-8 if that encoding lacks a character. */
function encoded(text: string, { text: original, encoding, bom }: Decoded): Uint8Array {
  const lineEnd = /\r\n?|\n/u.exec(original)?.[0] ?? "\n";
  const lines = lineEnd === "\n" ? text : text.replaceAll("\n", lineEnd);
  try {
    return encode(lines, encoding, bom);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== "character-invalid") throw error;
    return encode(lines, "utf-8", bom);
  }
}
