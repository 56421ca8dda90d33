import { type Language, LANGUAGES } from "../../domain/language.ts";
import type { Content } from "../../domain/segment.ts";
import { memorySettings, type Standing } from "../../domain/standing.ts";
import { isUnconfirmed, type Variant, type Variants } from "../../domain/unit.ts";
import type { Storage } from "../port.ts";
import { idList, isAmong } from "./among.ts";
import { jsonParts } from "./json-parts.ts";
import { unpackVariant } from "./units.ts";

/** A unit as lookup and concordance read it, without texts that an agent proposed and nobody confirmed. */
export interface MatchUnit {
  readonly n: number;
  /** Id of its document. */
  readonly document: string;
  /** Id of its collection. */
  readonly collection: string;
  readonly key: string;
  readonly variants: Variants;
  /**
   * Content of the previous and the next unit in the document, in the language of `WantedUnit.context`. `undefined`
   * when there is no such unit or text, or when `context` is absent.
   */
  readonly before: Content | undefined;
  readonly after: Content | undefined;
  /** How the collection stands in lookups. */
  readonly standing: Standing;
}

export interface WantedUnit {
  readonly n: number;
  /** The language in which the neighbours of the unit are read too. */
  readonly context?: Language;
}

type MatchRow = Pick<MatchUnit, "n" | "document" | "collection" | "key"> & {
  /** `settings.memory` of the collection as JSON. */
  readonly memory: string | null;
} & {
  readonly [column in Language | "before" | "after"]: string | null;
};

/** `column` is one of the three language columns, so it may stand in the SQL text. */
const neighbour = (column: Language, sign: "<" | ">") =>
  `(SELECT near.${column} FROM unit AS near WHERE near.document = unit.document AND near.position ${sign} unit.position
    ORDER BY near.position ${sign === "<" ? "DESC" : "ASC"} LIMIT 1)`;

const neighbours = (sign: "<" | ">") =>
  `CASE wanted.value->>1 ${LANGUAGES.map((language) => `WHEN '${language}' THEN ${neighbour(language, sign)}`).join(" ")} END`;

const MATCH_UNITS = `
SELECT unit.n, document.id AS document, document.collection, unit.key, unit.en, unit.ru, unit.zh,
       CAST(json_extract(collection.settings, '$.memory') AS TEXT) AS memory,
       ${neighbours("<")} AS before, ${neighbours(">")} AS after
FROM json_each(?1) AS wanted JOIN unit ON unit.n = CAST(wanted.value->>0 AS BIGINT) JOIN document ON document.n = unit.document
JOIN collection ON collection.id = document.collection
WHERE ${isAmong("document.collection", 2)}`;

/**
 * Reads units by number in one round trip, in no particular order. A number without a unit is left out.
 *
 * @param collections ids; units of other collections are left out. `undefined`: all collections
 */
export async function matchUnits(
  storage: Storage,
  wanted: readonly WantedUnit[],
  collections: readonly string[] | undefined,
): Promise<MatchUnit[]> {
  const filter = idList(collections);
  const parts = jsonParts(wanted.map(({ n, context }) => [n, context ?? null]));
  const [only] = parts;
  if (only === undefined) return [];
  if (parts.length === 1) return (await storage.all<MatchRow>(MATCH_UNITS, only, filter)).map(toMatchUnit);
  const answers = await storage.batch(parts.map((json) => ({ sql: MATCH_UNITS, params: [json, filter] })));
  return (answers as MatchRow[][]).flat().map(toMatchUnit);
}

function toMatchUnit({
  n,
  document,
  collection,
  key,
  memory,
  before,
  after,
  ...columns
}: MatchRow): MatchUnit {
  const variants: { [language in Language]?: Variant } = {};
  for (const language of LANGUAGES) {
    const json = columns[language];
    const variant = json === null ? undefined : unpackVariant(json);
    if (variant && !isUnconfirmed(variant)) variants[language] = variant;
  }
  return {
    n,
    document,
    collection,
    key,
    variants,
    standing: standingOf(memory),
    before: contentOf(before),
    after: contentOf(after),
  };
}

const USUAL: Standing = { order: 0, penalty: 0 };

function standingOf(memory: string | null): Standing {
  // Settings are not checked when they are stored: a plain text is no JSON.
  return memory?.startsWith("{") ? memorySettings(JSON.parse(memory)) : USUAL;
}

const contentOf = (json: string | null): Content | undefined =>
  json === null ? undefined : unpackVariant(json).content;
