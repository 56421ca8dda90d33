import { sha256 } from "../../domain/bytes.ts";
import type { ProblemData } from "../../domain/problem.ts";
import type { ExchangeFile } from "../../formats/contract.ts";
import { documentOfFile } from "../../storage/rows/documents.ts";
import { keysOf } from "../../storage/rows/units.ts";
import type { Context } from "../context.ts";

/** Least share of a file's units that a document must have for the file to count as a later version. */
const LEAST_SHARED = 0.5;

/**
 * Finds a document of a collection that was made from the same file: from the same bytes, or from a file with the same
 * name that shares at least half of the units.
 *
 * @returns a warning with the document; `undefined` if there is none
 */
export async function knownFile(
  context: Context,
  collection: string,
  bytes: Uint8Array,
  filename: string | undefined,
  file: ExchangeFile,
): Promise<ProblemData | undefined> {
  const { storage } = context;
  const found = await documentOfFile(storage, collection, { hash: await sha256(bytes), filename });
  if (found === undefined) return undefined;
  if (!found.isSame) {
    const keys = new Set(await keysOf(storage, found.n));
    const shared = file.units.filter(({ key }) => keys.has(key)).length;
    if (shared === 0 || shared < file.units.length * LEAST_SHARED) return undefined;
  }
  return { code: "file-known", params: { document: found.id, title: found.title } };
}
