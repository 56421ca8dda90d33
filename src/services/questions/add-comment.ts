import { Problem } from "../../domain/problem.ts";
import { asProblem } from "../../storage/problems.ts";
import { reserve } from "../../storage/rows/counter.ts";
import {
  commentsByNumber,
  insertComment,
  insertThread,
  isThreadBegun,
  setMentions,
  setResolved,
  talksOf,
  threadAbout,
} from "../../storage/rows/questions.ts";
import { authorship } from "../access/ownership.ts";
import type { Actor, Context } from "../context.ts";
import { retryOn } from "../imports/retry.ts";
import { mentioned } from "./internal/mentioned.ts";
import { questionEvent } from "./internal/question-event.ts";
import {
  assertMayTalk,
  type SubjectId,
  type VisibleSubject,
  visibleSubject,
  visibleThread,
} from "./internal/visible-thread.ts";
import { type CommentView, commentViews } from "./question-view.ts";

export interface NewComment {
  readonly text: string;
  /** Ids of people. */
  readonly mentions?: readonly string[];
  /** Whether the thread is resolved with it. By default it is open afterwards. */
  readonly resolved?: boolean;
}

/** Most comments of a thread. */
const MOST_COMMENTS = 1000;

/**
 * Says something about a unit or a concept: begins its thread, or goes on in it.
 *
 * @throws {Problem} `not-found` (unit, concept, person), `forbidden`, `too-many-comments`, `disk-full`, `read-only`,
 *   `overloaded`
 */
export async function addComment(
  context: Context,
  actor: Actor,
  id: SubjectId,
  wanted: NewComment,
): Promise<CommentView> {
  return add(context, actor, await visibleSubject(context, actor, id), wanted);
}

/** The same in a thread that is there. @throws {Problem} the same */
export async function answerQuestion(
  context: Context,
  actor: Actor,
  id: string,
  wanted: NewComment,
): Promise<CommentView> {
  const { unit, concept, collection } = await visibleThread(context, actor, id);
  const subject = unit === null ? { concept: concept ?? "" } : { unit };
  return add(context, actor, { subject, collection }, wanted);
}

async function add(
  context: Context,
  actor: Actor,
  { subject, collection }: VisibleSubject,
  { text, mentions = [], resolved = false }: NewComment,
): Promise<CommentView> {
  const { storage } = context;
  assertMayTalk(actor, collection);
  const people = await mentioned(context, actor, collection, mentions);
  const n = await reserve(storage, "comment");
  const { author, person } = authorship(actor);
  const time = context.now().toISOString();
  await retryOn(isThreadBegun, async () => {
    const known = await threadAbout(storage, subject);
    const thread = known?.n ?? (await reserve(storage, "thread"));
    if (((await talksOf(storage, [thread])).get(thread)?.count ?? 0) >= MOST_COMMENTS)
      throw new Problem("too-many-comments", { most: MOST_COMMENTS });
    const wasOpen = known === undefined || known.resolved === null;
    const tell = (kind: Parameters<typeof questionEvent>[1]) =>
      questionEvent(actor, kind, thread, { collection, time });
    await storage.batch([
      ...(known === undefined ? [insertThread(thread, subject, n)] : []),
      ...insertComment({ n, thread, text, author, person: person ?? null, time }),
      ...setMentions(n, people),
      setResolved(thread, resolved ? { time, ...authorship(actor) } : null),
      tell(known === undefined ? "question.asked" : "question.answered"),
      ...(wasOpen && resolved ? [tell("question.resolved")] : []),
      ...(!wasOpen && !resolved ? [tell("question.reopened")] : []),
    ]);
  }).catch((error: unknown) => {
    throw asProblem(error);
  });
  const [view] = await commentViews(context, actor, await commentsByNumber(storage, [n]));
  if (view === undefined) throw new Problem("not-found", { what: text });
  return view;
}
