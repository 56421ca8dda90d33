import type { DecisionKind, ImportKind } from "../../domain/import.ts";
import type { Language } from "../../domain/language.ts";
import { type Statement, type Storage, violates } from "../port.ts";
import { idList, isAmong } from "./among.ts";
import { presentName } from "./people.ts";
import { type Counts, RESULTS } from "./import-reports.ts";

/** One write to units or to concepts: a push, an upload, an edit, an undo. Every write to them belongs to an import. */
export interface Import {
  readonly n: number;
  readonly kind: ImportKind;
  /** 0 for a write to the glossary (`OF_GLOSSARY`). */
  readonly document: number;
  readonly documentId: string;
  readonly collection: string;
  /** Present name of the person, or the name when it was written. */
  readonly author: string;
  /** Id of the person or program; absent: only the name is known. */
  readonly person?: string;
  readonly time: string;
  /** SHA-256 of the file's bytes, hexadecimal. */
  readonly file?: string;
  readonly filename?: string;
  readonly format?: string;
  readonly formatVersion?: string;
  readonly source?: Language;
  readonly target?: Language;
  /** Rules by which the file was cut into sentences: `replace:HASH` or `extend:HASH` of a kept file. Absent: our own. */
  readonly segmentation?: string;
  readonly counts: Counts;
  readonly undoes?: number;
  readonly undoneBy?: number;
  /** Number of the import that this one continues: a large file comes in as several writes. */
  readonly partOf?: number;
  /** Number of the proposal of an agent that it belongs to. */
  readonly proposal?: number;
  /** Id of the concept, if it is a write to one concept. */
  readonly concept?: string;
  /** Absent: it writes units or concepts, not what is decided about them. */
  readonly decision?: DecisionKind;
}

/** What stands for the document in a write to the glossary. */
export const OF_GLOSSARY = { document: 0, documentId: "", collection: "" } as const;

/** True for a write to concepts, false for a write to units. */
export const isOfGlossary = ({ document }: Pick<Import, "document">): boolean =>
  document === OF_GLOSSARY.document;

interface Row {
  n: number;
  kind: ImportKind;
  document: number;
  document_id: string;
  collection: string;
  author: string;
  person: string | null;
  time: string;
  file: string | null;
  filename: string | null;
  format: string | null;
  format_version: string | null;
  source: Language | null;
  target: Language | null;
  segmentation: string | null;
  counts: string;
  undoes: number | null;
  undone_by: number | null;
  part_of: number | null;
  proposal: number | null;
  concept: string | null;
  decision: DecisionKind | null;
  part_counts: string | null;
}

const COLUMNS =
  "n, kind, document, document_id, collection, author, person, time, file, filename, format, format_version, source, target, counts, undoes, undone_by, part_of, proposal, concept, decision, segmentation";

/** The columns with the author's present name. */
const read = (table: string): string => COLUMNS.replace("author", `${presentName(table)} AS author`);

/** Sums over the parts of an import, in the order of `RESULTS`; NULL for an import without parts. */
const PART_COUNTS = `(SELECT CASE WHEN count(*) > 0 THEN '[' || ${RESULTS.map(
  (result) => `coalesce(sum(CAST(json_extract(part.counts, '$.${result}') AS BIGINT)), 0)`,
).join(" || ',' || ")} || ']' END FROM import AS part WHERE part.part_of = import.n) AS part_counts`;

const toImport = (row: Row): Import => ({
  n: row.n,
  kind: row.kind,
  document: row.document,
  documentId: row.document_id,
  collection: row.collection,
  author: row.author,
  ...(row.person === null ? {} : { person: row.person }),
  time: row.time,
  ...(row.file === null ? {} : { file: row.file }),
  ...(row.filename === null ? {} : { filename: row.filename }),
  ...(row.format === null ? {} : { format: row.format }),
  ...(row.format_version === null ? {} : { formatVersion: row.format_version }),
  ...(row.source === null ? {} : { source: row.source }),
  ...(row.target === null ? {} : { target: row.target }),
  ...(row.segmentation === null ? {} : { segmentation: row.segmentation }),
  counts: withParts(JSON.parse(row.counts) as Counts, row.part_counts),
  ...(row.undoes === null ? {} : { undoes: row.undoes }),
  ...(row.undone_by === null ? {} : { undoneBy: row.undone_by }),
  ...(row.part_of === null ? {} : { partOf: row.part_of }),
  ...(row.proposal === null ? {} : { proposal: row.proposal }),
  ...(row.concept === null ? {} : { concept: row.concept }),
  ...(row.decision === null ? {} : { decision: row.decision }),
});

