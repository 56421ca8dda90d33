import { Problem, type ProblemData } from "../../domain/problem.ts";
import type { FileOfAnySize, TextStore } from "../../formats/contract.ts";
import { readExchangeUnits } from "../../formats/registry.ts";
import type { FormatName } from "../../formats/traits.ts";
import { keptTexts } from "../../storage/kept-values.ts";
import type { Actor, Context } from "../context.ts";
import { assertDirection } from "../exchange/direction.ts";
import { withLanguageWarnings } from "../exchange/foreign-languages.ts";
import { looksLikeGlossary } from "../glossary/looks-like-glossary.ts";
import { foreignSummaries, sortedByLanguage } from "../exchange/misplaced-texts.ts";
import { collectionRules, type FileRules } from "../segmentation/known-rules.ts";
import type { Progress } from "../imports/progress.ts";
import { skipUnits, type SkipRules } from "../imports/skip-units.ts";
import { knownFile, refusalOfKnown, warningOf } from "./known-file.ts";
import { type CreatedDocument, type NewDocument, pathOf, storeDocument } from "./store-document.ts";
import { unusedDocumentId } from "./unused-document-id.ts";

/**
 * Makes a document from a file. The report lists units that cannot be imported. If the collection already has this
 * file, the report has a warning (see `knownFile`); so it has if the file looks like a glossary.
 *
 * @throws {Problem} `not-found` (collection), `file-glossary` when the file can be read as a glossary alone, `invalid-fields`
 *   (`olderThan`), `already-exists` (id or namespace), `file-known` where the request wants no second document, problems
 *   of the file readers
 */
export async function createDocument(
  context: Context,
  actor: Actor,
  wanted: NewDocument & SkipRules,
  bytes: Uint8Array,
  options: CreateOptions = {},
): Promise<CreatedDocument> {
  await context.loadDictionaries();
  const rules = await collectionRules(context, wanted.collection);
  const kept = keptTexts(context.storage);
  try {
    const read = readTexts(bytes, wanted, rules, kept.store);
    return await createFrom(context, actor, wanted, { bytes, read, rules }, options);
  } finally {
    kept.close();
  }
}

interface CreateOptions {
  readonly dryRun?: boolean;
  /** `refuse`: no second document is made from a file that the collection has already. */
  readonly known?: "refuse";
  readonly progress?: Progress;
}

async function createFrom(
  context: Context,
  actor: Actor,
  wanted: NewDocument & SkipRules,
  {
    bytes,
    read,
    rules,
  }: { readonly bytes: Uint8Array; readonly read: FileOfAnySize; readonly rules: FileRules },
  options: CreateOptions,
): Promise<CreatedDocument> {
  const { file: whole, misplaced } = sortedByLanguage(read);
  // A target in an unsupported language is only counted, unless the request names a target.
  if (wanted.target !== undefined || whole.skippedLanguages === undefined) assertDirection(wanted, whole);
  const id = await unusedDocumentId(context, actor, { ...wanted, title: wanted.title ?? whole.title });
  const known = await knownFile(context, wanted.collection, bytes, pathOf(wanted), read);
  if (known !== undefined && options.known === "refuse") throw await refusalOfKnown(context, known);
  const worded = withLanguageWarnings(whole);
  const { file, skipped } = await skipUnits(
    context,
    actor,
    { collection: wanted.collection },
    worded,
    wanted,
  );
  const made = await storeDocument(context, actor, { ...wanted, id }, file, "import", {
    bytes,
    misplaced,
    segmentation: rules.name,
    ...options,
  });
  const asked = [
    ...(known === undefined ? [] : [warningOf(known.document)]),
    ...glossaryWarning(bytes, wanted, whole),
  ];
  const warnings = [
    ...asked,
    ...made.report.warnings,
    ...foreignSummaries(made.report.units, made.report.warnings),
  ];
  return { ...made, report: { ...made.report, warnings, ...(skipped === undefined ? {} : { skipped }) } };
}

/** Reads a file of texts. */
function readTexts(
  bytes: Uint8Array,
  wanted: NewDocument,
  { segmentation }: FileRules,
  store: TextStore,
): FileOfAnySize {
  try {
    return readExchangeUnits(bytes, { ...wanted, segmentation }, store);
  } catch (error) {
    const count =
      error instanceof Problem && MISTAKEN.has(error.code) ? looksLikeGlossary(bytes, wanted) : undefined;
    throw count === undefined
      ? error
      : new Problem("file-glossary", { reason: "refused", count }, {}, { concepts: count });
  }
}

/** What is wrong with a glossary that is read as texts. */
const MISTAKEN: ReadonlySet<string> = new Set<ProblemData["code"]>([
  "unsupported-format",
  "language-missing",
  "csv-invalid",
  "json-invalid",
]);

/** Formats that hold both texts and glossaries. */
const OF_BOTH: ReadonlySet<FormatName> = new Set<FormatName>(["csv", "tsv", "xlsx", "i18next"]);

function glossaryWarning(bytes: Uint8Array, wanted: NewDocument, { format }: FileOfAnySize): ProblemData[] {
  const count = OF_BOTH.has(format) ? looksLikeGlossary(bytes, wanted) : undefined;
  return count === undefined ? [] : [{ code: "file-glossary", params: { count } }];
}
