import { useId, useState } from "preact/hooks";
import { Dialog } from "../../components/dialog.tsx";
import { DialogActions } from "../../components/dialog-actions.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useAction } from "../../loading.ts";

interface RenameDialogProps {
  readonly title: string;
  /** Stores the new title. */
  readonly rename: (title: string) => Promise<unknown>;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Asks for a new title of a document or a collection. */
export function RenameDialog({ title, rename, onClose, onDone }: RenameDialogProps) {
  const [typed, setTyped] = useState(title);
  const id = useId();
  const wanted = typed.trim();
  const renaming = useAction(async () => {
    await rename(wanted);
    announce(t("save.done"));
    onClose();
    onDone();
  });
  return (
    <Dialog title={t("rename.title", { title })} onClose={onClose}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (wanted !== "" && wanted !== title) renaming.run();
        }}
      >
        <p>
          <label for={id}>{t("rename.new")}</label>
          <input
            id={id}
            value={typed}
            maxLength={200}
            required
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
        </p>
        <ProblemNotice error={renaming.error} />
        <DialogActions
          label={t("rename.do")}
          disabled={renaming.busy || wanted === "" || wanted === title}
          onCancel={onClose}
        />
      </form>
    </Dialog>
  );
}
