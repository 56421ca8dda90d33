import type { Language } from "../../domain/language.ts";
import { traitsOf } from "../../formats/traits.ts";
import type { Document, DocumentCounts } from "../../storage/rows/documents.ts";
import { keysOf } from "../../storage/rows/units.ts";
import type { Context } from "../context.ts";
import { type DocumentFile, documentFile, documentFiles } from "./document-file.ts";
import { countTranslatable } from "../reports/count-translatable.ts";

/** A document in answers, with counts of its units. */
export interface DocumentView extends Omit<Document, "n" | "counts">, DocumentCounts {
  /** Number of units that can have a text in each language, without plural forms that the language lacks. */
  readonly expected: Readonly<Record<Language, number>>;
  /** The file that the document was made from. */
  readonly file?: DocumentFile;
}

export async function documentView(context: Context, document: Document): Promise<DocumentView> {
  return viewWith(context, document, await documentFile(context, document));
}

export async function documentViews(
  context: Context,
  documents: readonly Document[],
): Promise<DocumentView[]> {
  const files = await documentFiles(context, documents);
  return Promise.all(documents.map((document) => viewWith(context, document, files.get(document.n))));
}

async function viewWith(
  context: Context,
  document: Document,
  file: DocumentFile | undefined,
): Promise<DocumentView> {
  const { n, counts, ...shown } = document;
  // Only formats with plural keys have units that a language may lack.
  const keys = traitsOf(document.format).pluralKeys ? await keysOf(context.storage, n) : undefined;
  const { units } = counts;
  const expected = keys ? countTranslatable(document.format, keys) : { en: units, ru: units, zh: units };
  return { ...shown, ...counts, expected, ...(file === undefined ? {} : { file }) };
}
