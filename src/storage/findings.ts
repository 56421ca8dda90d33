import type { Finding } from "../domain/finding.ts";
import type { Statement, Storage } from "./storage.ts";
import { jsonParts } from "./units.ts";

/** A finding with the name under which it is listed and ignored. */
export interface NamedFinding extends Finding {
  /** Of the check, its message and the texts: it changes when they do. */
  readonly fingerprint: string;
}

/** Findings of one unit as stored. */
export interface UnitFindings {
  /** Number of the unit. */
  readonly unit: number;
  readonly findings: readonly NamedFinding[];
}

/** Replaces what is said of units; those without findings get no row. */
export function writeFindings(document: number, units: readonly UnitFindings[]): Statement[] {
  const some = units.filter(({ findings }) => findings.length > 0);
  return [
    ...jsonParts(units.map(({ unit }) => unit)).map((json) => ({
      sql: "DELETE FROM unit_finding WHERE unit IN (SELECT value FROM json_each(?1))",
      params: [json],
    })),
    ...jsonParts(some.map(({ unit, findings }) => [unit, findings])).map((json) => ({
      sql: `INSERT INTO unit_finding (unit, document, findings)
            SELECT value->>0, ?1, value->>1 FROM json_each(?2)`,
      params: [document, json],
    })),
  ];
}

interface Row {
  unit: number;
  document: string;
  collection: string;
  findings: string;
}

/** Units with findings, in order of number, after one; `document` and `collection` (ids) narrow them down. */
export async function findingsAfter(
  storage: Storage,
  filter: { readonly document: string | undefined; readonly collection: string | undefined },
  after: number,
  limit: number,
): Promise<(UnitFindings & { readonly document: string; readonly collection: string })[]> {
  const rows = await storage.all<Row>(
    `SELECT unit_finding.unit, document.id AS document, document.collection, unit_finding.findings
     FROM unit_finding JOIN document ON document.n = unit_finding.document
     WHERE unit_finding.unit > ?1 AND (?2 IS NULL OR document.id = ?2) AND (?3 IS NULL OR document.collection = ?3)
     ORDER BY unit_finding.unit LIMIT ?4`,
    after,
    filter.document ?? null,
    filter.collection ?? null,
    limit,
  );
  return rows.map((row) => ({ ...row, findings: JSON.parse(row.findings) as NamedFinding[] }));
}

/** What is stored of some units; those without findings are not in it. */
export async function findingsOfUnits(storage: Storage, units: readonly number[]): Promise<UnitFindings[]> {
  const found: UnitFindings[] = [];
  for (const json of jsonParts(units)) {
    const rows = await storage.all<{ unit: number; findings: string }>(
      "SELECT unit, findings FROM unit_finding WHERE unit IN (SELECT value FROM json_each(?1))",
      json,
    );
    found.push(
      ...rows.map(({ unit, findings }) => ({ unit, findings: JSON.parse(findings) as NamedFinding[] })),
    );
  }
  return found;
}

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
         WHERE unit IN (SELECT value FROM json_each(?1))`,
        json,
      )),
    );
  }
  return found;
}

export const insertIgnored = (ignored: Ignored): Statement => ({
  sql: `INSERT INTO ignored_finding (unit, fingerprint, reason, time, author) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT DO UPDATE SET reason = excluded.reason, time = excluded.time, author = excluded.author`,
  params: [ignored.unit, ignored.fingerprint, ignored.reason, ignored.time, ignored.author],
});

export const deleteIgnored = (unit: number, fingerprint: string): Statement => ({
  sql: "DELETE FROM ignored_finding WHERE unit = ?1 AND fingerprint = ?2",
  params: [unit, fingerprint],
});
