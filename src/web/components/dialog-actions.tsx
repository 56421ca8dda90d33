import { t } from "../i18n.ts";

interface DialogActionsProps {
  /** Text of the main button. */
  readonly label: string;
  readonly disabled: boolean;
  readonly onCancel: () => void;
  /** Does something that cannot be taken back easily. Without it the main button submits the form. */
  readonly onRemove?: () => void;
}

/** The buttons at the end of a dialog: its main action, and cancel. */
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
