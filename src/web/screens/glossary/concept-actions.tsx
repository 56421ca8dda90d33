import { type ConceptView, deleteConcept } from "../../api/resources.ts";
import { Dialog } from "../../components/dialog.tsx";
import { DialogActions } from "../../components/dialog-actions.tsx";
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
      <button class="primary" disabled={!props.maySave} aria-keyshortcuts="Control+S">
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
  if (open === "remove") {
    const title = t(decides ? "concept.remove" : "concept.withdraw");
    return <RemoveDialog concept={concept} title={title} onClose={onClose} />;
  }
  return (
    <MergeDialog
      into={concept}
      onClose={onClose}
      onDone={() => {
        onClose();
        onChange();
      }}
    />
  );
}

interface RemoveDialogProps {
  readonly concept: ConceptView;
  readonly title: string;
  readonly onClose: () => void;
}

/** Asks before a concept is removed. */
function RemoveDialog({ concept, title, onClose }: RemoveDialogProps) {
  const removal = useAction(async () => {
    await deleteConcept(concept.id, concept.version);
    announce(t("concept.removed"));
    go("/glossary");
  });
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
