import type { Language } from "../../domain/language.ts";
import type { Document } from "../../storage/rows/documents.ts";
import { firstFiles, type Import } from "../../storage/rows/imports.ts";
import type { Context } from "../context.ts";

/** Facts about the file that a document was made from. */
export interface DocumentFile {
  readonly name?: string;
  /** Version of the format: `1.2`, `2.1` … */
  readonly version?: string;
  /** Direction of a bilingual file. A file in one language has only `source`. */
  readonly source?: Language;
  readonly target?: Language;
  /** As in `Import`. */
  readonly segmentation?: string;
}

/** Files by number of the document, without documents that were made without a file. */
export async function documentFiles(
  context: Context,
  documents: readonly Document[],
): Promise<Map<number, DocumentFile>> {
  const found = await firstFiles(
    context.storage,
    documents.map(({ n }) => n),
  );
  const files = new Map<number, DocumentFile>();
  for (const { n, format } of documents) {
    const entry = found.get(n);
    if (entry !== undefined && entry.format === format) files.set(n, fileOf(entry));
  }
  return files;
}

/** The file of one document; `undefined` if it was made without a file. */
export async function documentFile(context: Context, document: Document): Promise<DocumentFile | undefined> {
  return (await documentFiles(context, [document])).get(document.n);
}

const fileOf = ({ filename, formatVersion, source, target, segmentation }: Import): DocumentFile => ({
  ...(filename === undefined ? {} : { name: filename }),
  ...(formatVersion === undefined ? {} : { version: formatVersion }),
  ...(source === undefined ? {} : { source }),
  ...(target === undefined ? {} : { target }),
  ...(segmentation === undefined ? {} : { segmentation }),
});
