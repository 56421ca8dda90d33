import { sha256 } from "../../domain/bytes.ts";
import { LANGUAGES } from "../../domain/language.ts";
import type { ProblemData } from "../../domain/problem.ts";
import { plainText } from "../../domain/segment.ts";
import type { ExchangeFile } from "../../formats/contract.ts";
import {
  documentOfFilename,
  documentsOfSize,
  documentsWithFile,
  type NamedDocument,
} from "../../storage/rows/documents.ts";
import { firstFiles } from "../../storage/rows/imports.ts";
import { keysOf, unitsNamed } from "../../storage/rows/units.ts";
import type { Context } from "../context.ts";
import { storedFile } from "../exchange/stored-file.ts";

/** Most documents of the same size whose units are looked at, and most of them whose files are read. */
const MOST_LOOKED_AT = 40;
const MOST_COMPARED = 4;
/** Least share of a file's units that a document must have for the file to count as a later version. */
const LEAST_SHARED = 0.5;

/**
 * Finds a document of a collection that was made from the same file: from the same bytes, from the same texts in
 * another encoding, with other line ends or packed anew, or from a file with the same name that shares at least half of
 * the units.
 *
 * @param file as it was read
 * @returns a warning with the document; `undefined` if there is none
 */
export async function knownFile(
  context: Context,
  collection: string,
  bytes: Uint8Array,
  filename: string | undefined,
  file: ExchangeFile,
): Promise<ProblemData | undefined> {
  const [same] = await documentsOfContent(context, collection, bytes, file);
  if (same !== undefined) return warningOf(same);
  const { storage } = context;
  const found = filename === undefined ? undefined : await documentOfFilename(storage, collection, filename);
  if (found === undefined) return undefined;
  const keys = new Set(await keysOf(storage, found.n));
  const shared = file.units.filter(({ key }) => keys.has(key)).length;
  return shared === 0 || shared < file.units.length * LEAST_SHARED ? undefined : warningOf(found);
}

/**
 * Finds another document that has the content of a file that is sent to a document.
 *
 * @param own number of the document that the file is sent to
 * @returns a warning with the other document; `undefined` if there is none, or the file is one of this document
 */
export async function knownElsewhere(
  context: Context,
  { collection, n: own }: { readonly collection: string; readonly n: number },
  bytes: Uint8Array,
  file: ExchangeFile,
): Promise<ProblemData | undefined> {
  const found = await documentsOfContent(context, collection, bytes, file, own);
  const [first] = found;
  if (first === undefined || found.some(({ n }) => n === own)) return undefined;
  const { code, params } = warningOf(first);
  return { code, params: { ...params, reason: "push" } };
}

const warningOf = ({ id, title }: NamedDocument) =>
  ({ code: "file-known", params: { document: id, title } }) satisfies ProblemData;

/**
 * The documents that have this file, the newest first: with its bytes, else with its units, texts and states.
 *
 * @param own number of the document that the file is sent to. Where no other one has these texts, it is not compared
 */
async function documentsOfContent(
  context: Context,
  collection: string,
  bytes: Uint8Array,
  file: ExchangeFile,
  own?: number,
): Promise<readonly NamedDocument[]> {
  const same = await documentsWithFile(context.storage, collection, await sha256(bytes));
  return same.length > 0 ? same : documentsOfTexts(context, collection, file, own);
}

/** The documents that were made from a file of this format with the same units, texts and states. */
async function documentsOfTexts(
  context: Context,
  collection: string,
  file: ExchangeFile,
  own: number | undefined,
): Promise<readonly NamedDocument[]> {
  const units = file.units.filter(({ rejection }) => rejection === undefined);
  if (units.length === 0) return [];
  const wanted = { format: file.format, units: units.length, limit: MOST_LOOKED_AT };
  const documents = await documentsOfSize(context.storage, collection, wanted);
  const others = documents.filter(({ n }) => n !== own);
  const alike: NamedDocument[] = [];
  for (const document of others) {
    if (alike.length === MOST_COMPARED) break;
    if (others.length <= MOST_COMPARED || (await sharesText(context, document, units))) alike.push(document);
  }
  const found = await madeFrom(context, file, alike);
  if (found.length === 0) return found;
  const itself = documents.filter(({ n }) => n === own);
  return [...found, ...(await madeFrom(context, file, itself))];
}

/** Those documents whose first file has the same units, texts and states. */
async function madeFrom(
  context: Context,
  file: ExchangeFile,
  documents: readonly NamedDocument[],
): Promise<NamedDocument[]> {
  if (documents.length === 0) return [];
  const imports = await firstFiles(
    context.storage,
    documents.map(({ n }) => n),
  );
  const texts = textsOf(file.units);
  const found: NamedDocument[] = [];
  for (const document of documents) {
    const entry = imports.get(document.n);
    const stored = entry && (await storedFile(context, entry, file.format));
    if (stored !== undefined && textsOf(stored.units) === texts) found.push(document);
  }
  return found;
}

/** Units whose texts are looked at before a whole file is read. */
const SAMPLED = 3;

/** True if a document has one of the longest texts of a file, in the same place. */
async function sharesText(
  context: Context,
  document: NamedDocument,
  units: ExchangeFile["units"],
): Promise<boolean> {
  const length = ({ variants }: ExchangeFile["units"][number]) =>
    Object.values(variants).reduce((sum, { content }) => sum + plainText(content).length, 0);
  const longest = new Map(
    units
      .toSorted((a, b) => length(b) - length(a))
      .slice(0, SAMPLED)
      .map((unit) => [unit.key, unit]),
  );
  const stored = await unitsNamed(context.storage, document, [...longest.keys()], []);
  return stored.some(({ key, variants }) =>
    LANGUAGES.some((language) => {
      const text = plainText(longest.get(key)?.variants[language]?.content ?? []);
      return text !== "" && text === plainText(variants[language]?.content ?? []);
    }),
  );
}

const textsOf = (units: ExchangeFile["units"]): string =>
  JSON.stringify(
    units
      .filter(({ rejection }) => rejection === undefined)
      .map(({ key, variants }) => [key, LANGUAGES.map((language) => variants[language])]),
  );
