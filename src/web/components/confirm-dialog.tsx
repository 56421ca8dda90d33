import { useAction } from "../loading.ts";
import { Dialog } from "./dialog.tsx";
import { DialogActions } from "./dialog-actions.tsx";
import { ProblemNotice } from "./problem-notice.tsx";

interface ConfirmDialogProps {
  /** The question. */
  readonly title: string;
  /** What follows from a yes. */
  readonly text: string;
  /** Text of the button that says yes. */
  readonly label: string;
  readonly onConfirm: () => Promise<unknown>;
  readonly onClose: () => void;
}

/** Asks before something that cannot be taken back easily. */
export function ConfirmDialog({ title, text, label, onConfirm, onClose }: ConfirmDialogProps) {
  const action = useAction(async () => {
    await onConfirm();
    onClose();
  });
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{text}</p>
      <ProblemNotice error={action.error} />
      <DialogActions label={label} disabled={action.busy} onCancel={onClose} onRemove={() => action.run()} />
    </Dialog>
  );
}
