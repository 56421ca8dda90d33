import { type Language, LANGUAGES } from "../../domain/language.ts";
import { countOf, inParts } from "../../domain/list.ts";
import { Problem } from "../../domain/problem.ts";
import type { Origin, Variant } from "../../domain/unit.ts";
import type { ExchangeUnit, FileOfAnySize } from "../../formats/contract.ts";
import type { OptionalText } from "../../formats/traits.ts";
import type { FormatName } from "../../formats/traits.ts";
import { reserve } from "../../storage/rows/counter.ts";
import { type Document, NO_UNITS, takenName } from "../../storage/rows/documents.ts";
import { keepFile } from "../../storage/rows/files.ts";
import type { ReportEntry } from "../../storage/rows/import-reports.ts";
import { type Import, insertImport } from "../../storage/rows/imports.ts";
import type { NewSuggestion } from "../../storage/rows/suggestions.ts";
import type { Statement } from "../../storage/port.ts";
import { type StoredUnit, unitId } from "../../storage/rows/units.ts";
import { authorship } from "../access/ownership.ts";
import type { Actor, Context } from "../context.ts";
import { directionOfUnit } from "../exchange/direction.ts";
import type { MisplacedTexts } from "../exchange/misplaced-texts.ts";
import { aboutFile } from "../imports/about-file.ts";
import { commitParts, PART, type WritePart } from "../imports/commit.ts";
import {
  addCounts,
  countResults,
  type ImportReport,
  listedEntries,
  reportOf,
} from "../imports/import-report.ts";
import { languagesAfter } from "../imports/languages-after.ts";
import type { Progress } from "../imports/progress.ts";
import { assertOwnNamespace } from "../strings/assert-own-namespace.ts";
import { countsAfter } from "../units/unit-counts.ts";

export interface NewDocument {
  readonly collection: string;
  /** Absent: made from the title. */
  readonly id?: string;
  readonly title?: string;
  /** i18next namespace for publishing. */
  readonly namespace?: string;
  readonly filename?: string;
  /** Where the file stood below the folder that was imported, with `/` between the names. */
  readonly folder?: string;
  readonly format?: FormatName;
  readonly encoding?: string;
  /** Languages for a file that does not name them. */
  readonly source?: Language;
  readonly target?: Language;
  /** Texts of documents that are left out unless they are named here. */
  readonly optionalTexts?: readonly OptionalText[];
}

/** The name of the file with its folder: so a whole folder goes out as it came in. */
export const pathOf = ({ folder, filename }: Pick<NewDocument, "folder" | "filename">): string | undefined =>
  folder === undefined || filename === undefined ? filename : `${folder}/${filename}`;

/** One of several files of a document. */
export interface PartFile {
  readonly bytes: Uint8Array;
  readonly about: Pick<Import, "format" | "source" | "filename" | "segmentation">;
}

export interface CreatedDocument {
  readonly document: Document;
  readonly report: ImportReport;
}

/**
 * Stores the output of a file reader or an aligner as a new document.
 *
 * @throws {Problem} `already-exists` (id or namespace), `overloaded`, `disk-full`, `read-only`, `too-long`
 */
export async function storeDocument(
  context: Context,
  actor: Actor,
  wanted: NewDocument & { readonly id: string },
  file: FileOfAnySize,
  origin: Origin,
  options: {
    readonly dryRun?: boolean;
    readonly bytes?: Uint8Array;
    /** Files of several languages that the document came from: each is a part of its import. */
    readonly files?: readonly PartFile[];
    /** Texts that were taken out of the file: see `sortedByLanguage`. */
    readonly misplaced?: MisplacedTexts;
    /** Name of the rules by which the file was cut into sentences, as in `Import`. */
    readonly segmentation?: string | undefined;
    readonly progress?: Progress;
  } = {},
): Promise<CreatedDocument> {
  if (wanted.namespace !== undefined) {
    await assertOwnNamespace(context, wanted.namespace, wanted.collection);
  }
  const count = countOf(file.units, (unit) => unit.rejection === undefined);
  const numbers = options.dryRun ? { document: 0, unit: 0 } : await reserveNumbers(context, count);
  const time = context.now().toISOString();
  const stamp = { author: actor.name, time, origin };
  const document: Document = {
    n: numbers.document,
    id: wanted.id,
    collection: wanted.collection,
    title: wanted.title ?? file.title ?? wanted.filename ?? wanted.id,
    format: file.format,
    ...(wanted.namespace === undefined ? {} : { namespace: wanted.namespace }),
    tags: file.tags,
    languages: [],
    revision: 1,
    created: time,
    createdBy: actor.name,
    counts: NO_UNITS,
  };
  // The answer to a large file does not list all units that are there as they should be.
  const listed = listedEntries();
  const parts = function* (): Generator<WritePart> {
    listed.clear();
    let made = 0;
    let done = 0;
    for (const units of inParts(file.units, PART)) {
      const next = { n: numbers.unit + made, order: made };
      const part = newUnits(wanted.id, units, file, { stamp, next, misplaced: options.misplaced });
      made += part.changes.length;
      listed.add(part.report);
      yield part;
      done += units.length;
      options.progress?.(done, file.units.length);
    }
  };
  if (options.dryRun) {
    let { languages, counts } = document;
    let results = countResults([]);
    for (const { changes, report } of parts()) {
      languages = languagesAfter({ languages }, changes);
      counts = countsAfter(counts, changes);
      results = addCounts(results, countResults(report));
    }
    const report = { ...reportOf(undefined, listed.entries(), file), counts: results };
    return { document: { ...document, languages, counts }, report };
  }
  const kept = options.bytes === undefined ? undefined : await keepFile(options.bytes);
  const fileParts = await importsOfFiles(context, actor, document, options.files ?? []);
  try {
    const { entry, document: stored } = await commitParts(context, actor, {
      kind: origin === "alignment" ? "alignment" : "create",
      document,
      parts,
      about: aboutFile(file, kept?.hash, pathOf(wanted), options.segmentation),
      isNew: true,
      after: (n) => [...(kept?.statements ?? []), ...fileParts(n)],
    });
    return { document: stored, report: reportOf(entry, listed.entries(), file) };
  } catch (error) {
    const taken = takenName(error);
    if (taken !== undefined) throw new Problem("already-exists", { what: document[taken] ?? "" });
    throw error;
  }
}

