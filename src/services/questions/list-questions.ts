import type { QuestionPart } from "../../domain/question.ts";
import { countThreads, listThreads, type ThreadFilter, threadAbout } from "../../storage/rows/questions.ts";
import { collectionsFor } from "../access/visibility.ts";
import { type Actor, type Context, wrongCursor } from "../context.ts";
import { getCollection } from "../documents/get-collection.ts";
import { visibleDocument } from "../documents/visible-document.ts";
import { type SubjectId, visibleSubject, visibleThread } from "./internal/visible-thread.ts";
import {
  aboutViews,
  commentId,
  commentNumber,
  questionSummaries,
  type QuestionSummary,
  type QuestionView,
  questionView,
} from "./question-view.ts";

export interface QuestionQuery {
  readonly collection?: string;
  readonly document?: string;
  readonly open?: boolean;
  /** What the actor has to do with it. */
  readonly part?: QuestionPart;
  /** `next` of the page before. */
  readonly after?: string;
  readonly limit: number;
}

/**
 * Threads about units and concepts; those in which something was said last come first.
 *
 * @throws {Problem} `not-found` (collection, document), `invalid-fields` (`after`)
 */
export async function listQuestions(
  context: Context,
  actor: Actor,
  { collection, document, open, part, after, limit }: QuestionQuery,
): Promise<{ items: QuestionSummary[]; next: string | null }> {
  const before = after === undefined ? undefined : commentNumber(after);
  if (after !== undefined && before === undefined) throw wrongCursor("after");
  if (collection !== undefined) await getCollection(context, actor, collection);
  if (document !== undefined) await visibleDocument(context, actor, document);
  const mine = part === undefined ? undefined : partFor(actor, part);
  if (mine === null) return { items: [], next: null };
  const found = await listThreads(
    context.storage,
    {
      collections: collectionsFor(actor, collection === undefined ? undefined : [collection]),
      unitsOnly: collection !== undefined || document !== undefined,
      ...{ document, open, before, part: mine },
    },
    limit + 1,
  );
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: await questionSummaries(context, actor, shown),
    next: found.length > limit && last !== undefined ? commentId(last.last) : null,
  };
}

/** `null` for an actor who is nobody: no thread is theirs. */
const partFor = ({ person }: Actor, of: QuestionPart): ThreadFilter["part"] | null =>
  person === undefined ? null : { of, person };

/** How many open threads there are, and how many of them ask the actor. */
export interface QuestionCounts {
  readonly open: number;
  /** Where the actor is mentioned. */
  readonly mentions: number;
  /** Where the actor wrote or is mentioned, and somebody else has the last word. */
  readonly waiting: number;
}

export async function countQuestions({ storage }: Context, actor: Actor): Promise<QuestionCounts> {
  const { collections } = actor;
  const count = async (part?: QuestionPart): Promise<number> => {
    const mine = part === undefined ? undefined : partFor(actor, part);
    return mine === null ? 0 : countThreads(storage, { collections, open: true, part: mine });
  };
  const [open, mentions, waiting] = await Promise.all([count(), count("mentions"), count("waiting")]);
  return { open, mentions, waiting };
}

/** One thread. @throws {Problem} `not-found` */
export const getQuestion = async (context: Context, actor: Actor, id: string): Promise<QuestionView> =>
  questionView(context, actor, await visibleThread(context, actor, id));

/** The thread about a unit or a concept; without an id while nothing was said. @throws {Problem} `not-found` */
export async function questionAbout(context: Context, actor: Actor, id: SubjectId): Promise<QuestionView> {
  const { subject } = await visibleSubject(context, actor, id);
  const thread = await threadAbout(context.storage, subject);
  if (thread !== undefined) return questionView(context, actor, thread);
  const [about] = await aboutViews(context, [
    { unit: subject.unit ?? null, concept: subject.concept ?? null },
  ]);
  return { id: null, ...about, open: false, resolved: null, comments: [] };
}
