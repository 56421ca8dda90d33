import { Problem } from "../../../domain/problem.ts";
import { findConcept } from "../../../storage/rows/concepts.ts";
import {
  commentsByNumber,
  findThread,
  type StoredComment,
  type Subject,
  type Thread,
} from "../../../storage/rows/questions.ts";
import { unitNumber, unitsByNumber } from "../../../storage/rows/units.ts";
import { isOwn } from "../../access/ownership.ts";
import { assertVisible } from "../../access/visibility.ts";
import type { Actor, Context } from "../../context.ts";
import { commentNumber, questionNumber } from "../question-view.ts";

/** What somebody asks about, by its id. */
export type SubjectId = { readonly unit: string } | { readonly concept: string };

/** What a thread is about, and the collection whose people may be asked; `null`: the glossary, which all share. */
export interface VisibleSubject {
  readonly subject: Subject;
  readonly collection: string | null;
}

/** Finds what a thread is to be about. @throws {Problem} `not-found` */
export async function visibleSubject(
  { storage }: Context,
  actor: Actor,
  id: SubjectId,
): Promise<VisibleSubject> {
  if ("concept" in id) {
    if ((await findConcept(storage, id.concept)) === undefined)
      throw new Problem("not-found", { what: id.concept });
    return { subject: { concept: id.concept }, collection: null };
  }
  const n = unitNumber(id.unit);
  const [unit] = n === undefined ? [] : await unitsByNumber(storage, [n]);
  if (unit === undefined) throw new Problem("not-found", { what: id.unit });
  assertVisible(actor, unit.collection, id.unit);
  return { subject: { unit: unit.n }, collection: unit.collection };
}

/** Finds a thread. @throws {Problem} `not-found` */
export async function visibleThread({ storage }: Context, actor: Actor, id: string): Promise<Thread> {
  const n = questionNumber(id);
  const thread = n === undefined ? undefined : await findThread(storage, n);
  if (thread === undefined) throw new Problem("not-found", { what: id });
  if (thread.collection !== null) assertVisible(actor, thread.collection, id);
  return thread;
}

/** Finds a comment and its thread. @throws {Problem} `not-found` */
export async function visibleComment(
  { storage }: Context,
  actor: Actor,
  id: string,
): Promise<{ readonly comment: StoredComment; readonly thread: Thread }> {
  const n = commentNumber(id);
  const [comment] = n === undefined ? [] : await commentsByNumber(storage, [n]);
  const thread = comment && (await findThread(storage, comment.thread));
  if (comment === undefined || thread === undefined) throw new Problem("not-found", { what: id });
  if (thread.collection !== null) assertVisible(actor, thread.collection, id);
  return { comment, thread };
}

/** @throws {Problem} `forbidden` for the glossary, where the actor may write in some collections only */
export function assertMayTalk({ collections }: Actor, collection: string | null): void {
  if (collection === null && collections !== undefined) throw new Problem("forbidden");
}

/** @throws {Problem} `not-your-comment` */
export function assertOwnComment(actor: Actor, id: string, { author, person }: StoredComment): void {
  if (!isOwn(actor, { author, ...(person === null ? {} : { person }) }))
    throw new Problem("not-your-comment", { what: id });
}
