import type { Language } from "../domain/language.ts";
import type { State } from "../domain/unit.ts";
import type { FormatName } from "../formats/format.ts";
import type { Statement, Storage } from "./storage.ts";

/** A seminar text, a set of website strings, an imported memory: units in order. */
export interface Document {
  readonly n: number;
  readonly id: string;
  readonly collection: string;
  readonly title: string;
  /** Of the file that it was made from. */
  readonly format: FormatName;
  /** i18next namespace under which its strings are published. */
  readonly namespace?: string;
  /** Language tags as its file spells them: they go out as they came in. */
  readonly tags: { readonly [language in Language]?: string };
  /** Languages that at least one import brought. */
  readonly languages: readonly Language[];
  /** Grows with every write to the document or its units. */
  readonly revision: number;
  readonly created: string;
  readonly createdBy: string;
}

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
});

const COLUMNS = "n, id, collection, title, format, namespace, tags, languages, revision, created, created_by";

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

/** In order of creation. */
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

export const insertDocument = (document: Document): Statement => ({
  sql: `INSERT INTO document (${COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)`,
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
  ],
});

/**
 * Writes title, namespace, tags and languages, and takes the document one revision on. Fails with a
 * constraint when it is no longer at `document.revision`: every write to units begins with this.
 */
export const updateDocument = (document: Document): Statement => ({
  sql: `UPDATE document SET title = ?3, namespace = ?4, tags = ?5, languages = ?6,
                            revision = CASE WHEN revision = ?2 THEN revision + 1 END
        WHERE n = ?1`,
  params: [
    document.n,
    document.revision,
    document.title,
    document.namespace ?? null,
    JSON.stringify(document.tags),
    JSON.stringify(document.languages),
  ],
});

export const deleteDocument = (document: Document): Statement => ({
  sql: "DELETE FROM document WHERE n = ?1",
  params: [document.n],
});

export interface DocumentCounts {
  readonly units: number;
  readonly states: { readonly [language in Language]?: { readonly [state in State]?: number } };
  /** Variants translated from a version of their peer that is no longer current. */
  readonly stale: { readonly [language in Language]?: number };
}

/** Units of a document, by language and state. */
export async function countUnits(storage: Storage, document: number): Promise<DocumentCounts> {
  const peer = (path: string) =>
    `json_extract(CASE ${path}->>'$.from.language' WHEN 'en' THEN en WHEN 'ru' THEN ru ELSE zh END, '$.version')`;
  const perLanguage = (language: Language) => `
    SELECT '${language}' AS language, ${language}->>'$.state' AS state, count(*) AS units,
           sum(coalesce(${peer(language)} > ${language}->>'$.from.version', 0)) AS stale
    FROM unit WHERE document = ?1 AND ${language} IS NOT NULL GROUP BY 2`;
  const rows = await storage.all<{ language: Language | "all"; state: State; units: number; stale: number }>(
    `SELECT 'all' AS language, '' AS state, count(*) AS units, 0 AS stale FROM unit WHERE document = ?1
     UNION ALL ${perLanguage("en")} UNION ALL ${perLanguage("ru")} UNION ALL ${perLanguage("zh")}`,
    document,
  );
  const states: { [language in Language]?: { [state in State]?: number } } = {};
  const stale: { [language in Language]?: number } = {};
  let units = 0;
  for (const row of rows) {
    if (row.language === "all") units = row.units;
    else {
      states[row.language] = { ...states[row.language], [row.state]: row.units };
      stale[row.language] = (stale[row.language] ?? 0) + row.stale;
    }
  }
  return { units, states, stale };
}
