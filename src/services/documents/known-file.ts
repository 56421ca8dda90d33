import { sha256 } from "../../domain/bytes.ts";
import type { ProblemData } from "../../domain/problem.ts";
import type { ExchangeFile } from "../../formats/contract.ts";
import { documentOfFile } from "../../storage/rows/documents.ts";
import { keysOf } from "../../storage/rows/units.ts";
import type { Context } from "../context.ts";

/** Part of the units that a file has to share with a document to be a later version of the document's file. */
const LEAST_SHARED = 0.5;

/**
 * A warning that names the document which a collection has of this file already: of the same bytes, or of an earlier
 * file with the same name whose units are at least half the same.
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
