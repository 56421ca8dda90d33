import { insertDeletedDocument } from "../../storage/rows/deleted-documents.ts";
import { deleteDocument } from "../../storage/rows/documents.ts";
import { unitsAfter } from "../../storage/rows/units.ts";
import type { Actor, Context } from "../context.ts";
import { commitParts, PART, type WritePart } from "../imports/commit.ts";
import { withDocumentLock } from "../imports/document-lock.ts";
import { type ImportReport, listedEntries, reportOf } from "../imports/import-report.ts";
import type { Progress } from "../imports/progress.ts";
import { retryOnStaleDocument } from "../imports/retry-on-stale-document.ts";
import { visibleDocument } from "./visible-document.ts";

/**
 * Deletes a document with its units, as an import that can be undone. The texts stay in the history.
 *
 * @throws {Problem} `not-found`, `overloaded`, `disk-full`, `read-only`
 */
export async function removeDocument(
  context: Context,
  actor: Actor,
  id: string,
  progress?: Progress,
): Promise<ImportReport> {
  return withDocumentLock(context, id, () =>
    retryOnStaleDocument(async () => {
      const document = await visibleDocument(context, actor, id);
      const listed = listedEntries();
      const parts = async function* (): AsyncGenerator<WritePart> {
        listed.clear();
        let done = 0;
        let place = { order: -1, n: 0 };
        for (;;) {
          const units = await unitsAfter(context.storage, document, place, PART);
          const last = units.at(-1);
          if (last === undefined) return;
          place = last;
          const report = units.map((unit) => ({ unit: unit.id, key: unit.key, result: "removed" as const }));
          listed.add(report);
          yield { changes: units.map((before) => ({ before })), report };
          done += units.length;
          progress?.(Math.min(done, document.counts.units), document.counts.units);
        }
      };
      const { entry } = await commitParts(context, actor, {
        kind: "delete",
        document,
        parts,
        after: (n) => [insertDeletedDocument(n, document), deleteDocument(document)],
      });
      return reportOf(entry, listed.entries());
    }),
  );
}
