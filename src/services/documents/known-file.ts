import { sha256 } from "../../domain/bytes.ts";
import { LANGUAGES } from "../../domain/language.ts";
import type { ProblemData } from "../../domain/problem.ts";
import type { ExchangeFile } from "../../formats/contract.ts";
import { type Document, documentOfFile, documentsOfSize } from "../../storage/rows/documents.ts";
import { firstFiles } from "../../storage/rows/imports.ts";
import { keysOf } from "../../storage/rows/units.ts";
import type { Context } from "../context.ts";
import { storedFile } from "../exchange/stored-file.ts";

/** Most documents whose files are compared by content. */
const MOST_COMPARED = 4;
/** Least share of a file's units that a document must have for the file to count as a later version. */
const LEAST_SHARED = 0.5;

/**
 * Finds a document of a collection that was made from the same file: from the same bytes, from the same texts in
 * another encoding or with other line ends, or from a file with the same name that shares at least half of the units.
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
  if (found?.isSame === true) return warningOf(found);
  const copied = await documentOfTexts(context, collection, file);
  if (copied !== undefined) return warningOf(copied);
  if (found === undefined) return undefined;
  const keys = new Set(await keysOf(storage, found.n));
  const shared = file.units.filter(({ key }) => keys.has(key)).length;
  return shared === 0 || shared < file.units.length * LEAST_SHARED ? undefined : warningOf(found);
}

const warningOf = ({ id, title }: { readonly id: string; readonly title: string }): ProblemData => ({
  code: "file-known",
  params: { document: id, title },
});

/** The newest document that was made from a file of this format with the same units, texts and states. */
async function documentOfTexts(
  context: Context,
  collection: string,
  file: ExchangeFile,
): Promise<Document | undefined> {
  const units = file.units.filter(({ rejection }) => rejection === undefined);
  if (units.length === 0) return undefined;
  const wanted = { format: file.format, units: units.length, limit: MOST_COMPARED };
  const alike = await documentsOfSize(context.storage, collection, wanted);
  const imports = await firstFiles(
    context.storage,
    alike.map(({ n }) => n),
  );
  const texts = textsOf(units);
  for (const document of alike) {
    const entry = imports.get(document.n);
    const stored = entry && (await storedFile(context, entry, file.format));
    if (stored !== undefined && textsOf(stored.units) === texts) return document;
  }
  return undefined;
}

const textsOf = (units: ExchangeFile["units"]): string =>
  JSON.stringify(
    units
      .filter(({ rejection }) => rejection === undefined)
      .map(({ key, variants }) => [key, LANGUAGES.map((language) => variants[language])]),
  );
