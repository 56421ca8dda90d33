import type { ProblemData } from "../../domain/problem.ts";
import type { ExchangeFile } from "../../formats/contract.ts";
import { findDocument } from "../../storage/rows/documents.ts";
import {
  type Counts,
  findImport,
  type Import,
  importId,
  importNumber,
  importsBefore,
  readReport,
  type ReportEntry,
} from "../../storage/rows/imports.ts";
import { Problem } from "../../domain/problem.ts";
import { countResults } from "./commit.ts";
import { type Actor, assertVisible, type Context } from "../context.ts";

/** The answer to every write: what became of each unit. The counts add up to the units listed. */
export interface ImportReport {
  /** `null` when nothing was written: a dry run, or an aborted push. */
  readonly import: string | null;
  readonly undone: boolean;
  readonly counts: Counts;
  readonly units: readonly ReportEntry[];
  /** What is odd about the file as a whole. */
  readonly warnings: readonly ProblemData[];
  /** Entries in languages that are not ours, by tag. */
  readonly skippedLanguages: Readonly<Record<string, number>>;
}

export function reportOf(
  entry: Import | undefined,
  units: readonly ReportEntry[],
  file?: Pick<ExchangeFile, "warnings" | "skippedLanguages">,
): ImportReport {
  return {
    import: entry === undefined ? null : importId(entry.n),
    undone: entry?.undoneBy !== undefined,
    counts: entry?.counts ?? countResults(units),
    units,
    warnings: file?.warnings ?? [],
    skippedLanguages: file?.skippedLanguages ?? {},
  };
}

/** An import as lists show it. */
export interface ImportSummary {
  readonly id: string;
  readonly kind: Import["kind"];
  readonly document: string;
  readonly collection: string;
  readonly author: string;
  readonly time: string;
  readonly counts: Counts;
  readonly undone: boolean;
  readonly filename?: string;
  readonly format?: string;
  readonly source?: string;
  readonly target?: string;
  /** The import that this one took back. */
  readonly undoes?: string;
  /** The import that took this one back. */
  readonly undoneBy?: string;
}

export function summaryOf(entry: Import): ImportSummary {
  const { filename, format, source, target } = entry;
  return {
    id: importId(entry.n),
    kind: entry.kind,
    document: entry.documentId,
    collection: entry.collection,
    author: entry.author,
    time: entry.time,
    counts: entry.counts,
    undone: entry.undoneBy !== undefined,
    ...(filename === undefined ? {} : { filename }),
    ...(format === undefined ? {} : { format }),
    ...(source === undefined ? {} : { source }),
    ...(target === undefined ? {} : { target }),
    ...(entry.undoes === undefined ? {} : { undoes: importId(entry.undoes) }),
    ...(entry.undoneBy === undefined ? {} : { undoneBy: importId(entry.undoneBy) }),
  };
}

/** @throws {Problem} `not-found` */
export async function visibleImport(context: Context, actor: Actor, id: string): Promise<Import> {
  const n = importNumber(id);
  const entry = n === undefined ? undefined : await findImport(context.storage, n);
  if (entry === undefined) throw new Problem("not-found", { what: id });
  assertVisible(actor, entry.collection, id);
  return entry;
}

/** One import with its report. */
export async function getImport(
  context: Context,
  actor: Actor,
  id: string,
): Promise<{ import: ImportSummary; report: ImportReport }> {
  const entry = await visibleImport(context, actor, id);
  const report = reportOf(entry, await readReport(context.storage, entry.n));
  return { import: summaryOf(entry), report };
}

/** Newest first. `next` is the id to ask on from, `null` at the end. */
export async function listImports(
  context: Context,
  actor: Actor,
  query: { readonly document?: string; readonly before?: string; readonly limit: number },
): Promise<{ items: ImportSummary[]; next: string | null }> {
  const document =
    query.document === undefined ? undefined : await findDocument(context.storage, query.document);
  if (query.document !== undefined) {
    if (document === undefined) throw new Problem("not-found", { what: query.document });
    assertVisible(actor, document.collection, query.document);
  }
  const before = query.before === undefined ? Number.MAX_SAFE_INTEGER : importNumber(query.before);
  if (before === undefined) throw new Problem("bad-request", {}, { field: "before" });
  const found = await importsBefore(context.storage, {
    before,
    limit: query.limit + 1,
    document: document?.n,
    collection: actor.collection,
  });
  const items = found.slice(0, query.limit).map(summaryOf);
  return { items, next: found.length > query.limit ? (items.at(-1)?.id ?? null) : null };
}
