import { useId } from "preact/hooks";
import { type Collection, createCollection } from "../../api/resources.ts";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useAction } from "../../loading.ts";
import { useKeptText } from "../../saving/kept-here.ts";

/** The fields that make a collection. They stand in other forms too: Enter makes it, and does not submit that form. */
export function MakeCollection({ onMade }: { onMade: (collection: Collection) => void }) {
  const [title, setTitle, settle] = useKeptText("collection/");
  const id = useId();
  const wanted = title.trim();
  const making = useAction(async () => {
    const made = await createCollection(wanted);
    announce(t("collection.made", { title: wanted }));
    settle();
    onMade(made);
  });
  return (
    <div class="form">
      <p>
        <label for={id}>{t("collection.title")}</label>
        <input
          id={id}
          value={title}
          maxLength={200}
          aria-describedby={`${id}-hint`}
          onInput={(event) => setTitle(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.isComposing) return;
            event.preventDefault();
            if (wanted !== "") making.run();
          }}
        />
        <span id={`${id}-hint`} class="muted">
          {t("collection.hint")}
        </span>
      </p>
      <ProblemNotice error={making.error} />
      <p>
        <button
          type="button"
          class="primary"
          disabled={making.busy || wanted === ""}
          onClick={() => making.run()}
        >
          {t("collection.make")}
        </button>
      </p>
    </div>
  );
}
