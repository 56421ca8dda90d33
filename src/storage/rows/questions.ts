import type { QuestionPart } from "../../domain/question.ts";
import { type Param, type Statement, type Storage, violates } from "../port.ts";
import { idList, isAmong } from "./among.ts";
import { jsonParts } from "./json-parts.ts";
import { presentName } from "./people.ts";

/** What a thread is about: the number of a unit, or the id of a concept. */
export type Subject =
  | { readonly unit: number; readonly concept?: undefined }
  | { readonly concept: string; readonly unit?: undefined };

/** All that was said about one unit or concept. */
export interface Thread {
  readonly n: number;
  readonly unit: number | null;
  readonly concept: string | null;
  /** When it was resolved; `null`: it is open. */
  readonly resolved: string | null;
  /** `null`: nobody said so. */
  readonly resolvedBy: string | null;
  /** Number of its last comment, also of one that was taken away. */
  readonly last: number;
  /** Of the unit. */
  readonly collection: string | null;
}

export interface StoredComment {
  readonly n: number;
  /** Number of the thread. */
  readonly thread: number;
  readonly text: string;
  readonly author: string;
  /** Id; `null`: only the name is known. */
  readonly person: string | null;
  /** ISO 8601, UTC. */
  readonly time: string;
  /** Grows with every change. */
  readonly version: number;
  /** When it was changed last. */
  readonly edited: string | null;
  readonly removed: boolean;
}

/** An earlier state of a comment. */
export interface PastComment {
  readonly version: number;
  readonly text: string;
  readonly removed: boolean;
  /** When it was replaced. */
  readonly time: string;
}

/** SQL for the present name of who resolved a thread. */
const RESOLVER =
  "coalesce((SELECT person.name FROM person WHERE person.id = thread.resolved_person), thread.resolved_by)";

/** Threads of units and concepts that exist. */
const FROM = `FROM thread LEFT JOIN unit ON unit.n = thread.unit LEFT JOIN document ON document.n = unit.document
  LEFT JOIN concept ON concept.id = thread.concept`;
const SELECT = `SELECT thread.n, thread.unit, thread.concept, thread.resolved, ${RESOLVER} AS "resolvedBy", thread.last,
    document.collection ${FROM}`;
const EXISTS = "(document.n IS NOT NULL OR concept.id IS NOT NULL)";

export async function findThread(storage: Storage, n: number): Promise<Thread | undefined> {
  const [row] = await storage.all<Thread>(`${SELECT} WHERE thread.n = ?1 AND ${EXISTS}`, n);
  return row;
}

/** The thread about a unit or a concept; `undefined` while nobody has said anything. */
export async function threadAbout(storage: Storage, { unit, concept }: Subject): Promise<Thread | undefined> {
  const [row] =
    unit === undefined
      ? await storage.all<Thread>(`${SELECT} WHERE thread.concept = ?1`, concept)
      : await storage.all<Thread>(`${SELECT} WHERE thread.unit = ?1`, unit);
  return row;
}

export interface ThreadFilter {
  /** Ids; threads of other collections are left out. `undefined`: all collections. */
  readonly collections: readonly string[] | undefined;
  /** Leave out threads of concepts. */
  readonly unitsOnly?: boolean;
  /** Id. */
  readonly document?: string | undefined;
  readonly open?: boolean | undefined;
  readonly part?: { readonly of: QuestionPart; readonly person: string } | undefined;
  /** Number of the last comment of the last thread of the page before. */
  readonly before?: number | undefined;
}

/** SQL: threads in which somebody is mentioned, or wrote. @param me placeholder of the person's id */
const mentioning = (
  me: string,
): string => `SELECT said.thread FROM mention JOIN comment AS said ON said.n = mention.comment
  WHERE mention.person = ${me} AND said.removed = 0`;
const writtenBy = (me: string): string => `SELECT said.thread FROM comment AS said WHERE said.person = ${me}`;
/** SQL: who said the last word in a thread. */
const LAST_WORD = `coalesce((SELECT said.person FROM comment AS said WHERE said.thread = thread.n AND said.removed = 0
  ORDER BY said.n DESC LIMIT 1), '')`;

