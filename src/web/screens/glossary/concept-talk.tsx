import { useId } from "preact/hooks";
import { commentOnConcept, type ConceptWithComments, getConceptHistory } from "../../api/resources.ts";
import { LoadedView } from "../../components/loaded-view.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { formatAgo, formatTime, t } from "../../i18n.ts";
import { useAction, useLoaded } from "../../loading.ts";
import { useKeptText } from "../../saving/kept-here.ts";
import { useMay } from "../../session.ts";
import { ShownText } from "../../text/shown-text.tsx";
import { citedText } from "../../text/cited.ts";

/** Comments on a concept, and its history. */
export function ConceptTalk({ concept, onChange }: { concept: ConceptWithComments; onChange: () => void }) {
  const [text, setText] = useKeptText(`comment/${concept.id}`);
  const mayComment = useMay("translate");
  const id = useId();
  const [history, reload] = useLoaded(`${concept.id} ${concept.version}`, () =>
    getConceptHistory(concept.id),
  );
  const saying = useAction(async () => {
    await commentOnConcept(concept.id, text.trim());
    setText("");
    onChange();
  });
  return (
    <div class="columns talk">
      <section class="card" aria-labelledby={`${id}-comments`}>
        <h2 id={`${id}-comments`}>{t("concept.comments")}</h2>
        {concept.comments.length === 0 && <p class="muted">{t("concept.noComments")}</p>}
        <ul class="entries">
          {concept.comments.map((comment) => (
            <li>
              <p class="comment">{comment.text}</p>
              <p class="muted">
                {comment.author} · {formatAgo(comment.time)}
              </p>
            </li>
          ))}
        </ul>
        {mayComment && (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              if (text.trim() !== "") saying.run();
            }}
          >
            <p class="field">
              <label for={`${id}-text`}>{t("concept.comment")}</label>
              <textarea
                id={`${id}-text`}
                rows={2}
                maxLength={20_000}
                value={text}
                onInput={(event) => setText(event.currentTarget.value)}
              />
            </p>
            <ProblemNotice error={saying.error} />
            <button disabled={saying.busy || text.trim() === ""}>{t("concept.say")}</button>
          </form>
        )}
      </section>
      <section class="card" aria-labelledby={`${id}-history`}>
        <h2 id={`${id}-history`}>{t("help.history")}</h2>
        <LoadedView of={history} reload={reload}>
          {(steps) => (
            <ol class="entries">
              {steps.map(({ version, time, author, concept: was }) => (
                <li key={version}>
                  <p class="muted">
                    {author} ·{" "}
                    <time dateTime={time} title={formatTime(time)}>
                      {formatAgo(time)}
                    </time>
                  </p>
                  {was === null
                    ? t("concept.removed")
                    : was.terms.map((term) => (
                        <div>
                          <ShownText language={term.language} content={citedText(term)} />{" "}
                          <span class="muted">
                            {t(
                              term.forbidden ? "term.forbidden" : `term.status.${term.administrativeStatus}`,
                            )}
                          </span>
                        </div>
                      ))}
                </li>
              ))}
            </ol>
          )}
        </LoadedView>
      </section>
    </div>
  );
}
