import type { Language } from "../../domain/language.ts";
import type { Statement, Storage } from "../port.ts";

/** The published strings of one namespace in one language. */
export interface Publication {
  readonly namespace: string;
  readonly language: Language;
  /** Hash of the body. It is the strong ETag and part of the permanent address. */
  readonly version: string;
  /** i18next JSON. */
  readonly body: string;
  readonly time: string;
  readonly author: string;
}

/** The live publications of these namespaces in these languages. */
export async function currentPublications(
  storage: Storage,
  languages: readonly string[],
  namespaces: readonly string[],
): Promise<Publication[]> {
  return storage.all<Publication>(
    `SELECT namespace, language, version, body, time, author FROM publication
     WHERE current = 1 AND namespace IN (SELECT atom FROM json_each(?1)) AND language IN (SELECT atom FROM json_each(?2))`,
    JSON.stringify(namespaces),
    JSON.stringify(languages),
  );
}

/**
 * The live version of a namespace in a language. With `version`: this version, if it was ever published there.
 * `undefined` when there is no such version.
 */
export async function publishedVersion(
  storage: Storage,
  namespace: string,
  language: Language,
  version?: string,
): Promise<string | undefined> {
  const [row] = await storage.all<{ version: string }>(
    `SELECT version FROM publication
     WHERE namespace = ?1 AND language = ?2 AND (version = ?3 OR (CAST(?3 AS TEXT) IS NULL AND current = 1))`,
    namespace,
    language,
    version ?? null,
  );
  return row?.version;
}

/** The body of a version (i18next JSON); `undefined` when there is no such version. */
export async function publishedBody(
  storage: Storage,
  namespace: string,
  language: Language,
  version: string,
): Promise<string | undefined> {
  const [row] = await storage.all<{ body: string }>(
    "SELECT body FROM publication WHERE namespace = ?1 AND language = ?2 AND version = ?3",
    namespace,
    language,
    version,
  );
  return row?.body;
}

/** Ids of the collections that ever published a namespace. A deleted one appears under the name that keeps its history. */
export async function ownersOfNamespace(storage: Storage, namespace: string): Promise<string[]> {
  const rows = await storage.all<{ collection: string }>(
    "SELECT DISTINCT collection FROM publication WHERE namespace = ?1 AND collection IS NOT NULL",
    namespace,
  );
  return rows.map(({ collection }) => collection);
}

/** Every version of a namespace that a collection ever published, newest first. */
export async function publicationsOf(
  storage: Storage,
  namespace: string,
  collection: string,
): Promise<(Omit<Publication, "body"> & { readonly current: boolean })[]> {
  type Row = Omit<Publication, "body"> & { current: number };
  const rows = await storage.all<Row>(
    `SELECT namespace, language, version, time, author, current FROM publication
     WHERE namespace = ?1 AND collection = ?2 ORDER BY time DESC, language`,
    namespace,
    collection,
  );
  return rows.map((row) => ({ ...row, current: row.current === 1 }));
}

/** Makes a publication the live one. A version that was published before gets its old address back. */
export const makeCurrent = (publication: Publication, collection: string): Statement[] => [
  {
    sql: "UPDATE publication SET current = 0 WHERE namespace = ?1 AND language = ?2 AND current = 1",
    params: [publication.namespace, publication.language],
  },
  {
    sql: `INSERT INTO publication (namespace, language, version, body, time, author, current, collection)
          VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1, ?7)
          ON CONFLICT (namespace, language, version) DO UPDATE SET current = 1, time = excluded.time, author = excluded.author,
                                    collection = excluded.collection`,
    params: [
      publication.namespace,
      publication.language,
      publication.version,
      publication.body,
      publication.time,
      publication.author,
      collection,
    ],
  },
];