function withParts(own: Counts, parts: string | null): Counts {
  if (parts === null) return own;
  const sums = JSON.parse(parts) as number[];
  const counts = RESULTS.map((result, at) => [result, own[result] + (sums[at] ?? 0)] as const);
  return Object.fromEntries(counts) as Counts;
}

export const importId = (n: number): string => `i${n.toString(36)}`;

/** The number from an import id; `undefined` when the text is no import id. */
export function importNumber(id: string): number | undefined {
  if (!/^i[0-9a-z]{1,10}$/u.test(id)) return undefined;
  return Number.parseInt(id.slice(1), 36);
}

export async function findImport(storage: Storage, n: number): Promise<Import | undefined> {
  const [row] = await storage.all<Row>(
    `SELECT ${read("import")}, ${PART_COUNTS} FROM import WHERE n = ?1`,
    n,
  );
  return row && toImport(row);
}

/**
 * Imports with numbers below `before`, newest first. The counts of an import include those of its parts, which are not
 * listed. A change of several documents has a part in each: a list of one document or collection has the first part
 * there. A list of one collection has the writes to the glossary too, because all collections share it.
 */
export async function importsBefore(
  storage: Storage,
  filter: {
    readonly before: number;
    readonly limit: number;
    readonly document: number | undefined;
    readonly collections: readonly string[] | undefined;
  },
): Promise<Import[]> {
  // The condition is this simple so that SQLite uses the index on `document`.
  const ofDocument = filter.document === undefined ? "CAST(?2 AS BIGINT) IS NULL" : "document = ?2";
  const listed = (table: string): string =>
    `${ofDocument.replace("document", `${table}.document`)} AND (${table}.document = ${OF_GLOSSARY.document} OR ${isAmong(`${table}.collection`, 3)})`;
  const rows = await storage.all<Row>(
    `SELECT ${read("import")}, ${PART_COUNTS} FROM import
     WHERE n < ?1 AND ${listed("import")} AND (part_of IS NULL OR NOT EXISTS (
       SELECT 1 FROM import AS earlier
       WHERE (earlier.n = import.part_of OR (earlier.part_of = import.part_of AND earlier.n < import.n))
         AND ${listed("earlier")}))
     ORDER BY n DESC LIMIT ?4`,
    filter.before,
    filter.document ?? null,
    idList(filter.collections),
    filter.limit,
  );
  return rows.map(toImport);
}

/** True in SQL for an import that counts: it was not undone, or an undo of its undo brought it back. */
export const importCounts = (table: string): string =>
  `(${table}.undone_by IS NULL OR EXISTS (
     SELECT 1 FROM import AS undo LEFT JOIN import AS redo ON redo.n = undo.undone_by
     WHERE undo.n = ${table}.undone_by AND undo.undone_by IS NOT NULL AND redo.undone_by IS NULL))`;

/** Imports of a document with a file that count, newest first, at most 100. */
export async function importsWithFile(
  storage: Storage,
  document: number,
): Promise<(Import & { file: string })[]> {
  const rows = await storage.all<Row>(
    `SELECT ${read("import")}, NULL AS part_counts FROM import
     WHERE document = ?1 AND file IS NOT NULL AND ${importCounts("import")} ORDER BY n DESC LIMIT 100`,
    document,
  );
  return rows.map((row) => ({ ...toImport(row), file: row.file ?? "" }));
}

/**
 * The first import of each document that has a file and counts, by number of the document. An import without a
 * target gets the target of the newest import with the same format and source.
 */
export async function firstFiles(
  storage: Storage,
  documents: readonly number[],
): Promise<Map<number, Import>> {
  const rows = await storage.all<Row>(
    `WITH first AS (
       SELECT min(n) AS n FROM import
       WHERE document IN (SELECT CAST(atom AS BIGINT) FROM json_each(?1)) AND file IS NOT NULL
         AND ${importCounts("import")} GROUP BY document)
     SELECT i.n, kind, document, document_id, collection, ${presentName("i")} AS author, person, time, file, filename, format, format_version, source,
       coalesce(target, (
         SELECT later.target FROM import AS later
         WHERE later.document = i.document AND later.format = i.format AND later.source = i.source
           AND later.file IS NOT NULL AND later.target IS NOT NULL AND ${importCounts("later")}
         ORDER BY later.n DESC LIMIT 1)) AS target,
       counts, undoes, undone_by, part_of, proposal, concept, decision, segmentation, NULL AS part_counts
     FROM import AS i JOIN first ON first.n = i.n`,
    JSON.stringify(documents),
  );
  return new Map(rows.map((row) => [row.document, toImport(row)]));
}

/** Number of the newest import of a document; 0 when there is no import. */
export async function lastImport(storage: Storage, document: number): Promise<number> {
  const [row] = await storage.all<{ n: number | null }>(
    "SELECT max(n) AS n FROM import WHERE document = ?1",
    document,
  );
  return row?.n ?? 0;
}

