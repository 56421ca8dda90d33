import type { Statement, Storage } from "../port.ts";
import type { Document } from "./documents.ts";

/** Keeps the row of a document, in the batch that deletes it, so that an undo of this import can restore it. */
export const insertDeletedDocument = (importNumber: number, document: Document): Statement => ({
  sql: "INSERT INTO deleted_document (import, document) VALUES (?1, ?2)",
  params: [importNumber, JSON.stringify(document)],
});

/** The document that an import deleted, as it was before; `undefined` when the import deleted no document. */
export async function findDeletedDocument(
  storage: Storage,
  importNumber: number,
): Promise<Document | undefined> {
  const [row] = await storage.all<{ document: string }>(
    "SELECT document FROM deleted_document WHERE import = ?1",
    importNumber,
  );
  return row && (JSON.parse(row.document) as Document);
}
