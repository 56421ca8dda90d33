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

/** The suggestions for one unit, oldest first. */
export async function suggestionsOf(storage: Storage, unit: number): Promise<Suggestion[]> {
  const rows = await storage.all<Omit<Suggestion, "draft"> & { draft: string }>(
    `SELECT language, draft, author, time FROM suggestion JOIN import ON import.n = suggestion.import
     WHERE unit = ?1 ORDER BY import.n`,
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

/** Forgets what an import suggested: it was undone. */
export const deleteSuggestionsOf = (importNumber: number): Statement => ({
  sql: "DELETE FROM suggestion WHERE import = ?1",
  params: [importNumber],
});
