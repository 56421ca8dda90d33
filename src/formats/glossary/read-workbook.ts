import { Problem } from "../../domain/problem.ts";
import { DEFAULT_LIMITS } from "../contract.ts";
import { readWorksheet } from "../xlsx/worksheet.ts";
import type { GlossaryFile, GlossaryReadOptions } from "./file.ts";
import { readConceptRows } from "./read-concept-table.ts";

/**
 * Reads a glossary from the first worksheet of an XLSX file, with the same layouts as a CSV table.
 *
 * @throws {Problem} as `readWorksheet` and `readConceptRows`
 */
export function readGlossaryWorkbook(bytes: Uint8Array, options: GlossaryReadOptions = {}): GlossaryFile {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  if (bytes.length > limits.bytes)
    throw new Problem("too-large", { size: bytes.length, limit: limits.bytes });
  return readConceptRows(readWorksheet(bytes, limits), options, limits);
}
