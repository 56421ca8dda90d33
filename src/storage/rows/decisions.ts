import type { DecisionKind } from "../../domain/import.ts";
import type { Statement, Storage } from "../port.ts";
import { deleteIgnored, ignoredOf, insertIgnored } from "./findings.ts";
import { jsonParts } from "./json-parts.ts";
import { insertMark, marksByNumber, setRemoved, type StoredMark } from "./marks.ts";

/** Who decided something, when and why. */
export interface DecisionStamp {
  readonly time: string;
  readonly author: string;
  readonly reason?: string;
}

/**
 * How one decision stands. Of a mark: `absent` before it was made, `null` while it stands, a stamp where it was taken
 * away. Of duplicates: a stamp while they are meant, `null` otherwise.
 */
export type DecisionState = DecisionStamp | "absent" | null;

/** One decision about one unit. */
interface DecisionName {
  readonly kind: DecisionKind;
  /** Number of the unit. */
  readonly unit: number;
  /** Number of the mark, or fingerprint of the duplicates. */
  readonly name: string;
}

/** Name of a decision as one text, for maps. */
export const decisionKey = ({ kind, unit, name }: DecisionName): string => `${kind} ${unit} ${name}`;

/** What one import replaced in one decision. */
export interface DecisionChange extends DecisionName {
  readonly import: number;
  readonly before: DecisionState;
  /** Import that wrote what stood before; 0: before decisions had imports. */
  readonly writtenBefore: number;
  /** Import that wrote what stands after: this one, or an earlier one that an undo went back to. */
  readonly written: number;
}

/** A change of a decision that is to be written. */
export interface NewDecision extends Omit<DecisionChange, "import" | "written"> {
  readonly after: DecisionState;
  /** The mark, where it is made. */
  readonly mark?: StoredMark;
  /** Absent: the import that writes it. */
  readonly written?: number;
}

/** All changes of decisions about these units by imports with numbers above `after`; of each unit oldest first. */
export async function decisionChanges(
  storage: Storage,
  units: readonly number[],
  after = 0,
): Promise<DecisionChange[]> {
  const changes: DecisionChange[] = [];
  for (const json of jsonParts(units)) {
    const rows = await storage.all<Omit<DecisionChange, "before"> & { before: string }>(
      `SELECT unit, import, kind, name, before, written_before AS "writtenBefore", written FROM decision_change
       WHERE unit IN (SELECT CAST(atom AS BIGINT) FROM json_each(?1)) AND import > ?2 ORDER BY unit, import`,
      json,
      after,
    );
    for (const { before, ...row } of rows)
      changes.push({ ...row, before: JSON.parse(before) as DecisionState });
  }
  return changes;
}

/** How these decisions stand, by `decisionKey`. What is not there has no entry. */
export async function decisionsNow(
  storage: Storage,
  names: readonly DecisionName[],
): Promise<Map<string, DecisionStamp>> {
  const found = new Map<string, DecisionStamp>();
  const marks = names.flatMap(({ kind, name }) => (kind === "mark" ? [Number(name)] : []));
  for (const { n, unit, removed, removedBy } of await marksByNumber(storage, marks)) {
    if (removed !== null)
      found.set(decisionKey({ kind: "mark", unit, name: String(n) }), {
        time: removed,
        author: removedBy ?? "",
      });
  }
  const units = names.flatMap(({ kind, unit }) => (kind === "duplicates" ? [unit] : []));
  for (const { unit, fingerprint, ...stamp } of await ignoredOf(storage, [...new Set(units)]))
    found.set(decisionKey({ kind: "duplicates", unit, name: fingerprint }), stamp);
  return found;
}

/** Writes decisions, and what they replaced, for import `n`. */
export function decisionStatements(n: number, decisions: readonly NewDecision[]): Statement[] {
  if (decisions.length === 0) return [];
  const changed = decisions.filter(({ mark }) => mark === undefined);
  const marks = Map.groupBy(
    changed.filter(({ kind }) => kind === "mark"),
    ({ after }) => JSON.stringify(stampOf(after) ?? null),
  );
  const duplicates = changed.filter(({ kind }) => kind === "duplicates");
  const named = ({ unit, name }: NewDecision) => ({ unit, fingerprint: name });
  return [
    ...decisions.flatMap(({ mark }) => (mark === undefined ? [] : [insertMark(mark)])),
    ...[...marks.values()].flatMap((same) => {
      const stamp = stampOf(same[0]?.after ?? null);
      const numbers = same.map(({ name }) => Number(name));
      return setRemoved(numbers, stamp?.time ?? null, stamp?.author ?? null);
    }),
    ...deleteIgnored(duplicates.filter(({ after }) => stampOf(after) === undefined).map(named)),
    ...insertIgnored(
      duplicates.flatMap((one) => {
        const stamp = stampOf(one.after);
        return stamp === undefined ? [] : [{ ...named(one), reason: "", ...stamp }];
      }),
    ),
    ...insertDecisionChanges(n, decisions),
  ];
}

const stampOf = (state: DecisionState): DecisionStamp | undefined =>
  state === null || state === "absent" ? undefined : state;

const insertDecisionChanges = (n: number, decisions: readonly NewDecision[]): Statement[] =>
  jsonParts(
    decisions.map(({ unit, kind, name, before, writtenBefore, written = n }) => [
      unit,
      kind,
      name,
      JSON.stringify(before),
      writtenBefore,
      written,
    ]),
  ).map((json) => ({
    sql: `INSERT INTO decision_change (unit, import, kind, name, before, written_before, written)
          SELECT CAST(value->>0 AS BIGINT), CAST(?1 AS BIGINT), value->>1, value->>2, value->>3,
                 CAST(value->>4 AS BIGINT), CAST(value->>5 AS BIGINT)
          FROM json_each(?2)`,
    params: [n, json],
  }));
