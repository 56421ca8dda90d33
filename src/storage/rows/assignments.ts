import type { Step } from "../../domain/assignment.ts";
import type { Language } from "../../domain/language.ts";
import { type Statement, type Storage, violates } from "../port.ts";
import { idList, isAmong } from "./among.ts";
import { conditionsOf } from "./conditions.ts";
import { presentName } from "./people.ts";
import type { UnitPlace } from "./units.ts";

/** First and last unit of a part of a document. */
export interface Part {
  readonly first: UnitPlace;
  readonly last: UnitPlace;
}

/** Work that was given to somebody. */
export interface Assignment {
  readonly n: number;
  /** Number of the document. */
  readonly document: number;
  readonly source: Language;
  readonly target: Language;
  readonly step: Step;
  /** Id of the person whose work it is. */
  readonly assignee: string;
  /** ISO 8601 date. */
  readonly due: string | null;
  readonly note: string;
  /** `null`: the whole document. */
  readonly part: Part | null;
  readonly version: number;
  readonly created: string;
  /** Who gave it. */
  readonly author: string;
  readonly person: string | null;
}

/** An assignment with what it is about. */
export interface StoredAssignment extends Assignment {
  readonly documentId: string;
  readonly title: string;
  readonly collection: string;
  /** Revision of the document. */
  readonly revision: number;
  readonly assigneeName: string;
  /** Since when the person may not sign in. */
  readonly disabled: string | null;
}

type Row = Omit<StoredAssignment, "part"> & {
  readonly firstUnit: number | null;
  readonly firstPosition: number | null;
  readonly lastUnit: number | null;
  readonly lastPosition: number | null;
};

/** SQL: where a unit stands now, or where it stood if it is gone. */
const positionOf = (end: "first" | "last"): string =>
  `coalesce((SELECT position FROM unit WHERE unit.n = assignment.${end}_unit AND unit.document = assignment.document),
    assignment.${end}_position)`;

const SELECT = `SELECT assignment.n, assignment.document, assignment.source, assignment.target, step, assignee, due, note,
    first_unit AS "firstUnit", ${positionOf("first")} AS "firstPosition",
    last_unit AS "lastUnit", ${positionOf("last")} AS "lastPosition",
    assignment.version, assignment.created, ${presentName("assignment")} AS author, assignment.person,
    document.id AS "documentId", document.title, document.collection, document.revision,
    worker.name AS "assigneeName", worker.disabled
  FROM assignment JOIN document ON document.n = assignment.document JOIN person AS worker ON worker.id = assignee`;

function toAssignment(row: Row): StoredAssignment {
  const { firstUnit, firstPosition, lastUnit, lastPosition, ...rest } = row;
  const isPart = firstUnit !== null && firstPosition !== null && lastUnit !== null && lastPosition !== null;
  return {
    ...rest,
    part: isPart
      ? { first: { n: firstUnit, order: firstPosition }, last: { n: lastUnit, order: lastPosition } }
      : null,
  };
}

/** Selects assignments. */
export interface AssignmentFilter {
  /** Number of the document. */
  readonly document?: number | undefined;
  /** Id of the person. */
  readonly assignee?: string | undefined;
  /** Ids; `undefined`: all. */
  readonly collections: readonly string[] | undefined;
}

/** Assignments of documents and persons that exist, with numbers above `after`, in the order in which they were given. */
export async function assignmentsAfter(
  storage: Storage,
  filter: AssignmentFilter,
  after: number,
  limit: number,
): Promise<StoredAssignment[]> {
  const { conditions, params } = conditionsOf([
    ["assignment.document = ?", filter.document],
    ["assignee = ?", filter.assignee],
    ["assignment.n > ?", after],
  ]);
  const rows = await storage.all<Row>(
    `${SELECT} WHERE ${conditions.join(" AND ")} AND ${isAmong("document.collection", params.length + 1)}
     ORDER BY assignment.n LIMIT ?${params.length + 2}`,
    ...params,
    idList(filter.collections),
    limit,
  );
  return rows.map(toAssignment);
}

export async function findAssignment(storage: Storage, n: number): Promise<StoredAssignment | undefined> {
  const [row] = await storage.all<Row>(`${SELECT} WHERE assignment.n = ?1`, n);
  return row && toAssignment(row);
}

export const insertAssignment = ({ part, ...given }: Assignment): Statement => ({
  sql: `INSERT INTO assignment (n, document, source, target, step, assignee, due, note, first_unit, first_position,
          last_unit, last_position, version, created, author, person)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)`,
  params: [
    ...[
      given.n,
      given.document,
      given.source,
      given.target,
      given.step,
      given.assignee,
      given.due,
      given.note,
    ],
    ...[part?.first.n ?? null, part?.first.order ?? null, part?.last.n ?? null, part?.last.order ?? null],
    ...[given.version, given.created, given.author, given.person],
  ],
});

/** Changes person, date and note. Fails (`isStaleAssignment`) when somebody else has changed the version that is given. */
export const updateAssignment = ({ n, version, assignee, due, note }: Assignment): Statement => ({
  sql: `UPDATE assignment SET assignee = ?3, due = ?4, note = ?5, version = CASE WHEN version = ?2 THEN version + 1 END
        WHERE n = ?1`,
  params: [n, version, assignee, due, note],
});

/** True when a batch failed because somebody else changed the assignment first. */
export const isStaleAssignment = (error: unknown): boolean => violates(error, "assignment", "version");

export const deleteAssignment = (n: number): Statement => ({
  sql: "DELETE FROM assignment WHERE n = ?1",
  params: [n],
});

/** The unit with this number in the order of its document, from 1; `undefined` behind the end. */
export async function unitAt(
  storage: Storage,
  document: number,
  number: number,
): Promise<UnitPlace | undefined> {
  const [row] = await storage.all<UnitPlace>(
    `SELECT n, position AS "order" FROM unit WHERE document = ?1 ORDER BY position, n LIMIT 1 OFFSET ?2`,
    document,
    number - 1,
  );
  return row && { n: row.n, order: row.order };
}

/** Units of a document up to a place and with it. */
export async function unitsUpTo(
  storage: Storage,
  document: number,
  { n, order }: UnitPlace,
): Promise<number> {
  const [row] = await storage.all<{ count: number }>(
    "SELECT count(*) AS count FROM unit WHERE document = ?1 AND (position, n) <= (?2, ?3)",
    document,
    order,
    n,
  );
  return row?.count ?? 0;
}
