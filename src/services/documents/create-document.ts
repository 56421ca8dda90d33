import { readExchange } from "../../formats/registry.ts";
import type { Actor, Context } from "../context.ts";
import { assertDirection } from "../exchange/direction.ts";
import { withLanguageWarnings } from "../exchange/foreign-languages.ts";
import type { Progress } from "../imports/progress.ts";
import { knownFile } from "./known-file.ts";
import { type CreatedDocument, type NewDocument, pathOf, storeDocument } from "./store-document.ts";
import { unusedDocumentId } from "./unused-document-id.ts";

/**
 * Makes a document from a file. The report lists units that cannot be imported. If the collection already has this
 * file, the report has a warning (see `knownFile`).
 *
 * @throws {Problem} `not-found` (collection), `already-exists` (id or namespace), problems of the file readers
 */
export async function createDocument(
  context: Context,
  actor: Actor,
  wanted: NewDocument,
  bytes: Uint8Array,
  options: { readonly dryRun?: boolean; readonly progress?: Progress } = {},
): Promise<CreatedDocument> {
  const file = withLanguageWarnings(readExchange(bytes, wanted));
  // A target in an unsupported language is only counted, unless the request names a target.
  if (wanted.target !== undefined || file.skippedLanguages === undefined) assertDirection(wanted, file);
  const id = await unusedDocumentId(context, actor, { ...wanted, title: wanted.title ?? file.title });
  const known = await knownFile(context, wanted.collection, bytes, pathOf(wanted), file);
  const made = await storeDocument(context, actor, { ...wanted, id }, file, "import", { bytes, ...options });
  if (known === undefined) return made;
  return { ...made, report: { ...made.report, warnings: [known, ...made.report.warnings] } };
}
