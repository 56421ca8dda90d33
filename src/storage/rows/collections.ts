import { type Statement, type Storage, StorageError, violates } from "../port.ts";
import { idList, isAmong } from "./among.ts";
import { forgetPublicCollection } from "./public-glossary.ts";

/** A group of documents: one seminar, one site, one client. A token may be bound to a collection. */
export interface Collection {
  readonly id: string;
  readonly title: string;
  /** Switches of checks, abbreviations and the like. Each service reads and checks its own settings. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly version: number;
  /** ISO 8601, UTC. */
  readonly created: string;
  readonly createdBy: string;
}

interface Row {
  id: string;
  title: string;
  settings: string;
  version: number;
  created: string;
  created_by: string;
}

const toCollection = (row: Row): Collection => ({
  id: row.id,
  title: row.title,
  settings: JSON.parse(row.settings) as Record<string, unknown>,
  version: row.version,
  created: row.created,
  createdBy: row.created_by,
});

const COLUMNS = "id, title, settings, version, created, created_by";

export async function findCollection(storage: Storage, id: string): Promise<Collection | undefined> {
  const [row] = await storage.all<Row>(`SELECT ${COLUMNS} FROM collection WHERE id = ?1`, id);
  return row && toCollection(row);
}

/**
 * At most `limit` collections with ids greater than `after`, in the order of ids.
 *
 * @param only ids of the collections that the reader may see; `undefined`: all
 */
export async function collectionsAfter(
  storage: Storage,
  after: string,
  limit: number,
  only: readonly string[] | undefined,
): Promise<Collection[]> {
  const rows = await storage.all<Row>(
    `SELECT ${COLUMNS} FROM collection WHERE id > ?1 AND ${isAmong("id", 3)} ORDER BY id LIMIT ?2`,
    after,
    limit,
    idList(only),
  );
  return rows.map(toCollection);
}

/** Fails (`isTakenCollection`) when a collection with this id exists. */
export const insertCollection = (collection: Collection): Statement => ({
  sql: `INSERT INTO collection (${COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6)`,
  params: [
    collection.id,
    collection.title,
    JSON.stringify(collection.settings),
    collection.version,
    collection.created,
    collection.createdBy,
  ],
});

/** Fails (`isStaleCollection`) when somebody else changed it first: `version` is NOT NULL. */
export const updateCollection = (collection: Collection, expectedVersion: number): Statement => ({
  sql: `UPDATE collection SET title = ?2, settings = ?3, version = CASE WHEN version = ?4 THEN version + 1 END
        WHERE id = ?1`,
  params: [collection.id, collection.title, JSON.stringify(collection.settings), expectedVersion],
});

/** True when a batch failed because the id is taken. */
export const isTakenCollection = (error: unknown): boolean => violates(error, "collection", "id");

/** True when a batch failed because somebody else changed the collection first. */
export const isStaleCollection = (error: unknown): boolean => violates(error, "collection", "version");

/** True when a batch failed because other rows still refer to a row that it deletes. */
export const isStillReferred = (error: unknown): boolean =>
  error instanceof StorageError && error.constraint?.kind === "foreign-key";

/** Fails (`isStillReferred`) while the collection has documents. */
export const deleteCollection = (id: string): Statement[] => {
  // Its history is kept under a name that no collection can have, so that a new collection with this id does not get it.
  const retired = `${id}${RETIRED}${crypto.randomUUID()}`;
  return [
    { sql: "DELETE FROM collection WHERE id = ?1", params: [id] },
    forgetPublicCollection(id),
    ...["import", "coverage", "publication", "proposal", "event"].map((table) => ({
      sql: `UPDATE ${table} SET collection = ?2 WHERE collection = ?1`,
      params: [id, retired],
    })),
  ];
};

/** Separates the id of a deleted collection from the UUID that makes its name unique. No id contains it. */
const RETIRED = "#";

/** The id that a deleted collection had, from the name under which its history is kept. */
export const originalCollectionId = (name: string): string => name.split(RETIRED, 1)[0] ?? name;
