import { useState } from "preact/hooks";
import { type ConceptView, deleteConcept, undoImport } from "../../api/resources.ts";
import { Dialog } from "../../components/dialog.tsx";
import { DialogActions } from "../../components/dialog-actions.tsx";
import { Icon } from "../../components/icons.tsx";
import { KeyHint } from "../../components/key-hint.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useAction } from "../../loading.ts";
import { go } from "../../router.ts";
import { MergeDialog } from "./merge-dialog.tsx";

interface ConceptActionsProps {
  /** `undefined` for a new concept. */
  readonly concept: ConceptView | undefined;
  /** Whether this person may approve concepts; others propose and withdraw. */
  readonly decides: boolean;
  readonly isChanged: boolean;
  readonly maySave: boolean;
  readonly onRevert: () => void;
  readonly onOpen: (dialog: ConceptDialogName) => void;
}

/** Dialogs of a concept. */
export type ConceptDialogName = "merge" | "remove";

/** Buttons below a concept: save, revert, merge and remove. */
export function ConceptActions(props: ConceptActionsProps) {
  const { concept, decides, isChanged, onOpen } = props;
  return (
    <p class="actions">
      {/* Not disabled, because a button that is loses the focus when it has saved. */}
      <button class="primary" aria-disabled={!props.maySave} aria-keyshortcuts="Control+S">
        {t(decides ? "concept.save" : "concept.propose")} <KeyHint keys="Ctrl+S" />
      </button>
      {isChanged && (
        <button type="button" onClick={props.onRevert}>
          {t("unit.revert")}
        </button>
      )}
      {concept && decides && (
        <button type="button" class="quiet" disabled={isChanged} onClick={() => onOpen("merge")}>
          {t("concept.merge")}
        </button>
      )}
      {concept && (
        <button type="button" class="quiet" onClick={() => onOpen("remove")}>
          {t(decides ? "concept.remove" : "concept.withdraw")}
        </button>
      )}
    </p>
  );
}

interface ConceptDialogProps {
  readonly concept: ConceptView;
  readonly decides: boolean;
  readonly open: ConceptDialogName;
  readonly onClose: () => void;
  readonly onChange: () => void;
}

/** The dialog that a button of a concept opened. It stands outside the concept's form: forms do not nest. */
export function ConceptDialog({ concept, decides, open, onClose, onChange }: ConceptDialogProps) {
  const done = () => {
    onClose();
    onChange();
  };
  if (open === "remove") {
    const title = t(decides ? "concept.remove" : "concept.withdraw");
    return <RemoveDialog concept={concept} title={title} onClose={onClose} onUndone={done} />;
  }
  return <MergeDialog into={concept} onClose={onClose} onDone={done} />;
}

interface RemoveDialogProps {
  readonly concept: ConceptView;
  readonly title: string;
  readonly onClose: () => void;
  readonly onUndone: () => void;
}

/** Asks before a concept is removed, and offers afterwards to take it back. */
function RemoveDialog({ concept, title, onClose, onUndone }: RemoveDialogProps) {
  const [made, setMade] = useState<string | null>();
  const removal = useAction(async () => {
    setMade(await deleteConcept(concept.id, concept.version));
    announce(t("concept.removed"));
  });
  const undoing = useAction(async () => {
    if (made) await undoImport(made, () => undefined);
    announce(t("imports.undone"));
    onUndone();
  });
  const leave = () => go("/glossary");
  if (made !== undefined)
    return (
      <Dialog title={title} onClose={leave}>
        <p role="status">{t("concept.removed")}</p>
        <ProblemNotice error={undoing.error} />
        <p class="actions">
          <button type="button" class="primary" onClick={leave}>
            {t("concept.toGlossary")}
          </button>
          {made !== null && (
            <button type="button" disabled={undoing.busy} onClick={() => undoing.run()}>
              <Icon name="undo" />
              {t("imports.undo")}
            </button>
          )}
        </p>
      </Dialog>
    );
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{t("concept.removeText")}</p>
      <ProblemNotice error={removal.error} />
      <DialogActions
        label={title}
        disabled={removal.busy}
        onCancel={onClose}
        onRemove={() => removal.run()}
      />
    </Dialog>
  );
}
