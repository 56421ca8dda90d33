import { Problem } from "../../domain/problem.ts";
import { asProblem } from "../../storage/problems.ts";
import {
  commentsByNumber,
  isStaleComment,
  pastOf,
  setMentions,
  setResolved,
  talksOf,
  updateComment,
} from "../../storage/rows/questions.ts";
import { authorship } from "../access/ownership.ts";
import type { Actor, Context } from "../context.ts";
import { mentioned } from "./internal/mentioned.ts";
import { questionEvent } from "./internal/question-event.ts";
import { assertMayTalk, assertOwnComment, visibleComment } from "./internal/visible-thread.ts";
import { commentId, type CommentView, commentViews } from "./question-view.ts";

/** What may be changed of a comment; what is absent stays. */
export interface CommentPatch {
  readonly text?: string;
  /** Ids of people. */
  readonly mentions?: readonly string[];
  /** True to take it away, false to put it back. */
  readonly removed?: boolean;
}

/**
 * Changes a comment of one's own. What it was is kept. A thread in which nothing is left is resolved.
 *
 * @param expected version that the actor saw; `undefined`: any
 * @throws {Problem} `not-found` (comment, person), `not-your-comment`, `forbidden`, `stale-version`
 */
export async function editComment(
  context: Context,
  actor: Actor,
  id: string,
  patch: CommentPatch,
  expected?: number,
): Promise<CommentView> {
  const { storage } = context;
  const { comment, thread } = await visibleComment(context, actor, id);
  assertOwnComment(actor, id, comment);
  assertMayTalk(actor, thread.collection);
  if (expected !== undefined && expected !== comment.version) throw stale(id);
  const after = { text: patch.text ?? comment.text, removed: patch.removed ?? comment.removed };
  const people = patch.mentions && (await mentioned(context, actor, thread.collection, patch.mentions));
  const time = context.now().toISOString();
  const { collection } = thread;
  const isChanged = after.text !== comment.text || after.removed !== comment.removed;
  const talk = (await talksOf(storage, [thread.n])).get(thread.n);
  const isLast = after.removed && !comment.removed && talk?.count === 1 && thread.resolved === null;
  const tell = (kind: Parameters<typeof questionEvent>[1]) =>
    questionEvent(actor, kind, thread.n, { collection, time });
  if (isChanged || people !== undefined)
    await storage
      .batch([
        ...(isChanged ? updateComment(comment, after, time) : []),
        ...(people === undefined ? [] : setMentions(comment.n, people)),
        ...(isLast ? [setResolved(thread.n, { time, ...authorship(actor) })] : []),
        tell("question.changed"),
        ...(isLast ? [tell("question.resolved")] : []),
      ])
      .catch((error: unknown) => {
        throw isStaleComment(error) ? stale(id) : asProblem(error);
      });
  const [view] = await commentViews(context, actor, await commentsByNumber(storage, [comment.n]));
  if (view === undefined) throw new Problem("not-found", { what: id });
  return view;
}

const stale = (what: string) => new Problem("stale-version", { what });

/** One earlier text of a comment. */
export interface PastCommentView {
  readonly version: number;
  readonly text: string;
  readonly removed: boolean;
  /** When it was replaced. */
  readonly time: string;
}

/**
 * What a comment was before it was changed, oldest first. What was taken away is shown to its author alone.
 *
 * @throws {Problem} `not-found`, `not-your-comment`
 */
export async function commentHistory(context: Context, actor: Actor, id: string): Promise<PastCommentView[]> {
  const { comment } = await visibleComment(context, actor, id);
  if (comment.removed) assertOwnComment(actor, commentId(comment.n), comment);
  return pastOf(context.storage, comment.n);
}
