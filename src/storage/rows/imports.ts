import type { ImportKind } from "../../domain/import.ts";
import type { Language } from "../../domain/language.ts";
import { type Statement, type Storage, violates } from "../port.ts";
import type { Counts } from "./import-reports.ts";

/** Every write to units belongs to one. */
export interface Import {
  readonly n: number;
  readonly kind: ImportKind;
  readonly document: number;
  readonly documentId: string;
  readonly collection: string;
  readonly author: string;
  readonly time: string;
  /** Hash of the bytes that came in. */
  readonly file?: string;
  readonly filename?: string;
  readonly format?: string;
  readonly formatVersion?: string;
  readonly source?: Language;
  readonly target?: Language;
  readonly counts: Counts;
  readonly undoes?: number;
  readonly undoneBy?: number;
}

interface Row {
  n: number;
  kind: ImportKind;
  document: number;
  document_id: string;
  collection: string;
  author: string;
  time: string;
  file: string | null;
  filename: string | null;
  format: string | null;
  format_version: string | null;
  source: Language | null;
  target: Language | null;
  counts: string;
  undoes: number | null;
  undone_by: number | null;
}

const COLUMNS =
  "n, kind, document, document_id, collection, author, time, file, filename, format, format_version, source, target, counts, undoes, undone_by";

const toImport = (row: Row): Import => ({
  n: row.n,
  kind: row.kind,
  document: row.document,
  documentId: row.document_id,
  collection: row.collection,
  author: row.author,
  time: row.time,
  ...(row.file === null ? {} : { file: row.file }),
  ...(row.filename === null ? {} : { filename: row.filename }),
  ...(row.format === null ? {} : { format: row.format }),
  ...(row.format_version === null ? {} : { formatVersion: row.format_version }),
  ...(row.source === null ? {} : { source: row.source }),
  ...(row.target === null ? {} : { target: row.target }),
  counts: JSON.parse(row.counts) as Counts,
  ...(row.undoes === null ? {} : { undoes: row.undoes }),
  ...(row.undone_by === null ? {} : { undoneBy: row.undone_by }),
});

export const importId = (n: number): string => `i${n.toString(36)}`;

/** `undefined` for what is no import id. */
export function importNumber(id: string): number | undefined {
  if (!/^i[0-9a-z]{1,10}$/u.test(id)) return undefined;
  return Number.parseInt(id.slice(1), 36);
}

export async function findImport(storage: Storage, n: number): Promise<Import | undefined> {
  const [row] = await storage.all<Row>(`SELECT ${COLUMNS} FROM import WHERE n = ?1`, n);
  return row && toImport(row);
}

/** Newest first, older than `before`. */
export async function importsBefore(
  storage: Storage,
  filter: { before: number; limit: number; document: number | undefined; collection: string | undefined },
): Promise<Import[]> {
  // A document has few of all imports, and an index of its own.
  const ofDocument = filter.document === undefined ? "?2 IS NULL" : "document = ?2";
  const rows = await storage.all<Row>(
    `SELECT ${COLUMNS} FROM import
     WHERE n < ?1 AND ${ofDocument} AND (?3 IS NULL OR collection = ?3) ORDER BY n DESC LIMIT ?4`,
    filter.before,
    filter.document ?? null,
    filter.collection ?? null,
    filter.limit,
  );
  return rows.map(toImport);
}

/** The imports of a document that brought a file and were not undone, newest first. */
export async function importsWithFile(
  storage: Storage,
  document: number,
): Promise<(Import & { file: string })[]> {
  const rows = await storage.all<Row>(
    `SELECT ${COLUMNS} FROM import
     WHERE document = ?1 AND file IS NOT NULL AND undone_by IS NULL ORDER BY n DESC LIMIT 100`,
    document,
  );
  return rows.map((row) => ({ ...toImport(row), file: row.file ?? "" }));
}

/**
 * For each of some documents the first import that brought a file and was not undone, by number of the document. Its
 * target, if it has none, is that of the newest import in the same format and from the same source.
 */
export async function firstFiles(
  storage: Storage,
  documents: readonly number[],
): Promise<Map<number, Import>> {
  const rows = await storage.all<Row>(
    `WITH first AS (
       SELECT min(n) AS n FROM import
       WHERE document IN (SELECT value FROM json_each(?1)) AND file IS NOT NULL AND undone_by IS NULL
       GROUP BY document)
     SELECT i.n, kind, document, document_id, collection, author, time, file, filename, format, format_version, source,
       coalesce(target, (
         SELECT later.target FROM import AS later
         WHERE later.document = i.document AND later.format = i.format AND later.source = i.source
           AND later.file IS NOT NULL AND later.target IS NOT NULL AND later.undone_by IS NULL
         ORDER BY later.n DESC LIMIT 1)) AS target,
       counts, undoes, undone_by
     FROM import AS i JOIN first ON first.n = i.n`,
    JSON.stringify(documents),
  );
  return new Map(rows.map((row) => [row.document, toImport(row)]));
}

/** Number of the newest import of a document, 0 when there is none. */
export async function lastImport(storage: Storage, document: number): Promise<number> {
  const [row] = await storage.all<{ n: number | null }>(
    "SELECT max(n) AS n FROM import WHERE document = ?1",
    document,
  );
  return row?.n ?? 0;
}

export const insertImport = (entry: Import): Statement => ({
  sql: `INSERT INTO import (${COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, NULL)`,
  params: [
    entry.n,
    entry.kind,
    entry.document,
    entry.documentId,
    entry.collection,
    entry.author,
    entry.time,
    entry.file ?? null,
    entry.filename ?? null,
    entry.format ?? null,
    entry.formatVersion ?? null,
    entry.source ?? null,
    entry.target ?? null,
    JSON.stringify(entry.counts),
    entry.undoes ?? null,
  ],
});

/** Fails (`isUndoneAlready`) when it was undone already: `kind` is NOT NULL. */
export const markUndone = (n: number, by: number): Statement => ({
  sql: `UPDATE import SET undone_by = ?2, kind = CASE WHEN undone_by IS NULL THEN kind END WHERE n = ?1`,
  params: [n, by],
});

/** True when a batch failed because the import was undone meanwhile. */
export const isUndoneAlready = (error: unknown): boolean => violates(error, "import", "kind");
