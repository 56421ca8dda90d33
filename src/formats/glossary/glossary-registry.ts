import { Problem } from "../../domain/problem.ts";
import type { WriteOptions } from "../contract.ts";
import { readMultiTerm } from "../multiterm/multiterm.ts";
import { readTbx } from "../tbx/read.ts";
import { writeTbx } from "../tbx/write.ts";
import { readUtx, writeUtx } from "../utx/utx.ts";
import { readGlossaryJson, writeGlossaryJson } from "./concept-json.ts";
import type { GlossaryFile, GlossaryReadOptions } from "./file.ts";
import { readGlossaryCsv } from "./read-concept-table.ts";
import { readGlossaryWorkbook } from "./read-workbook.ts";
import type { GlossaryFormat, WritableGlossaryFormat } from "./traits.ts";
import { writeGlossaryCsv } from "./write-concept-table.ts";

type ReadGlossary = (bytes: Uint8Array, options?: GlossaryReadOptions) => GlossaryFile;
type WriteGlossary = (file: GlossaryFile, options?: WriteOptions) => Uint8Array;

const READERS: Readonly<Record<GlossaryFormat, ReadGlossary>> = {
  tbx: readTbx,
  csv: readGlossaryCsv,
  xlsx: readGlossaryWorkbook,
  json: readGlossaryJson,
  utx: readUtx,
  multiterm: readMultiTerm,
};

const WRITERS: Readonly<Record<WritableGlossaryFormat, WriteGlossary>> = {
  tbx: writeTbx,
  csv: writeGlossaryCsv,
  json: writeGlossaryJson,
  utx: writeUtx,
};

/**
 * Reads a glossary. Without `format`, the first characters decide. If an editor corrected forms of a term, only
 * these are read; the caller generates the other forms.
 *
 * @param options.strict refuses the file at the first entry that cannot be read
 * @throws {Problem} as the reader does
 */
export function readGlossary(
  bytes: Uint8Array,
  options: GlossaryReadOptions & { readonly format?: GlossaryFormat; readonly strict?: boolean } = {},
): GlossaryFile {
  const file = READERS[options.format ?? glossaryFormatOf(bytes)](bytes, options);
  const [first] = file.rejected ?? [];
  if (options.strict && first !== undefined) throw new Problem(first.code, first.params, first.place);
  return file;
}

/** Writes a glossary. UTX takes a `source` and `target` and holds less than the others. */
export function writeGlossary(
  file: GlossaryFile,
  format: WritableGlossaryFormat,
  options: WriteOptions = {},
): Uint8Array {
  return WRITERS[format](file, options);
}

/**
 * Recognises the format by the first characters.
 *
 * @throws {Problem} `file-empty`
 */
export function glossaryFormatOf(bytes: Uint8Array): GlossaryFormat {
  if (bytes.length === 0) throw new Problem("file-empty");
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return "xlsx";
  const head = new TextDecoder()
    .decode(bytes.subarray(0, 2048))
    .replaceAll("\0", "")
    .replace(/^[^#<{\p{L}"]+/u, "");
  if (head.startsWith("<")) return /<mtf[\s>]/u.test(head) ? "multiterm" : "tbx";
  if (head.startsWith("{")) return "json";
  return /^#\s*UTX/u.test(head) ? "utx" : "csv";
}
