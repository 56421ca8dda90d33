import { t } from "../i18n.ts";

interface DialogActionsProps {
  /** What is done. */
  readonly label: string;
  readonly disabled: boolean;
  readonly onCancel: () => void;
  /** For what cannot be taken back easily; without it the form around is submitted. */
  readonly onRemove?: () => void;
}

/** What ends a dialog: doing what it is about, or leaving it. */
export function DialogActions({ label, disabled, onCancel, onRemove }: DialogActionsProps) {
  return (
    <p class="actions">
      {onRemove === undefined ? (
        <button class="primary" disabled={disabled}>
          {label}
        </button>
      ) : (
        <button type="button" class="danger" disabled={disabled} onClick={onRemove}>
          {label}
        </button>
      )}
      <button type="button" onClick={onCancel}>
        {t("cancel")}
      </button>
    </p>
  );
}
