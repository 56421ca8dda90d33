import type { Language } from "../../domain/language.ts";
import type { State } from "../../domain/unit.ts";
import type { Document } from "./documents.ts";
import type { Statement, Storage } from "../port.ts";

/** What is counted for each language: variants in a state, or units that can have a text (`expected`). */
export type Measure = State | "expected";

/** Growth of one count on one day. */
export interface CoverageStep {
  /** ISO 8601 date, UTC; `""` stands for the time before a period. */
  readonly day: string;
  readonly language: Language;
  readonly measure: Measure;
  readonly delta: number;
}

/** Adds to the counts of one document, for the batch that writes its units. */
export const addCoverage = (
  document: Pick<Document, "n" | "collection">,
  steps: readonly CoverageStep[],
): Statement => ({
  sql: `INSERT INTO coverage (collection, document, day, language, measure, delta)
        SELECT ?1, CAST(?2 AS BIGINT), value->>0, value->>1, value->>2, CAST(value->>3 AS BIGINT) FROM json_each(?3) WHERE true
        ON CONFLICT (collection, document, day, language, measure) DO UPDATE SET delta = coverage.delta + excluded.delta`,
  params: [
    document.collection,
    document.n,
    JSON.stringify(steps.map(({ day, language, measure, delta }) => [day, language, measure, delta])),
  ],
});

/** Counts of the whole store, of collections, or of one document in one. */
export interface CoverageScope {
  readonly collections?: readonly string[];
  /** Number of a document of the collection. */
  readonly document?: number;
}

/**
 * Growth of each count, in the order of days. The growth before the period comes first, as one step with day `""`.
 *
 * @param from first day, ISO 8601 date, UTC
 * @param to last day
 */
export async function coverageSteps(
  storage: Storage,
  { collections, document }: CoverageScope,
  from: string,
  to: string,
): Promise<CoverageStep[]> {
  const where = [
    "day <= ?2",
    ...(collections === undefined ? [] : ["collection IN (SELECT atom FROM json_each(?3))"]),
    ...(document === undefined ? [] : ["document = ?4"]),
  ];
  const listed = collections === undefined ? undefined : JSON.stringify(collections);
  const given = [listed, document].filter((value) => value !== undefined);
  return storage.all<CoverageStep>(
    `SELECT CASE WHEN day < ?1 THEN '' ELSE day END AS day, language, measure, sum(delta) AS delta
     FROM coverage WHERE ${where.join(" AND ")} GROUP BY 1, language, measure ORDER BY 1`,
    from,
    to,
    ...given,
  );
}
