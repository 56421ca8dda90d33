import { jsonParts } from "./json-parts.ts";
import type { Language } from "../../domain/language.ts";
import type { State } from "../../domain/unit.ts";
import type { FormatName } from "../../formats/traits.ts";
import { type Statement, type Storage, violates } from "../port.ts";
import { idList, isAmong } from "./among.ts";
import { importCounts } from "./imports.ts";

/** A seminar text, a set of website strings, an imported memory: units in order. */
export interface Document {
  readonly n: number;
  readonly id: string;
  readonly collection: string;
  readonly title: string;
  /** Format of the file from which the document was made. */
  readonly format: FormatName;
  /** i18next namespace under which its strings are published. */
  readonly namespace?: string;
  /** Language tags as the imported file spells them. Exports use the same spelling. */
  readonly tags: { readonly [language in Language]?: string };
  /** Languages that at least one import contained. */
  readonly languages: readonly Language[];
  /** Grows with every write to the document or its units. */
  readonly revision: number;
  readonly created: string;
  readonly createdBy: string;
  /** Counts of its units. Every write to units updates them. */
  readonly counts: DocumentCounts;
}

/** Units of a document, by language and state. */
export interface DocumentCounts {
  readonly units: number;
  readonly states: { readonly [language in Language]?: { readonly [state in State]?: number } };
  /** Variants that were translated from an older version of another language's variant. */
  readonly stale: { readonly [language in Language]?: number };
}

export const NO_UNITS: DocumentCounts = { units: 0, states: {}, stale: {} };

interface Row {
  n: number;
  id: string;
  collection: string;
  title: string;
  format: FormatName;
  namespace: string | null;
  tags: string;
  languages: string;
  revision: number;
  created: string;
  created_by: string;
  counts: string;
}

const toDocument = (row: Row): Document => ({
  n: row.n,
  id: row.id,
  collection: row.collection,
  title: row.title,
  format: row.format,
  ...(row.namespace === null ? {} : { namespace: row.namespace }),
  tags: JSON.parse(row.tags) as Document["tags"],
  languages: JSON.parse(row.languages) as Language[],
  revision: row.revision,
  created: row.created,
  createdBy: row.created_by,
  counts: JSON.parse(row.counts) as DocumentCounts,
});

const COLUMNS =
  "n, id, collection, title, format, namespace, tags, languages, revision, created, created_by, counts";

export async function findDocument(storage: Storage, id: string): Promise<Document | undefined> {
  const [row] = await storage.all<Row>(`SELECT ${COLUMNS} FROM document WHERE id = ?1`, id);
  return row && toDocument(row);
}

export async function documentByNumber(storage: Storage, n: number): Promise<Document | undefined> {
  const [row] = await storage.all<Row>(`SELECT ${COLUMNS} FROM document WHERE n = ?1`, n);
  return row && toDocument(row);
}

export async function documentByNamespace(
  storage: Storage,
  namespace: string,
): Promise<Document | undefined> {
  const [row] = await storage.all<Row>(`SELECT ${COLUMNS} FROM document WHERE namespace = ?1`, namespace);
  return row && toDocument(row);
}

/** At most `limit` documents of a collection with numbers above `after`, in order of creation. */
export async function documentsAfter(
  storage: Storage,
  collection: string,
  after: number,
  limit: number,
): Promise<Document[]> {
  const rows = await storage.all<Row>(
    `SELECT ${COLUMNS} FROM document WHERE collection = ?1 AND n > ?2 ORDER BY n LIMIT ?3`,
    collection,
    after,
    limit,
  );
  return rows.map(toDocument);
}

/**
 * At most `limit` documents with numbers above `after`, in order of creation.
 *
 * @param only ids of collections and of documents; `undefined`: all
 */
export async function selectedDocuments(
  storage: Storage,
  only: {
    readonly collections: readonly string[] | undefined;
    readonly documents: readonly string[] | undefined;
  },
  after: number,
  limit: number,
): Promise<Document[]> {
  const rows = await storage.all<Row>(
    `SELECT ${COLUMNS} FROM document
     WHERE n > ?1 AND ${isAmong("collection", 2)} AND ${isAmong("id", 3)} ORDER BY n LIMIT ?4`,
    after,
    idList(only.collections),
    idList(only.documents),
    limit,
  );
  return rows.map(toDocument);
}

