import type { Language } from "../../domain/language.ts";
import type { Draft } from "../../domain/unit.ts";
import type { Statement, Storage } from "../port.ts";
import { presentName } from "./people.ts";
import { jsonParts } from "./json-parts.ts";

/** A pushed text for a unit that somebody else had changed first. It is kept, so that a person can choose. */
export interface Suggestion {
  readonly language: Language;
  readonly draft: Draft;
  /** Who pushed it. */
  readonly author: string;
  readonly person?: string;
  /** ISO 8601, UTC. */
  readonly time: string;
}

/** A suggestion to store. `unit` is the number of the unit. */
export interface NewSuggestion extends Pick<Suggestion, "language" | "draft"> {
  readonly unit: number;
}

/**
 * The imports with suggestions for a unit, the imports that undid them, the imports that undid those, and so on. An
 * import is valid when its chain has an even number of undos.
 */
const UNDO_CHAINS = `
WITH RECURSIVE chain (suggested, import, undos) AS (
  SELECT DISTINCT import, import, 0 FROM suggestion WHERE unit = ?1
  UNION ALL
  SELECT chain.suggested, import.undone_by, chain.undos + 1
  FROM chain JOIN import ON import.n = chain.import WHERE import.undone_by IS NOT NULL
)`;

/** True when import `n` made suggestions, or is an undo (of an undo) of an import that made some. */
export async function concernsSuggestions(storage: Storage, n: number): Promise<boolean> {
  const rows = await storage.all(
    `WITH RECURSIVE chain (n) AS (
       SELECT CAST(?1 AS BIGINT)
       UNION ALL
       SELECT import.undoes FROM chain JOIN import ON import.n = chain.n WHERE import.undoes IS NOT NULL
     )
     SELECT import FROM suggestion WHERE import IN (SELECT n FROM chain) LIMIT 1`,
    n,
  );
  return rows.length > 0;
}

/** The suggestions for one unit, oldest first, each once, without suggestions of undone imports. */
export async function suggestionsOf(storage: Storage, unit: number): Promise<Suggestion[]> {
  const rows = await storage.all<
    Omit<Suggestion, "draft" | "person"> & { draft: string; person: string | null }
  >(
    `${UNDO_CHAINS}
     SELECT language, draft, ${presentName("import")} AS author, person, time FROM suggestion JOIN import ON import.n = suggestion.import
     WHERE unit = ?1 AND (SELECT max(undos) FROM chain WHERE suggested = suggestion.import) % 2 = 0
     ORDER BY import.n`,
    unit,
  );
  const same = Map.groupBy(rows, ({ language, draft }) => `${language} ${draft}`);
  const first = [...same.values()].flatMap(([oldest]) => oldest ?? []);
  return first.map(({ person, draft, ...row }) => ({
    ...row,
    ...(person === null ? {} : { person }),
    draft: JSON.parse(draft) as Draft,
  }));
}

/** Stores the suggestions of an import, in the batch that writes the import. */
export const insertSuggestions = (importNumber: number, suggestions: readonly NewSuggestion[]): Statement[] =>
  jsonParts(suggestions.map(({ unit, language, draft }) => [unit, language, draft])).map((json) => ({
    sql: `INSERT INTO suggestion (unit, language, import, draft)
          SELECT CAST(value->>0 AS BIGINT), value->>1, CAST(?1 AS BIGINT), value->>2 FROM json_each(?2)`,
    params: [importNumber, json],
  }));
