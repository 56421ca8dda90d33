import { write } from "../../storage/problems.ts";
import { setResolved } from "../../storage/rows/questions.ts";
import { authorship } from "../access/ownership.ts";
import type { Actor, Context } from "../context.ts";
import { questionEvent } from "./internal/question-event.ts";
import { assertMayTalk, visibleThread } from "./internal/visible-thread.ts";
import { type QuestionView, questionView } from "./question-view.ts";

/**
 * Says that a question is resolved, or opens it again. What is so already stays as it is.
 *
 * @throws {Problem} `not-found`, `forbidden`
 */
export async function resolveQuestion(
  context: Context,
  actor: Actor,
  id: string,
  isResolved: boolean,
): Promise<QuestionView> {
  const { n, collection, resolved } = await visibleThread(context, actor, id);
  assertMayTalk(actor, collection);
  if ((resolved !== null) !== isResolved) {
    const time = context.now().toISOString();
    const kind = isResolved ? "question.resolved" : "question.reopened";
    await write(context.storage, [
      setResolved(n, isResolved ? { time, ...authorship(actor) } : null),
      questionEvent(actor, kind, n, { collection, time }),
    ]);
  }
  return questionView(context, actor, await visibleThread(context, actor, id));
}
