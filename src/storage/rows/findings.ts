import type { Concept } from "../../domain/concept.ts";
import type { CheckId, Finding, Severity } from "../../domain/finding.ts";
import { type Language, LANGUAGES } from "../../domain/language.ts";
import { type Param, type Statement, type Storage, violates } from "../port.ts";
import { conditionsOf } from "./conditions.ts";
import { jsonParts } from "./json-parts.ts";

/** A finding with the fingerprint by which it is listed and ignored. */
export interface NamedFinding extends Finding {
  /** Hash of the check, its message and the texts. It changes when they change. */
  readonly fingerprint: string;
}

/** All findings of one unit. */
export interface UnitFindings {
  /** Number of the unit. */
  readonly unit: number;
  /** Version of the unit when it was checked. */
  readonly version: number;
  readonly findings: readonly NamedFinding[];
}

/**
 * Replaces the findings of units. Skips a unit that has another version now, because the write of that version stored
 * its findings.
 */
export const replaceFindings = (units: readonly UnitFindings[]): Statement[] => [
  ...jsonParts(units.map(({ unit, version }) => [unit, version])).map((json) => ({
    sql: `DELETE FROM finding WHERE unit IN (
            SELECT unit.n FROM json_each(?1) AS given
            JOIN unit ON unit.n = CAST(given.value->>0 AS BIGINT) AND unit.version = CAST(given.value->>1 AS BIGINT))`,
    params: [json],
  })),
  ...insertFindings(units),
];

/** Inserts the findings of units that have no findings yet. */
export function insertFindings(units: readonly UnitFindings[]): Statement[] {
  const rows = units.flatMap(({ unit, version, findings }) =>
    findings.map((finding, place) => [unit, version, place, finding]),
  );
  return jsonParts(rows).map((json) => ({
    sql: `INSERT INTO finding (unit, place, document, check_id, severity, languages, fingerprint, data)
          SELECT unit.n, CAST(given.value->>2 AS BIGINT), unit.document, json_extract(given.value, '$[3].check'),
                 json_extract(given.value, '$[3].severity'), json_extract(given.value, '$[3].languages'),
                 json_extract(given.value, '$[3].fingerprint'), given.value->>3
          FROM json_each(?1) AS given
          JOIN unit ON unit.n = CAST(given.value->>0 AS BIGINT) AND unit.version = CAST(given.value->>1 AS BIGINT)`,
    params: [json],
  }));
}

/**
 * Makes a batch fail (`isGlossaryMoved`) when the glossary no longer has the revision with which the findings in the
 * batch were made.
 */
export const assertGlossary = (revision: number): Statement => ({
  // `concepts` is NOT NULL, so SQLite refuses the row. At the expected revision the SELECT gives no row.
  sql: "INSERT INTO recheck (concepts) SELECT NULL FROM glossary WHERE revision <> ?1",
  params: [revision],
});

/** True when a batch failed because its findings were made with an older glossary. Then check the units again. */
export const isGlossaryMoved = (error: unknown): boolean => violates(error, "recheck", "concepts");

/** Selects findings. Documents and collections are given by id; no `collections`: of all. */
export interface FindingFilter {
  readonly document?: string | undefined;
  readonly collections?: readonly string[] | undefined;
  readonly check?: CheckId | undefined;
  readonly severity?: Severity | undefined;
  readonly language?: Language | undefined;
  /** Id of the concept that the finding is about. */
  readonly concept?: string | undefined;
  /** True to include ignored findings. */
  readonly ignored?: boolean | undefined;
}

/**
 * The FROM and WHERE clauses for a filter, and their parameters. A member that is absent gets no condition.
 *
 * @param after only units with higher numbers
 * @param wanted true to select findings of the units in the table `wanted`, which is read first
 */
