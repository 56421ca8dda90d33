import { useState } from "preact/hooks";
import { type ConceptView, mergeConcepts } from "../../api/resources.ts";
import { Dialog } from "../../components/dialog.tsx";
import { DialogActions } from "../../components/dialog-actions.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useAction } from "../../loading.ts";
import { ConceptChoice } from "./concept-choice.tsx";

interface MergeDialogProps {
  readonly into: ConceptView;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Finds another concept and merges it into this one with all its terms. */
export function MergeDialog({ into, onClose, onDone }: MergeDialogProps) {
  const [from, setFrom] = useState<ConceptView>();
  const merging = useAction(async () => {
    if (!from) return;
    await mergeConcepts(into.id, from.id);
    announce(t("concept.merged"));
    onDone();
  });
  return (
    <Dialog title={t("concept.merge")} onClose={onClose}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (from) merging.run();
        }}
      >
        <p>{t("concept.mergeText")}</p>
        <ConceptChoice label={t("concept.mergeFind")} except={into.id} chosen={from} onChoose={setFrom} />
        <ProblemNotice error={merging.error} />
        <DialogActions label={t("concept.mergeDo")} disabled={!from || merging.busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
