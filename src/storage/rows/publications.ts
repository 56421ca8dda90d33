import type { Language } from "../../domain/language.ts";
import type { Statement, Storage } from "../port.ts";

/** Strings of one namespace in one language, as a website gets them. */
export interface Publication {
  readonly namespace: string;
  readonly language: Language;
  /** Hash of the body: the strong ETag, and the name of the immutable address. */
  readonly version: string;
  /** i18next JSON. */
  readonly body: string;
  readonly time: string;
  readonly author: string;
}

/** What is live now, one or several languages and namespaces in one statement. */
export async function currentPublications(
  storage: Storage,
  languages: readonly string[],
  namespaces: readonly string[],
): Promise<Publication[]> {
  return storage.all<Publication>(
    `SELECT namespace, language, version, body, time, author FROM publication
     WHERE current = 1 AND namespace IN (SELECT value FROM json_each(?1)) AND language IN (SELECT value FROM json_each(?2))`,
    JSON.stringify(namespaces),
    JSON.stringify(languages),
  );
}

/**
 * The version of a namespace that is live in a language; or the given version, if it was ever published there.
 * `undefined` where there is none.
 */
export async function publishedVersion(
  storage: Storage,
  namespace: string,
  language: Language,
  version?: string,
): Promise<string | undefined> {
  const [row] = await storage.all<{ version: string }>(
    `SELECT version FROM publication
     WHERE namespace = ?1 AND language = ?2 AND (version = ?3 OR (?3 IS NULL AND current = 1))`,
    namespace,
    language,
    version ?? null,
  );
  return row?.version;
}

/** The body of a version; `undefined` where it is gone. */
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

/** The collections that ever published a namespace; of a deleted one the name under which its past is kept. */
export async function ownersOfNamespace(storage: Storage, namespace: string): Promise<string[]> {
  const rows = await storage.all<{ collection: string }>(
    "SELECT DISTINCT collection FROM publication WHERE namespace = ?1 AND collection IS NOT NULL",
    namespace,
  );
  return rows.map(({ collection }) => collection);
}

/** Every version that a collection ever made live, newest first. */
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

/** Makes a publication the live one; a version that was published before comes back under its old address. */
export const makeCurrent = (publication: Publication, collection: string): Statement[] => [
  {
    sql: "UPDATE publication SET current = 0 WHERE namespace = ?1 AND language = ?2 AND current = 1",
    params: [publication.namespace, publication.language],
  },
  {
    sql: `INSERT INTO publication (namespace, language, version, body, time, author, current, collection)
          VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1, ?7)
          ON CONFLICT DO UPDATE SET current = 1, time = excluded.time, author = excluded.author,
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