function filtered(
  filter: FindingFilter,
  { after, wanted = false }: { readonly after?: number; readonly wanted?: boolean } = {},
): { readonly from: string; readonly params: readonly Param[] } {
  const { conditions, params } = conditionsOf([
    ["document.id = ?", filter.document],
    [
      "document.collection IN (SELECT atom FROM json_each(?))",
      filter.collections === undefined ? undefined : JSON.stringify(filter.collections),
    ],
    ["finding.check_id = ?", filter.check],
    ["finding.severity = ?", filter.severity],
    [`finding.languages LIKE '%"' || ? || '"%'`, filter.language],
    ["json_extract(finding.data, '$.params.concept') = ?", filter.concept],
    ["finding.unit > ?", after],
  ]);
  const all = [
    ...(filter.ignored === true ? [] : [NOT_IGNORED]),
    ...(wanted ? ["finding.unit = wanted.unit"] : []),
    ...conditions,
  ];
  const where = all.length === 0 ? "" : `WHERE ${all.join(" AND ")}`;
  // SQLite reads the left table of a CROSS JOIN first.
  const source = wanted ? "wanted CROSS JOIN finding" : "finding";
  return { from: `FROM ${source} JOIN document ON document.n = finding.document ${where}`, params };
}

const NOT_IGNORED = `NOT EXISTS (SELECT 1 FROM ignored_finding AS ignored
  WHERE ignored.unit = finding.unit AND ignored.fingerprint = finding.fingerprint)`;

/** Number of findings of one check, severity and set of languages in one document. */
export interface FindingCount {
  readonly document: string;
  readonly check: string;
  readonly severity: string;
  readonly languages: readonly Language[];
  readonly count: number;
}

/** Counts findings by document, check, severity and languages. */
export async function countStoredFindings(storage: Storage, filter: FindingFilter): Promise<FindingCount[]> {
  type Row = Omit<FindingCount, "languages"> & { languages: string };
  const { from, params } = filtered(filter);
  const rows = await storage.all<Row>(
    `SELECT document.id AS document, finding.check_id AS "check", finding.severity, finding.languages, count(*) AS count
     ${from} GROUP BY document.id, finding.check_id, finding.severity, finding.languages`,
    ...params,
  );
  return rows.map((row) => ({
    ...row,
    languages: LANGUAGES.filter((language) => row.languages.includes(`"${language}"`)),
  }));
}

/** Number of findings about one concept in one document. */
export interface ConceptFindings {
  readonly concept: string;
  readonly document: string;
  readonly count: number;
}

/** Counts of those findings that are about a concept. */
export async function countConceptFindings(
  storage: Storage,
  filter: FindingFilter,
): Promise<ConceptFindings[]> {
  const { from, params } = filtered(filter);
  return storage.all<ConceptFindings>(
    `SELECT concept, document, count(*) AS count FROM (
       SELECT json_extract(finding.data, '$.params.concept') AS concept, document.id AS document ${from}
     ) AS found WHERE concept IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2`,
    ...params,
  );
}

/** Numbers of units with findings that the filter selects, in order, above `after`, at most `limit`. */
export async function unitsWithFindings(
  storage: Storage,
  filter: FindingFilter,
  after: number,
  limit: number,
): Promise<number[]> {
  const { from, params } = filtered(filter, { after });
  const rows = await storage.all<{ unit: number }>(
    `SELECT DISTINCT finding.unit AS unit ${from} ORDER BY finding.unit LIMIT ?${params.length + 1}`,
    ...params,
    limit,
  );
  return rows.map(({ unit }) => unit);
}

/** A stored finding with the id of its document. */
export interface ListedFinding extends NamedFinding {
  readonly document: string;
}