export const insertDocument = (document: Document): Statement => ({
  sql: `INSERT INTO document (${COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)`,
  params: [
    document.n,
    document.id,
    document.collection,
    document.title,
    document.format,
    document.namespace ?? null,
    JSON.stringify(document.tags),
    JSON.stringify(document.languages),
    document.revision,
    document.created,
    document.createdBy,
    JSON.stringify(document.counts),
  ],
});

/**
 * Writes title, namespace, tags, languages and counts, and increases the revision by one. Fails (`isStaleRevision`)
 * when the stored revision is no longer `document.revision`. Every write to units begins with this statement.
 */
export const updateDocument = (document: Document): Statement => ({
  sql: `UPDATE document SET title = ?3, namespace = ?4, tags = ?5, languages = ?6, counts = ?7,
                            revision = CASE WHEN revision = ?2 THEN revision + 1 END
        WHERE n = ?1`,
  params: [
    document.n,
    document.revision,
    document.title,
    document.namespace ?? null,
    JSON.stringify(document.tags),
    JSON.stringify(document.languages),
    JSON.stringify(document.counts),
  ],
});

/** True when a batch failed because somebody else wrote to the document first. `revision` is NOT NULL. */
export const isStaleRevision = (error: unknown): boolean => violates(error, "document", "revision");

/** The column that made a batch fail because another document has the same id or namespace. */
export function takenName(error: unknown): "id" | "namespace" | undefined {
  if (violates(error, "document", "namespace")) return "namespace";
  return violates(error, "document", "id") ? "id" : undefined;
}

export const deleteDocument = (document: Document): Statement => ({
  sql: "DELETE FROM document WHERE n = ?1",
  params: [document.n],
});

/** Titles of documents by id. */
export async function titlesOf(storage: Storage, ids: readonly string[]): Promise<Map<string, string>> {
  const titles = new Map<string, string>();
  for (const json of jsonParts(ids)) {
    const rows = await storage.all<{ id: string; title: string }>(
      "SELECT id, title FROM document WHERE id IN (SELECT atom FROM json_each(?1))",
      json,
    );
    for (const { id, title } of rows) titles.set(id, title);
  }
  return titles;
}

/** A document as a warning names it. */
export type NamedDocument = Pick<Document, "n" | "id" | "title">;

/**
 * The documents of a collection that have a file with these bytes, the newest first: the file that they were made from,
 * one of several files that were aligned, or one that was pushed.
 *
 * @param hash SHA-256 of the bytes, hexadecimal
 */
export async function documentsWithFile(
  storage: Storage,
  collection: string,
  hash: string,
): Promise<NamedDocument[]> {
  const rows = await storage.all<NamedDocument>(
    // Hardly any file is stored already, and then no import is read.
    `SELECT n, id, title FROM document
     WHERE collection = ?1 AND EXISTS (SELECT 1 FROM file_part WHERE hash = ?2) AND EXISTS (
       SELECT 1 FROM import WHERE import.document = document.n AND file = ?2 AND ${importCounts("import")})
     ORDER BY n DESC`,
    collection,
    hash,
  );
  return rows.map(({ n, id, title }) => ({ n, id, title }));
}

/** The newest document of a collection that was made from a file with this name. */
export async function documentOfFilename(
  storage: Storage,
  collection: string,
  filename: string,
): Promise<NamedDocument | undefined> {
  // The first import of a document is the one that made it.
  const [row] = await storage.all<NamedDocument>(
    `SELECT d.n, d.id, d.title FROM document AS d
     JOIN import AS i ON i.n = (SELECT min(n) FROM import WHERE document = d.n)
     WHERE d.collection = ?1 AND i.file IS NOT NULL AND i.filename = ?2
     ORDER BY d.n DESC LIMIT 1`,
    collection,
    filename,
  );
  return row && { n: row.n, id: row.id, title: row.title };
}

/** The newest documents of a collection that have this format and number of units. */
export async function documentsOfSize(
  storage: Storage,
  collection: string,
  { format, units, limit }: { readonly format: FormatName; readonly units: number; readonly limit: number },
): Promise<Document[]> {
  const rows = await storage.all<Row>(
    `SELECT ${COLUMNS} FROM document
     WHERE collection = ?1 AND format = ?2 AND json_extract(counts, '$.units') = ?3 ORDER BY n DESC LIMIT ?4`,
    collection,
    format,
    units,
    limit,
  );
  return rows.map(toDocument);
}
