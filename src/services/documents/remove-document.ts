import { insertDeletedDocument } from "../../storage/rows/deleted-documents.ts";
import { deleteDocument } from "../../storage/rows/documents.ts";
import { unitsOf } from "../../storage/rows/units.ts";
import type { Actor, Context } from "../context.ts";
import { commit } from "../imports/commit.ts";
import { withDocumentLock } from "../imports/document-lock.ts";
import { type ImportReport, reportOf } from "../imports/import-report.ts";
import { retryOnStaleDocument } from "../imports/retry-on-stale-document.ts";
import { visibleDocument } from "./visible-document.ts";

/**
 * Deletes a document with its units, as an import that can be undone. The texts stay in the history.
 *
 * @throws {Problem} `not-found`, `overloaded`, `disk-full`, `read-only`
 */
export async function removeDocument(context: Context, actor: Actor, id: string): Promise<ImportReport> {
  return withDocumentLock(context, id, () =>
    retryOnStaleDocument(async () => {
      const document = await visibleDocument(context, actor, id);
      const units = await unitsOf(context.storage, document);
      const report = units.map((unit) => ({ unit: unit.id, key: unit.key, result: "removed" as const }));
      const entry = await commit(context, actor, {
        kind: "delete",
        document,
        changes: units.map((before) => ({ before })),
        report,
        after: (n) => [insertDeletedDocument(n, document), deleteDocument(document)],
      });
      return reportOf(entry, report);
    }),
  );
}
