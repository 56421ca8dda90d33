import { type Language, LANGUAGES } from "../../domain/language.ts";
import type { Storage } from "../port.ts";
import { idList, isAmong } from "./among.ts";
import { jsonParts } from "./json-parts.ts";

/** Conditions for a variant in which text was found. An absent condition accepts every variant. */
export interface HitFilter {
  /** Ids of the collections that are searched. An empty list accepts no unit. */
  readonly collections: readonly string[] | undefined;
  readonly state: string | undefined;
  readonly author: string | undefined;
  /** Times of the variant, ISO 8601, UTC; `from` and `to` are inclusive. */
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** `language` is one of the three column names, so it may stand in the SQL text. */
const passes = (language: Language, bit: number) =>
  `CASE WHEN CAST(hit.value->>1 AS BIGINT) & ${bit} <> 0 AND ${language} IS NOT NULL
     AND (CAST(?3 AS TEXT) IS NULL OR json_extract(${language}, '$.state') = ?3)
     AND (CAST(?4 AS TEXT) IS NULL OR json_extract(${language}, '$.author') = ?4)
     AND (CAST(?5 AS TEXT) IS NULL OR json_extract(${language}, '$.time') >= ?5)
     AND (CAST(?6 AS TEXT) IS NULL OR json_extract(${language}, '$.time') <= ?6)
   THEN ${bit} ELSE 0 END`;

const PASSING = `
SELECT unit.n AS n, ${LANGUAGES.map((language, at) => passes(language, 1 << at)).join(" + ")} AS bits
FROM json_each(?1) AS hit JOIN unit ON unit.n = CAST(hit.value->>0 AS BIGINT) JOIN document ON document.n = unit.document
WHERE ${isAmong("document.collection", 2)}`;

/**
 * Keeps the hits whose variants meet the conditions.
 *
 * @param hits by unit number: bits of languages, bit `1 << i` for `LANGUAGES[i]`
 * @returns the same shape, without units that have no hit left
 */
export async function hitsThatPass(
  storage: Storage,
  hits: ReadonlyMap<number, number>,
  { collections, state, author, from, to }: HitFilter,
): Promise<Map<number, number>> {
  const passed = new Map<number, number>();
  for (const json of jsonParts([...hits])) {
    const rows = await storage.all<{ n: number; bits: number }>(
      PASSING,
      json,
      idList(collections),
      state ?? null,
      author ?? null,
      from ?? null,
      to ?? null,
    );
    for (const { n, bits } of rows) if (bits > 0) passed.set(n, bits);
  }
  return passed;
}
