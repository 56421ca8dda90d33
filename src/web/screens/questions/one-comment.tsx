import { useState } from "preact/hooks";
import { type CommentView, getCommentHistory, patchComment } from "../../api/resources.ts";
import { LoadedView } from "../../components/loaded-view.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { formatAgo, formatTime, t } from "../../i18n.ts";
import { useAction, useLoaded } from "../../loading.ts";
import { questionsChanged } from "../../questions-turn.ts";
import { useKeptText } from "../../saving/kept-here.ts";
import { WithMentions } from "../../text/with-mentions.tsx";
import { isSent } from "./send-key.ts";

interface OneCommentProps {
  readonly comment: CommentView;
  readonly mayTalk: boolean;
}

/** One comment. Its author can change it, take it away and put it back. */
export function OneComment({ comment, mayTalk }: OneCommentProps) {
  const { author, time, text, edited, removed, mine } = comment;
  const [isEditing, setEditing] = useState(false);
  const [isPastShown, setPastShown] = useState(false);
  const change = useAction(async (isRemoved: boolean) => {
    await patchComment(comment, { removed: isRemoved });
    questionsChanged();
  });
  return (
    <li>
      <p class="muted comment-by">
        <strong>{author}</strong>{" "}
        <time dateTime={time} title={formatTime(time)}>
          {formatAgo(time)}
        </time>
        {edited !== null && !removed && (
          <>
            {" · "}
            <button
              type="button"
              class="quiet small"
              aria-expanded={isPastShown}
              title={formatTime(edited)}
              onClick={() => setPastShown(!isPastShown)}
            >
              {t("question.edited")}
            </button>
          </>
        )}
      </p>
      {isEditing ? (
        <EditComment comment={comment} onEnd={() => setEditing(false)} />
      ) : removed ? (
        <p class="muted">{t("question.removed")}</p>
      ) : (
        <p class="comment">
          <WithMentions text={text} names={comment.mentions.map(({ name }) => name)} />
        </p>
      )}
      {isPastShown && <PastTexts comment={comment} />}
      {mine && mayTalk && !isEditing && (
        <p class="comment-actions">
          {!removed && (
            <button type="button" class="quiet small" onClick={() => setEditing(true)}>
              {t("question.edit")}
            </button>
          )}
          <button
            type="button"
            class="quiet small"
            disabled={change.busy}
            onClick={() => change.run(!removed)}
          >
            {t(removed ? "question.putBack" : "question.remove")}
          </button>
        </p>
      )}
      <ProblemNotice error={change.error} />
    </li>
  );
}

function EditComment({ comment, onEnd }: { comment: CommentView; onEnd: () => void }) {
  const [kept, setKept, settle] = useKeptText(`comment-edit/${comment.id}`);
  const text = kept === "" ? comment.text : kept;
  const saving = useAction(async () => {
    await patchComment(comment, { text: text.trim() });
    questionsChanged();
    if (settle()) onEnd();
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        saving.run();
      }}
    >
      <textarea
        aria-label={t("question.edit")}
        rows={3}
        maxLength={20_000}
        value={text}
        onInput={(event) => setKept(event.currentTarget.value)}
        onKeyDown={(event) => void isSent(event, saving.run)}
      />
      <ProblemNotice error={saving.error} />
      <p class="actions">
        <button disabled={saving.busy || text.trim() === ""}>{t("question.save")}</button>
        <button
          type="button"
          class="quiet"
          onClick={() => {
            setKept("");
            onEnd();
          }}
        >
          {t("cancel")}
        </button>
      </p>
    </form>
  );
}

function PastTexts({ comment }: { comment: CommentView }) {
  const [past, reload] = useLoaded(`past/${comment.id} ${comment.version}`, () =>
    getCommentHistory(comment.id),
  );
  return (
    <LoadedView of={past} reload={reload}>
      {(items) => (
        <ol class="past-texts">
          {items
            .filter((item) => !item.removed)
            .map(({ version, text, time }) => (
              <li key={version}>
                <p class="comment">{text}</p>
                <p class="muted">{t("question.until", { time: formatTime(time) })}</p>
              </li>
            ))}
        </ol>
      )}
    </LoadedView>
  );
}