const partOf = (part: QuestionPart, me: string): string[] => {
  if (part === "mentions") return [`thread.n IN (${mentioning(me)})`];
  const mine = `(thread.n IN (${writtenBy(me)}) OR thread.n IN (${mentioning(me)}))`;
  return part === "mine" ? [mine] : [mine, `${LAST_WORD} <> ${me}`];
};

function whereOf(filter: ThreadFilter): { readonly sql: string; readonly params: Param[] } {
  const { part, document, before, open, unitsOnly = false } = filter;
  const params: Param[] = [idList(filter.collections)];
  const put = (param: Param): string => `?${params.push(param)}`;
  const conditions = [
    EXISTS,
    `(thread.concept IS NOT NULL OR ${isAmong("document.collection", 1)})`,
    ...(unitsOnly ? ["thread.unit IS NOT NULL"] : []),
    ...(open === undefined ? [] : [`thread.resolved IS ${open ? "" : "NOT "}NULL`]),
    ...(document === undefined ? [] : [`document.id = ${put(document)}`]),
    ...(before === undefined ? [] : [`thread.last < ${put(before)}`]),
    ...(part === undefined ? [] : partOf(part.of, put(part.person))),
  ];
  return { sql: conditions.join(" AND "), params };
}

/** Threads in which something was said last come first. */
export async function listThreads(storage: Storage, filter: ThreadFilter, limit: number): Promise<Thread[]> {
  const { sql, params } = whereOf(filter);
  return storage.all<Thread>(
    `${SELECT} WHERE ${sql} ORDER BY thread.last DESC LIMIT ?${params.push(limit)}`,
    ...params,
  );
}

export async function countThreads(storage: Storage, filter: ThreadFilter): Promise<number> {
  const { sql, params } = whereOf(filter);
  const [row] = await storage.all<{ count: number }>(
    `SELECT count(*) AS count ${FROM} WHERE ${sql}`,
    ...params,
  );
  return row?.count ?? 0;
}

/** Numbers of the units of a document whose thread is open. @param document its number */
export async function unitsWithOpenThread(storage: Storage, document: number): Promise<Set<number>> {
  const rows = await storage.all<{ unit: number }>(
    `SELECT thread.unit FROM thread JOIN unit ON unit.n = thread.unit
     WHERE unit.document = ?1 AND thread.resolved IS NULL`,
    document,
  );
  return new Set(rows.map(({ unit }) => unit));
}

const COMMENT = `SELECT comment.n, comment.thread, comment.text, ${presentName("comment")} AS author, comment.person,
  comment.time, comment.version, comment.edited, comment.removed FROM comment`;

type CommentRow = Omit<StoredComment, "removed"> & { readonly removed: number };
const toComment = ({ removed, ...row }: CommentRow): StoredComment => ({ ...row, removed: removed === 1 });

/** Comments of a thread, oldest first. */
export async function commentsOf(storage: Storage, thread: number): Promise<StoredComment[]> {
  const rows = await storage.all<CommentRow>(
    `${COMMENT} WHERE comment.thread = ?1 ORDER BY comment.n`,
    thread,
  );
  return rows.map(toComment);
}

/** What was said in a thread, in short. Comments that were taken away do not count. */
export interface Talk {
  readonly count: number;
  /** Numbers of the first and the last comment. */
  readonly first: number;
  readonly last: number;
}

/** The talk in threads, by number of the thread; one where nothing is left has no entry. */
export async function talksOf(storage: Storage, threads: readonly number[]): Promise<Map<number, Talk>> {
  const found = new Map<number, Talk>();
  for (const json of jsonParts(threads)) {
    const rows = await storage.all<Talk & { thread: number }>(
      `SELECT thread, count(*) AS count, min(n) AS first, max(n) AS last FROM comment
       WHERE thread IN (SELECT CAST(atom AS BIGINT) FROM json_each(?1)) AND removed = 0 GROUP BY thread`,
      json,
    );
    for (const { thread, ...talk } of rows) found.set(thread, talk);
  }
  return found;
}

/** Comments with these numbers, in order. */
export async function commentsByNumber(
  storage: Storage,
  numbers: readonly number[],
): Promise<StoredComment[]> {
  const found: StoredComment[] = [];
  for (const json of jsonParts(numbers)) {
    const rows = await storage.all<CommentRow>(
      `${COMMENT} WHERE comment.n IN (SELECT CAST(atom AS BIGINT) FROM json_each(?1)) ORDER BY comment.n`,
      json,
    );
    found.push(...rows.map(toComment));
  }
  return found;
}

