import type { Language } from "../../domain/language.ts";
import type { Draft } from "../../domain/unit.ts";
import type { Statement, Storage } from "../port.ts";
import { jsonParts } from "./json-parts.ts";

/** A text that a push brought for a unit that somebody else had changed first, kept beside it to choose from. */
export interface Suggestion {
  readonly language: Language;
  readonly draft: Draft;
  /** Who pushed it. */
  readonly author: string;
  /** ISO 8601, UTC. */
  readonly time: string;
}

/** What a push suggests for one language of a unit, which is given by its number. */
export interface NewSuggestion extends Pick<Suggestion, "language" | "draft"> {
  readonly unit: number;
}

/**
 * The imports that suggested something for a unit, with the imports that undid them, those that undid these, and so on.
 * An import stands when an even number of undos followed each other.
 */
const UNDO_CHAINS = `
WITH RECURSIVE chain (suggested, import, undos) AS (
  SELECT DISTINCT import, import, 0 FROM suggestion WHERE unit = ?1
  UNION ALL
  SELECT chain.suggested, import.undone_by, chain.undos + 1
  FROM chain JOIN import ON import.n = chain.import WHERE import.undone_by IS NOT NULL
)`;

/** The suggestions for one unit, oldest first; without those of imports that were undone. */
export async function suggestionsOf(storage: Storage, unit: number): Promise<Suggestion[]> {
  const rows = await storage.all<Omit<Suggestion, "draft"> & { draft: string }>(
    `${UNDO_CHAINS}
     SELECT language, draft, author, time FROM suggestion JOIN import ON import.n = suggestion.import
     WHERE unit = ?1 AND (SELECT max(undos) FROM chain WHERE suggested = suggestion.import) % 2 = 0
     ORDER BY import.n`,
    unit,
  );
  return rows.map((row) => ({ ...row, draft: JSON.parse(row.draft) as Draft }));
}

/** Keeps what an import suggests, in the batch that writes the import. */
export const insertSuggestions = (importNumber: number, suggestions: readonly NewSuggestion[]): Statement[] =>
  jsonParts(suggestions.map(({ unit, language, draft }) => [unit, language, draft])).map((json) => ({
    sql: `INSERT INTO suggestion (unit, language, import, draft)
          SELECT value->>0, value->>1, ?1, value->>2 FROM json_each(?2)`,
    params: [importNumber, json],
  }));
