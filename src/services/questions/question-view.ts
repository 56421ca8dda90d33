import { type Language, LANGUAGES } from "../../domain/language.ts";
import { plainText } from "../../domain/segment.ts";
import { titlesOf } from "../../storage/rows/documents.ts";
import {
  commentsByNumber,
  commentsOf,
  mentionsOf,
  type StoredComment,
  talksOf,
  type Thread,
} from "../../storage/rows/questions.ts";
import { type StoredUnit, unitId, unitsByNumber } from "../../storage/rows/units.ts";
import { conceptsNamed } from "../../storage/rows/concepts.ts";
import { isOwn } from "../access/ownership.ts";
import type { Actor, Context } from "../context.ts";
import { conceptName } from "../glossary/concept-name.ts";

/** One thing that was said. */
export interface CommentView {
  readonly id: string;
  /** Empty when it was taken away. */
  readonly text: string;
  readonly author: string;
  readonly time: string;
  readonly version: number;
  /** When it was changed last. */
  readonly edited: string | null;
  readonly removed: boolean;
  /** Whether the caller said it, and so may change it. */
  readonly mine: boolean;
  readonly mentions: readonly { readonly id: string; readonly name: string }[];
}

/** What a thread is about. */
export interface AboutView {
  readonly unit?: {
    readonly id: string;
    readonly key: string;
    readonly document: string;
    readonly title: string;
    readonly collection: string;
    /** Beginning of the text in each language. */
    readonly texts: { readonly [language in Language]?: string };
  };
  readonly concept?: { readonly id: string; readonly name: string };
}

interface Standing {
  readonly open: boolean;
  /** Who resolved it and when; the author is `null` where nobody said so. */
  readonly resolved: { readonly time: string; readonly author: string | null } | null;
}

/** A thread in a list. */
export interface QuestionSummary extends AboutView, Standing {
  readonly id: string;
  /** Number of comments that were not taken away. */
  readonly count: number;
  readonly first: CommentView | null;
  readonly last: CommentView | null;
}

/** All that was said about a unit or a concept. */
export interface QuestionView extends AboutView, Standing {
  /** `null` while nothing was said. */
  readonly id: string | null;
  readonly comments: readonly CommentView[];
}

export const questionId = (n: number): string => `q${n.toString(36)}`;
export const commentId = (n: number): string => `k${n.toString(36)}`;

const numberIn = (letter: string, id: string): number | undefined =>
  id.startsWith(letter) && /^[0-9a-z]{1,10}$/u.test(id.slice(1))
    ? Number.parseInt(id.slice(1), 36)
    : undefined;

/** The number from the id of a thread or of a comment; `undefined` when the text is no such id. */
export const questionNumber = (id: string): number | undefined => numberIn("q", id);
export const commentNumber = (id: string): number | undefined => numberIn("k", id);

/** Comments as the caller sees them. */
export async function commentViews(
  { storage }: Context,
  actor: Actor,
  comments: readonly StoredComment[],
): Promise<CommentView[]> {
  const mentions = await mentionsOf(
    storage,
    comments.map(({ n }) => n),
  );
  return comments.map(({ n, text, author, person, time, version, edited, removed }) => ({
    id: commentId(n),
    text: removed ? "" : text,
    author,
    time,
    version,
    edited,
    removed,
    mine: isOwn(actor, { author, ...(person === null ? {} : { person }) }),
    mentions: removed ? [] : (mentions.get(n) ?? []),
  }));
}

const standingOf = ({ resolved, resolvedBy }: Thread): Standing => ({
  open: resolved === null,
  resolved: resolved === null ? null : { time: resolved, author: resolvedBy },
});

/** A thread with all that was said in it. */
export async function questionView(context: Context, actor: Actor, thread: Thread): Promise<QuestionView> {
  const [about] = await aboutViews(context, [thread]);
  return {
    id: questionId(thread.n),
    ...about,
    ...standingOf(thread),
    comments: await commentViews(context, actor, await commentsOf(context.storage, thread.n)),
  };
}

/** Threads with the first and the last thing that was said in each. */
export async function questionSummaries(
  context: Context,
  actor: Actor,
  threads: readonly Thread[],
): Promise<QuestionSummary[]> {
  const { storage } = context;
  const talks = await talksOf(
    storage,
    threads.map(({ n }) => n),
  );
  const shown = [...new Set([...talks.values()].flatMap(({ first, last }) => [first, last]))];
  const views = await commentViews(context, actor, await commentsByNumber(storage, shown));
  const said = new Map(views.map((view) => [view.id, view]));
  const abouts = await aboutViews(context, threads);
  return threads.map((thread, at) => {
    const talk = talks.get(thread.n);
    return {
      id: questionId(thread.n),
      ...abouts[at],
      ...standingOf(thread),
      count: talk?.count ?? 0,
      first: (talk && said.get(commentId(talk.first))) ?? null,
      last: (talk && said.get(commentId(talk.last))) ?? null,
    };
  });
}

/** Most characters of a text that are shown with a thread. */
const SHOWN = 300;

/** What threads are about, in their order. */
export async function aboutViews(
  { storage }: Context,
  threads: readonly Pick<Thread, "unit" | "concept">[],
): Promise<AboutView[]> {
  const numbers = threads.flatMap(({ unit }) => unit ?? []);
  const units = new Map((await unitsByNumber(storage, numbers)).map((unit) => [unit.n, unit]));
  const titles = await titlesOf(storage, [...new Set([...units.values()].map(({ document }) => document))]);
  const concepts = await conceptsNamed(
    storage,
    threads.flatMap(({ concept }) => concept ?? []),
  );
  return threads.map(({ unit, concept }) => {
    if (concept !== null)
      return { concept: { id: concept, name: conceptName(concepts.get(concept)?.concept, concept) } };
    const found = unit === null ? undefined : units.get(unit);
    if (found === undefined) return {};
    const { key, document, collection } = found;
    return {
      unit: {
        ...{ id: unitId(found.n), key, document, collection },
        title: titles.get(document) ?? document,
        texts: textsOf(found),
      },
    };
  });
}

function textsOf({ variants }: StoredUnit): { [language in Language]?: string } {
  const texts: { [language in Language]?: string } = {};
  for (const language of LANGUAGES) {
    const content = variants[language]?.content;
    if (content !== undefined) texts[language] = Array.from(plainText(content)).slice(0, SHOWN).join("");
  }
  return texts;
}
