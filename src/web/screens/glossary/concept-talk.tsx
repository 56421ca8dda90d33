import { useId } from "preact/hooks";
import { commentOnConcept, type ConceptWithComments } from "../../api/resources.ts";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { formatAgo, t } from "../../i18n.ts";
import { useAction } from "../../loading.ts";
import { useKeptText } from "../../saving/kept-here.ts";
import { useMay } from "../../session.ts";
import { ConceptHistory } from "./concept-history.tsx";

/** Comments on a concept, and its history. */
export function ConceptTalk({ concept, onChange }: { concept: ConceptWithComments; onChange: () => void }) {
  const [text, setText] = useKeptText(`comment/${concept.id}`);
  const mayComment = useMay("translate");
  const id = useId();
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
      <ConceptHistory
        id={concept.id}
        version={concept.version}
        related={concept.related}
        onChange={onChange}
      />
    </div>
  );
}
