import { useId } from "preact/hooks";
import { createCollection } from "../../api/resources.ts";
import { Dialog } from "../../components/dialog.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useAction } from "../../loading.ts";
import { useKeptText } from "../../saving/kept-here.ts";

/** A dialog that makes a collection. */
export function NewCollection({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const [title, setTitle] = useKeptText("collection/");
  const id = useId();
  const creation = useAction(async () => {
    await createCollection(title.trim());
    announce(t("collection.made", { title: title.trim() }));
    setTitle("");
    onDone();
    onClose();
  });
  return (
    <Dialog title={t("collection.new")} onClose={onClose}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (title.trim() !== "") creation.run();
        }}
      >
        <p>
          <label for={id}>{t("collection.title")}</label>
          <input
            id={id}
            value={title}
            maxLength={200}
            required
            onInput={(event) => setTitle(event.currentTarget.value)}
          />
        </p>
        <p class="muted">{t("collection.hint")}</p>
        <ProblemNotice error={creation.error} />
        <p class="actions">
          <button class="primary" disabled={creation.busy}>
            {t("collection.make")}
          </button>
        </p>
      </form>
    </Dialog>
  );
}