/** Whom these comments mention, by number of the comment. People who are gone are left out. */
export async function mentionsOf(
  storage: Storage,
  comments: readonly number[],
): Promise<Map<number, { readonly id: string; readonly name: string }[]>> {
  const found = new Map<number, { readonly id: string; readonly name: string }[]>();
  for (const json of jsonParts(comments)) {
    const rows = await storage.all<{ comment: number; id: string; name: string }>(
      `SELECT mention.comment, person.id, person.name FROM mention JOIN person ON person.id = mention.person
       WHERE mention.comment IN (SELECT CAST(atom AS BIGINT) FROM json_each(?1)) ORDER BY person.name, person.id`,
      json,
    );
    for (const { comment, ...person } of rows) found.set(comment, [...(found.get(comment) ?? []), person]);
  }
  return found;
}

/** Earlier states of a comment, oldest first. */
export async function pastOf(storage: Storage, comment: number): Promise<PastComment[]> {
  const rows = await storage.all<Omit<PastComment, "removed"> & { readonly removed: number }>(
    "SELECT version, text, removed, time FROM comment_change WHERE comment = ?1 ORDER BY version",
    comment,
  );
  return rows.map(({ removed, ...row }) => ({ ...row, removed: removed === 1 }));
}

export const insertThread = (n: number, { unit, concept }: Subject, last: number): Statement => ({
  sql: "INSERT INTO thread (n, unit, concept, last) VALUES (?1, ?2, ?3, ?4)",
  params: [n, unit ?? null, concept ?? null, last],
});

/** True when a batch failed because somebody else has begun the thread first. */
export const isThreadBegun = (error: unknown): boolean =>
  violates(error, "thread", "unit") || violates(error, "thread", "concept");

/** A new comment, as the last one of its thread. */
export const insertComment = (
  comment: Pick<StoredComment, "n" | "thread" | "text" | "author" | "person" | "time">,
): Statement[] => [
  {
    sql: `INSERT INTO comment (n, thread, text, author, person, time, version, removed)
          VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1, 0)`,
    params: [comment.n, comment.thread, comment.text, comment.author, comment.person, comment.time],
  },
  {
    sql: "UPDATE thread SET last = ?2 WHERE n = ?1 AND last < ?2",
    params: [comment.thread, comment.n],
  },
];

/** Changes a comment and keeps what it was. Fails (`isStaleComment`) when it was changed since it was read. */
export const updateComment = (
  { n, version, text, removed }: StoredComment,
  after: Pick<StoredComment, "text" | "removed">,
  time: string,
): Statement[] => [
  {
    sql: "INSERT INTO comment_change (comment, version, text, removed, time) VALUES (?1, ?2, ?3, ?4, ?5)",
    params: [n, version, text, removed ? 1 : 0, time],
  },
  {
    sql: "UPDATE comment SET text = ?2, removed = ?3, edited = ?4, version = version + 1 WHERE n = ?1",
    params: [n, after.text, after.removed ? 1 : 0, time],
  },
];

export const isStaleComment = (error: unknown): boolean => violates(error, "comment_change", "version");

/** Sets whom a comment mentions. */
export const setMentions = (comment: number, people: readonly string[]): Statement[] => [
  { sql: "DELETE FROM mention WHERE comment = ?1", params: [comment] },
  ...jsonParts(people).map((json) => ({
    sql: "INSERT INTO mention (comment, person) SELECT CAST(?1 AS BIGINT), atom FROM json_each(?2)",
    params: [comment, json],
  })),
];

/** Resolves a thread, or opens it where `by` is `null`. What is so already stays as it is. */
export const setResolved = (
  thread: number,
  by: { readonly time: string; readonly author: string; readonly person?: string } | null,
): Statement => ({
  sql: `UPDATE thread SET resolved = ?2, resolved_by = ?3, resolved_person = ?4
        WHERE n = ?1 AND (resolved IS NULL) = (CAST(?2 AS TEXT) IS NOT NULL)`,
  params: [thread, by?.time ?? null, by?.author ?? null, by?.person ?? null],
});