/** The units of a part of a file, from these numbers on, and the report on them. */
function newUnits(
  document: string,
  units: readonly ExchangeUnit[],
  file: FileOfAnySize,
  about: {
    readonly stamp: Pick<Variant, "author" | "time" | "origin">;
    readonly next: { readonly n: number; readonly order: number };
    readonly misplaced: MisplacedTexts | undefined;
  },
) {
  const { stamp, next } = about;
  const changes: { readonly after: StoredUnit }[] = [];
  const suggestions: NewSuggestion[] = [];
  const report = units.map(({ key, line, rejection, notes, context, ...unit }): ReportEntry => {
    if (rejection) return { key, line, result: "rejected", problem: rejection };
    const n = next.n + changes.length;
    const after: StoredUnit = {
      n,
      id: unitId(n),
      document,
      order: next.order + changes.length,
      key,
      version: 1,
      notes,
      ...(context === undefined ? {} : { context }),
      variants: firstVariants({ key, line, notes, ...unit }, file, stamp),
    };
    changes.push({ after });
    const misplaced = about.misplaced?.get(key) ?? [];
    for (const { language, draft, movedTo, isDoubtful } of misplaced)
      if (movedTo === undefined && isDoubtful !== true) suggestions.push({ unit: n, language, draft });
    const warnings = misplaced.map(({ warning }) => warning);
    return {
      key,
      line,
      result: "created",
      unit: after.id,
      ...(warnings.length === 0 ? {} : { warnings }),
    };
  });
  return { changes, report, suggestions };
}

/** The statements that keep files, once the number of the import that they are parts of is known. */
async function importsOfFiles(
  context: Context,
  actor: Actor,
  document: Document,
  files: readonly PartFile[],
): Promise<(n: number) => Statement[]> {
  if (files.length === 0) return () => [];
  const first = await reserve(context.storage, "import", files.length);
  const kept = await Promise.all(files.map(({ bytes }) => keepFile(bytes)));
  return (partOf) =>
    kept.flatMap(({ hash, statements }, at) => {
      const entry: Import = {
        n: first + at,
        kind: "alignment",
        document: document.n,
        documentId: document.id,
        collection: document.collection,
        ...authorship(actor),
        time: document.created,
        ...files[at]?.about,
        file: hash,
        counts: countResults([]),
        partOf,
      };
      return [...statements, insertImport(entry)];
    });
}

async function reserveNumbers(context: Context, units: number): Promise<{ document: number; unit: number }> {
  return {
    document: await reserve(context.storage, "document"),
    unit: await reserve(context.storage, "unit", Math.max(1, units)),
  };
}

function firstVariants(
  unit: ExchangeUnit,
  file: FileOfAnySize,
  stamp: Pick<Variant, "author" | "time" | "origin">,
): StoredUnit["variants"] {
  const variants: { [language in Language]?: Variant } = {};
  const { source, target } = directionOfUnit(file, unit);
  for (const language of LANGUAGES) {
    const draft = unit.variants[language];
    if (draft === undefined) continue;
    const translated = source !== undefined && language === target && unit.variants[source] !== undefined;
    variants[language] = {
      ...draft,
      version: 1,
      ...stamp,
      ...(translated ? { from: { language: source, version: 1 } } : {}),
    };
  }
  return variants;
}
