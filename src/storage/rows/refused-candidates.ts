import type { Language } from "../../domain/language.ts";
import type { Statement, Storage } from "../port.ts";
import { idList, isAmong } from "./among.ts";
import { jsonParts } from "./json-parts.ts";

/** A term that is no candidate any more. */
export interface RefusedTerm {
  /** Id of the collection; empty for all collections. */
  readonly collection: string;
  readonly language: Language;
  /** The term as it is compared (`fold`). */
  readonly folded: string;
  readonly term: string;
  readonly author: string;
  readonly time: string;
}

/**
 * The refused terms, newest first.
 *
 * @param collections ids; `undefined`: of all collections. What holds for all collections is always included.
 */
export async function refusedTerms(
  storage: Storage,
  collections: readonly string[] | undefined,
): Promise<RefusedTerm[]> {
  return storage.all<RefusedTerm>(
    `SELECT collection, language, folded, term, author, time FROM refused_candidate
     WHERE collection = '' OR ${isAmong("collection", 1)}
     ORDER BY time DESC, language, folded`,
    idList(collections),
  );
}

export const insertRefused = (terms: readonly RefusedTerm[]): Statement[] =>
  jsonParts(
    terms.map(({ collection, language, folded, term, author, time }) => [
      collection,
      language,
      folded,
      term,
      author,
      time,
    ]),
  ).map((json) => ({
    sql: `INSERT INTO refused_candidate (collection, language, folded, term, author, time)
          SELECT value->>0, value->>1, value->>2, value->>3, value->>4, value->>5 FROM json_each(?1) WHERE true
          ON CONFLICT (collection, language, folded)
          DO UPDATE SET term = excluded.term, author = excluded.author, time = excluded.time`,
    params: [json],
  }));

export const deleteRefused = (
  terms: readonly Pick<RefusedTerm, "collection" | "language" | "folded">[],
): Statement[] =>
  jsonParts(terms.map(({ collection, language, folded }) => [collection, language, folded])).map((json) => ({
    sql: `DELETE FROM refused_candidate
          WHERE (collection, language, folded) IN (SELECT value->>0, value->>1, value->>2 FROM json_each(?1))`,
    params: [json],
  }));