export const insertImport = (entry: Import): Statement => ({
  sql: `INSERT INTO import (${COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, NULL, ?17, ?18, ?19, ?20, ?21)`,
  params: [
    entry.n,
    entry.kind,
    entry.document,
    entry.documentId,
    entry.collection,
    entry.author,
    entry.person ?? null,
    entry.time,
    entry.file ?? null,
    entry.filename ?? null,
    entry.format ?? null,
    entry.formatVersion ?? null,
    entry.source ?? null,
    entry.target ?? null,
    JSON.stringify(entry.counts),
    entry.undoes ?? null,
    entry.partOf ?? null,
    entry.proposal ?? null,
    entry.concept ?? null,
    entry.decision ?? null,
    entry.segmentation ?? null,
  ],
});

/** Numbers of the parts of an import that were not undone, newest first. */
export async function partsOf(storage: Storage, n: number): Promise<number[]> {
  const rows = await storage.all<{ n: number }>(
    "SELECT n FROM import WHERE part_of = ?1 AND undone_by IS NULL ORDER BY n DESC",
    n,
  );
  return rows.map((row) => row.n);
}

/**
 * The imports that wrote a proposal and continue no other, oldest first; their counts include those of their parts. A
 * program's undo of it has its number too.
 */
export async function importsOfProposal(storage: Storage, proposal: number): Promise<Import[]> {
  const rows = await storage.all<Row>(
    `SELECT ${read("import")}, ${PART_COUNTS} FROM import WHERE proposal = ?1 AND kind <> 'undo' AND part_of IS NULL ORDER BY n`,
    proposal,
  );
  return rows.map(toImport);
}

/** Numbers of an import and its parts of which the newest undo has left something, newest first. */
export async function partsWithLeft(storage: Storage, n: number): Promise<number[]> {
  const rows = await storage.all<{ n: number }>(
    `SELECT part.n AS n FROM import AS part
     WHERE (part.n = ?1 OR part.part_of = ?1) AND (
       SELECT CAST(json_extract(undo.counts, '$.conflict') AS BIGINT) FROM import AS undo
       WHERE undo.document = part.document AND undo.n > part.n AND undo.undoes = part.n
       ORDER BY undo.n DESC LIMIT 1) > 0
     ORDER BY part.n DESC`,
    n,
  );
  return rows.map((row) => row.n);
}

/** Ids of the collections that an import and its parts write into. */
export async function collectionsOfParts(storage: Storage, n: number): Promise<string[]> {
  const rows = await storage.all<{ collection: string }>(
    "SELECT DISTINCT collection FROM import WHERE n = ?1 OR part_of = ?1",
    n,
  );
  return rows.map((row) => row.collection);
}

/** Numbers of all parts of an import, oldest first. */
export async function allPartsOf(storage: Storage, n: number): Promise<number[]> {
  const rows = await storage.all<{ n: number }>("SELECT n FROM import WHERE part_of = ?1 ORDER BY n", n);
  return rows.map((row) => row.n);
}

/** The newest undo of an import; it may have left parts. `undefined` when nobody has undone the import. */
export async function latestUndo(
  storage: Storage,
  { n, document }: Pick<Import, "n" | "document">,
): Promise<Import | undefined> {
  // The document is named so that the index is used.
  const [row] = await storage.all<Row>(
    `SELECT ${read("import")}, NULL AS part_counts FROM import
     WHERE document = ?1 AND n > ?2 AND undoes = ?2 ORDER BY n DESC LIMIT 1`,
    document,
    n,
  );
  return row && toImport(row);
}

/**
 * Number of the newest import that undid import `n` or parts of it; `undefined` when nothing was undone. If the undo has
 * parts itself, this is the number of the first one.
 */
export async function undoOfParts(storage: Storage, n: number): Promise<number | undefined> {
  const [row] = await storage.all<{ n: number | null }>(
    `SELECT coalesce(undo.part_of, undo.n) AS n FROM import AS part JOIN import AS undo ON undo.n = part.undone_by
     WHERE part.part_of = ?1 OR part.n = ?1 ORDER BY undo.n DESC LIMIT 1`,
    n,
  );
  return row?.n ?? undefined;
}

/**
 * Records that import `by` was the first to undo import `n`. Fails (`isUndoneAlready`) when it was undone already: `kind`
 * is NOT NULL.
 */
export const markUndone = (n: number, by: number): Statement => ({
  sql: `UPDATE import SET undone_by = ?2, kind = CASE WHEN undone_by IS NULL THEN kind END WHERE n = ?1`,
  params: [n, by],
});

/** True when a batch failed because the import was undone already. */
export const isUndoneAlready = (error: unknown): boolean => violates(error, "import", "kind");
