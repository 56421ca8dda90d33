import { type Language, LANGUAGES } from "../../domain/language.ts";
import type { Storage } from "../port.ts";
import { jsonParts } from "./units.ts";

/** What a lookup needs of a unit; variants stay as JSON, for most of them are never looked at. */
export interface MatchRow {
  readonly n: number;
  readonly document: string;
  readonly collection: string;
  readonly key: string;
  readonly en: string | null;
  readonly ru: string | null;
  readonly zh: string | null;
  /** The same language's variant in the unit before and after it in its document, where that was asked for. */
  readonly before: string | null;
  readonly after: string | null;
}

export interface WantedRow {
  readonly n: number;
  /** Whose neighbours are wanted too. */
  readonly context?: Language;
}

/** `near` is one of the three column names; nothing else is spliced. */
const neighbour = (column: Language, sign: "<" | ">") =>
  `(SELECT near.${column} FROM unit AS near WHERE near.document = unit.document AND near.position ${sign} unit.position
    ORDER BY near.position ${sign === "<" ? "DESC" : "ASC"} LIMIT 1)`;

const neighbours = (sign: "<" | ">") =>
  `CASE wanted.value->>1 ${LANGUAGES.map((language) => `WHEN '${language}' THEN ${neighbour(language, sign)}`).join(" ")} END`;

const MATCH_ROWS = `
SELECT unit.n, document.id AS document, document.collection, unit.key, unit.en, unit.ru, unit.zh,
       ${neighbours("<")} AS before, ${neighbours(">")} AS after
FROM json_each(?1) AS wanted JOIN unit ON unit.n = wanted.value->>0 JOIN document ON document.n = unit.document
WHERE ?2 IS NULL OR document.collection IN (SELECT value FROM json_each(?2))`;

/** Units by number, in no particular order; of these collections only, where some are named. One round trip. */
export async function matchRows(
  storage: Storage,
  wanted: readonly WantedRow[],
  collections: readonly string[] | undefined,
): Promise<MatchRow[]> {
  const filter = collections === undefined ? null : JSON.stringify(collections);
  const parts = jsonParts(wanted.map(({ n, context }) => [n, context ?? null]));
  const [only] = parts;
  if (only === undefined) return [];
  if (parts.length === 1) return storage.all<MatchRow>(MATCH_ROWS, only, filter);
  const answers = await storage.batch(parts.map((json) => ({ sql: MATCH_ROWS, params: [json, filter] })));
  return (answers as MatchRow[][]).flat();
}
