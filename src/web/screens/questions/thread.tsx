import { useEffect, useState } from "preact/hooks";
import {
  addComment,
  getCollaborators,
  getSharedCollaborators,
  getThread,
  type QuestionView,
  setResolved,
  type ThreadAbout,
} from "../../api/resources.ts";
import { LoadedView } from "../../components/loaded-view.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { formatAgo, t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useAction, useLoaded } from "../../loading.ts";
import { questionsChanged, questionsTurn } from "../../questions-turn.ts";
import { useKeptText } from "../../saving/kept-here.ts";
import { useMay, useMe } from "../../session.ts";
import { useStore } from "../../store.ts";
import { mentionsIn, type Named } from "../../text/mentions.ts";
import { CommentField } from "./comment-field.tsx";
import { OneComment } from "./one-comment.tsx";

interface ThreadProps {
  readonly about: ThreadAbout;
  /** Collection of the unit; `null`: the glossary. */
  readonly collection: string | null;
  /** Is told the thread when it is loaded. */
  readonly onLoaded?: (thread: QuestionView) => void;
}

/** All that was said about a unit or a concept, and the field to say more. */
export function Thread({ about, collection, onLoaded }: ThreadProps) {
  const turn = useStore(questionsTurn);
  const name = "unit" in about ? about.unit : about.concept;
  const [thread, reload] = useLoaded(`thread/${name}`, () => getThread(about));
  const isAllowed = useMay("translate", collection);
  // Who works in some collections only reads of the glossary.
  const isEverywhere = useMe().everywhere.includes("translate");
  const mayTalk = collection === null ? isEverywhere : isAllowed;
  useEffect(() => {
    if (turn > 0) reload();
  }, [turn]);
  useEffect(() => {
    if (thread.value !== undefined) onLoaded?.(thread.value);
  }, [thread.value]);
  return (
    <LoadedView of={thread} reload={reload}>
      {(shown) => (
        <div class="thread">
          <ThreadHead thread={shown} mayTalk={mayTalk} />
          {shown.comments.length === 0 && <p class="muted">{t("question.nothing")}</p>}
          <ul class="entries">
            {shown.comments.map((comment) => (
              <OneComment key={comment.id} comment={comment} mayTalk={mayTalk} />
            ))}
          </ul>
          {mayTalk && <Say about={about} name={name} collection={collection} thread={shown} />}
        </div>
      )}
    </LoadedView>
  );
}

function ThreadHead({ thread, mayTalk }: { thread: QuestionView; mayTalk: boolean }) {
  const { id, open, resolved } = thread;
  const change = useAction(async () => {
    if (id === null) return;
    await setResolved(id, open);
    announce(t(open ? "question.isResolved" : "question.isOpen"));
    questionsChanged();
  });
  if (id === null) return null;
  return (
    <>
      <p class="thread-head">
        <span class={`badge ${open ? "warning" : "reviewed"}`}>
          {t(open ? "question.open" : "question.resolved")}
        </span>
        {resolved !== null && resolved.author !== null && (
          <span class="muted">
            {resolved.author} · {formatAgo(resolved.time)}
          </span>
        )}
        {mayTalk && (
          <button type="button" class="quiet" disabled={change.busy} onClick={() => change.run()}>
            {t(open ? "question.resolve" : "question.reopen")}
          </button>
        )}
      </p>
      <ProblemNotice error={change.error} />
    </>
  );
}

interface SayProps {
  readonly about: ThreadAbout;
  readonly name: string;
  readonly collection: string | null;
  readonly thread: QuestionView;
}

function Say({ about, name, collection, thread }: SayProps) {
  const [text, setText, settle] = useKeptText(`comment/${name}`);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const people = usePeople(collection, text.includes("@"));
  const saying = useAction(async (resolved: boolean) => {
    // Names count only when it is known whose they are.
    const known = text.includes("@") ? await loadPeople(collection) : [];
    await addComment(about, { text: text.trim(), mentions: mentionsIn(text, known, chosen), resolved });
    settle();
    announce(t("question.said"));
    questionsChanged();
  });
  const isEmpty = text.trim() === "";
  const send = (resolved: boolean) => {
    if (!isEmpty) saying.run(resolved);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send(false);
      }}
    >
      <CommentField
        label={t("concept.comment")}
        text={text}
        people={people}
        onInput={setText}
        onChoose={({ id }) => setChosen((was) => new Set([...was, id]))}
        onSend={() => send(false)}
      />
      <ProblemNotice error={saying.error} />
      <p class="actions">
        <button class="primary" disabled={saying.busy || isEmpty}>
          {t(thread.comments.length === 0 ? "question.ask" : "question.answer")}
        </button>
        {thread.open && (
          <button type="button" disabled={saying.busy || isEmpty} onClick={() => send(true)}>
            {t("question.answerAndResolve")}
          </button>
        )}
      </p>
    </form>
  );
}

const loadPeople = (collection: string | null): Promise<readonly Named[]> =>
  collection === null ? getSharedCollaborators() : getCollaborators(collection);

/** People who can be mentioned; they are loaded when somebody begins to. */
function usePeople(collection: string | null, isWanted: boolean): readonly Named[] {
  const [people] = useLoaded(isWanted ? `people/${collection ?? ""}` : undefined, () =>
    loadPeople(collection),
  );
  return people.value ?? [];
}
