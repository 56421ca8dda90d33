import { type Statement, type Storage, violates } from "../port.ts";

/** A push that was answered under an `Idempotency-Key`. */
export interface AnsweredRequest {
  /** Hash of the request, because the same key must not be used for another request. */
  readonly request: string;
  /** Number of the import that it made. */
  readonly import: number;
}

/** The request that this author sent with this key; `undefined` for a new key. */
export async function findAnswered(
  storage: Storage,
  author: string,
  key: string,
): Promise<AnsweredRequest | undefined> {
  const [row] = await storage.all<AnsweredRequest>(
    "SELECT request, import FROM idempotency WHERE author = ?1 AND key = ?2",
    author,
    key,
  );
  return row;
}

/**
 * Stores a key in the batch that writes its import. Fails (`isAnswered`) when the author has used the key already.
 *
 * @param time ISO 8601, UTC
 */
export const insertAnswered = (
  author: string,
  key: string,
  { request, import: importNumber }: AnsweredRequest,
  time: string,
): Statement => ({
  sql: "INSERT INTO idempotency (author, key, request, import, time) VALUES (?1, ?2, ?3, ?4, ?5)",
  params: [author, key, request, importNumber, time],
});

/** True when a batch failed because another request with the same key was answered first. */
export const isAnswered = (error: unknown): boolean => violates(error, "idempotency", "key");
