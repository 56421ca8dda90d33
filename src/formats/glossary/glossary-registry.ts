import { Problem } from "../../domain/problem.ts";
import type { ReadOptions, WriteOptions } from "../contract.ts";
import { readTbx } from "../tbx/read.ts";
import { writeTbx } from "../tbx/write.ts";
import { readUtx, writeUtx } from "../utx/utx.ts";
import { readGlossaryCsv, writeGlossaryCsv } from "./concept-table.ts";
import type { GlossaryFile } from "./file.ts";
import { readGlossaryJson, writeGlossaryJson } from "./concept-json.ts";
import type { GlossaryFormat } from "./traits.ts";

interface GlossaryReader {
  readonly read: (bytes: Uint8Array, options?: ReadOptions) => GlossaryFile;
  readonly write: (file: GlossaryFile, options?: WriteOptions) => Uint8Array;
}

const READERS: Readonly<Record<GlossaryFormat, GlossaryReader>> = {
  tbx: { read: readTbx, write: writeTbx },
  csv: { read: readGlossaryCsv, write: writeGlossaryCsv },
  json: { read: readGlossaryJson, write: writeGlossaryJson },
  utx: { read: readUtx, write: writeUtx },
};

/**
 * Reads a glossary; without `format` its first characters tell it. Forms that an editor corrected come
 * alone: pass the concepts through `withForms`. Throws `Problem`.
 */
export function readGlossary(
  bytes: Uint8Array,
  options: ReadOptions & { readonly format?: GlossaryFormat } = {},
): GlossaryFile {
  return READERS[options.format ?? glossaryFormatOf(bytes)].read(bytes, options);
}

/** Writes a glossary. UTX takes a `source` and `target` and holds less than the others. */
export function writeGlossary(
  file: GlossaryFile,
  format: GlossaryFormat,
  options: WriteOptions = {},
): Uint8Array {
  return READERS[format].write(file, options);
}

/** By its first characters. @throws {Problem} `file-empty` */
export function glossaryFormatOf(bytes: Uint8Array): GlossaryFormat {
  if (bytes.length === 0) throw new Problem("file-empty");
  const head = new TextDecoder()
    .decode(bytes.subarray(0, 1024))
    .replaceAll("\0", "")
    .replace(/^[^#<{\p{L}"]+/u, "");
  if (head.startsWith("<")) return "tbx";
  if (head.startsWith("{")) return "json";
  return /^#\s*UTX/u.test(head) ? "utx" : "csv";
}