/** Findings of these units that the filter selects, in the order of units. */
export async function listStoredFindings(
  storage: Storage,
  filter: FindingFilter,
  units: readonly number[],
): Promise<ListedFinding[]> {
  const found: ListedFinding[] = [];
  for (const json of jsonParts(units)) {
    const { from, params } = filtered(filter, { wanted: true });
    const rows = await storage.all<{ document: string; data: string }>(
      // Start from the units of one page, because a document may have a hundred thousand findings.
      `WITH wanted AS MATERIALIZED (SELECT CAST(atom AS BIGINT) AS unit FROM json_each(?${params.length + 1}))
       SELECT document.id AS document, finding.data ${from} ORDER BY finding.unit, finding.place`,
      ...params,
      json,
    );
    found.push(...rows.map(({ document, data }) => ({ ...(JSON.parse(data) as NamedFinding), document })));
  }
  return found;
}

/** Findings of these checks in these units. */
export async function findingsOfUnits(
  storage: Storage,
  units: readonly number[],
  checks: readonly CheckId[],
): Promise<NamedFinding[]> {
  const found: NamedFinding[] = [];
  for (const json of jsonParts(units)) {
    const rows = await storage.all<{ data: string }>(
      `SELECT finding.data FROM json_each(?1) AS wanted CROSS JOIN finding
       WHERE finding.unit = CAST(wanted.atom AS BIGINT) AND finding.check_id IN (SELECT atom FROM json_each(?2))`,
      json,
      JSON.stringify(checks),
    );
    found.push(...rows.map(({ data }) => JSON.parse(data) as NamedFinding));
  }
  return found;
}

/** Records, in the batch that writes concepts, that the units with their terms must be checked again. */
export const insertRecheck = (concepts: readonly Concept[]): Statement[] =>
  jsonParts(concepts).map((json) => ({ sql: "INSERT INTO recheck (concepts) VALUES (?1)", params: [json] }));

/** Changes of concepts whose units must still be checked again, oldest first. */
export async function pendingRechecks(
  storage: Storage,
): Promise<{ readonly n: number; readonly concepts: readonly Concept[] }[]> {
  const rows = await storage.all<{ n: number; concepts: string }>(
    "SELECT n, concepts FROM recheck ORDER BY n",
  );
  return rows.map(({ n, concepts }) => ({ n, concepts: JSON.parse(concepts) as Concept[] }));
}

export const deleteRechecks = (numbers: readonly number[]): Statement => ({
  sql: "DELETE FROM recheck WHERE n IN (SELECT CAST(atom AS BIGINT) FROM json_each(?1))",
  params: [JSON.stringify(numbers)],
});

export interface Ignored {
  readonly unit: number;
  readonly fingerprint: string;
  readonly reason: string;
  readonly time: string;
  readonly author: string;
}

export async function ignoredOf(storage: Storage, units: readonly number[]): Promise<Ignored[]> {
  const found: Ignored[] = [];
  for (const json of jsonParts(units)) {
    found.push(
      ...(await storage.all<Ignored>(
        `SELECT unit, fingerprint, reason, time, author FROM ignored_finding
         WHERE unit IN (SELECT CAST(atom AS BIGINT) FROM json_each(?1))`,
        json,
      )),
    );
  }
  return found;
}

export const insertIgnored = (ignored: readonly Ignored[]): Statement[] =>
  jsonParts(
    ignored.map(({ unit, fingerprint, reason, time, author }) => [unit, fingerprint, reason, time, author]),
  ).map((json) => ({
    sql: `INSERT INTO ignored_finding (unit, fingerprint, reason, time, author)
          SELECT CAST(value->>0 AS BIGINT), value->>1, value->>2, value->>3, value->>4 FROM json_each(?1) WHERE true
          ON CONFLICT (unit, fingerprint) DO UPDATE SET reason = excluded.reason, time = excluded.time, author = excluded.author`,
    params: [json],
  }));

export const deleteIgnored = (
  findings: readonly { readonly unit: number; readonly fingerprint: string }[],
): Statement[] =>
  jsonParts(findings.map(({ unit, fingerprint }) => [unit, fingerprint])).map((json) => ({
    sql: `DELETE FROM ignored_finding
          WHERE (unit, fingerprint) IN (SELECT CAST(value->>0 AS BIGINT), value->>1 FROM json_each(?1))`,
    params: [json],
  }));
