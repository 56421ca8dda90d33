import { sha256 } from "../../domain/bytes.ts";
import { LANGUAGES } from "../../domain/language.ts";
import { countOf } from "../../domain/list.ts";
import { Problem, type ProblemData } from "../../domain/problem.ts";
import { plainText } from "../../domain/segment.ts";
import type { ExchangeUnit, FileOfAnySize } from "../../formats/contract.ts";
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
 * @returns the document, that of the same name first; `undefined` if there is none
 */
export async function knownFile(
  context: Context,
  collection: string,
  bytes: Uint8Array,
  filename: string | undefined,
  file: FileOfAnySize,
): Promise<KnownFile | undefined> {
  const same = await documentsOfContent(context, collection, bytes, file);
  const { storage } = context;
  const found = filename === undefined ? undefined : await documentOfFilename(storage, collection, filename);
  const document = same.find(({ n }) => n === found?.n) ?? same[0];
  if (document !== undefined) return { document, isSame: true };
  if (found === undefined) return undefined;
  const keys = new Set(await keysOf(storage, found.n));
  const shared = countOf(file.units, ({ key }) => keys.has(key));
  return shared === 0 || shared < file.units.length * LEAST_SHARED
    ? undefined
    : { document: found, isSame: false };
}

/** A document that was made from a file. */
export interface KnownFile {
  readonly document: NamedDocument;
  /** False for a file with the same name and another content: a later version. */
  readonly isSame: boolean;
}

/**
 * Why no second document is made from a file that one was made from.
 *
 * @returns a problem whose extra members name the document, its file, and whether the sent file is a later version
 */
export async function refusalOfKnown(
  { storage }: Context,
  { document, isSame }: KnownFile,
): Promise<Problem> {
  const { n, id, title } = document;
  const name = (await firstFiles(storage, [n])).get(n)?.filename;
  const file = name === undefined ? {} : { file: name };
  return new Problem(
    "file-known",
    { document: id, title, reason: isSame ? "refused" : "newer" },
    {},
    { document: id, ...file, newer: !isSame },
  );
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
  file: FileOfAnySize,
): Promise<ProblemData | undefined> {
  const found = await documentsOfContent(context, collection, bytes, file, own);
  const [first] = found;
  if (first === undefined || found.some(({ n }) => n === own)) return undefined;
  const { code, params } = warningOf(first);
  return { code, params: { ...params, reason: "push" } };
}

/** A warning with a document that holds the units of a file already. */
export const warningOf = ({ id, title }: NamedDocument) =>
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
  file: FileOfAnySize,
  own?: number,
): Promise<readonly NamedDocument[]> {
  const same = await documentsWithFile(context.storage, collection, await sha256(bytes));
  return same.length > 0 ? same : documentsOfTexts(context, collection, file, own);
}

/** The documents that were made from a file of this format with the same units, texts and states. */
async function documentsOfTexts(
  context: Context,
  collection: string,
  file: FileOfAnySize,
  own: number | undefined,
): Promise<readonly NamedDocument[]> {
  const count = countOf(file.units, isTaken);
  if (count === 0) return [];
  const wanted = { format: file.format, units: count, limit: MOST_LOOKED_AT };
  const documents = await documentsOfSize(context.storage, collection, wanted);
  const others = documents.filter(({ n }) => n !== own);
  const longest = others.length > MOST_COMPARED ? longestOf(file) : undefined;
  const alike: NamedDocument[] = [];
  for (const document of others) {
    if (alike.length === MOST_COMPARED) break;
    if (longest === undefined || (await sharesText(context, document, longest))) alike.push(document);
  }
  const found = await madeFrom(context, file, alike);
  if (found.length === 0) return found;
  const itself = documents.filter(({ n }) => n === own);
  return [...found, ...(await madeFrom(context, file, itself))];
}

/** Those documents whose first file has the same units, texts and states. */
async function madeFrom(
  context: Context,
  file: FileOfAnySize,
  documents: readonly NamedDocument[],
): Promise<NamedDocument[]> {
  if (documents.length === 0) return [];
  const imports = await firstFiles(
    context.storage,
    documents.map(({ n }) => n),
  );
  const found: NamedDocument[] = [];
  for (const document of documents) {
    const entry = imports.get(document.n);
    const stored = entry && (await storedFile(context, entry, file.format));
    if (stored !== undefined && haveSameTexts(stored, file)) found.push(document);
  }
  return found;
}

/** Units whose texts are looked at before a whole file is read. */
const SAMPLED = 3;

/** The units of a file with the longest texts, by key. */
function longestOf({ units }: FileOfAnySize): Map<string, ExchangeUnit> {
  const length = ({ variants }: ExchangeUnit) =>
    Object.values(variants).reduce((sum, { content }) => sum + plainText(content).length, 0);
  let longest: { readonly unit: ExchangeUnit; readonly length: number }[] = [];
  for (const unit of units) {
    if (!isTaken(unit)) continue;
    const one = { unit, length: length(unit) };
    if (longest.length === SAMPLED && one.length <= (longest.at(-1)?.length ?? 0)) continue;
    longest = [...longest, one].toSorted((a, b) => b.length - a.length).slice(0, SAMPLED);
  }
  return new Map(longest.map(({ unit }) => [unit.key, unit]));
}

/** True if a document has one of these texts in the same place. */
async function sharesText(
  context: Context,
  document: NamedDocument,
  longest: ReadonlyMap<string, ExchangeUnit>,
): Promise<boolean> {
  const stored = await unitsNamed(context.storage, document, [...longest.keys()], []);
  return stored.some(({ key, variants }) =>
    LANGUAGES.some((language) => {
      const text = plainText(longest.get(key)?.variants[language]?.content ?? []);
      return text !== "" && text === plainText(variants[language]?.content ?? []);
    }),
  );
}

const isTaken = ({ rejection }: ExchangeUnit): boolean => rejection === undefined;

/** True if two files have the same units, texts and states, beside what could not be read. They are compared unit by unit. */
function haveSameTexts(first: FileOfAnySize, second: FileOfAnySize): boolean {
  const [ones, others] = [textsOf(first), textsOf(second)];
  for (;;) {
    const [one, other] = [ones.next(), others.next()];
    if (one.value !== other.value) return false;
    if (one.done === true) return other.done === true;
  }
}

function* textsOf({ units }: FileOfAnySize): Generator<string, undefined> {
  for (const unit of units)
    if (isTaken(unit)) yield JSON.stringify([unit.key, LANGUAGES.map((language) => unit.variants[language])]);
}
