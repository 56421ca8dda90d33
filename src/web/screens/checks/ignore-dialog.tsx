import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { ignoreFindings } from "../../api/resources.ts";
import { Dialog } from "../../components/dialog.tsx";
import { DialogActions } from "../../components/dialog-actions.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { t } from "../../i18n.ts";
import { useAction } from "../../loading.ts";
import { useKeptText } from "../../saving/kept-here.ts";

interface IgnoreDialogProps {
  /** Ids of the findings. */
  readonly findings: readonly string[];
  readonly onClose: () => void;
  readonly onDone: () => void;
  /** Says which findings will be ignored. */
  readonly children: ComponentChildren;
}

/** Asks why findings should be ignored, and ignores all of them or none. */
export function IgnoreDialog({ findings, onClose, onDone, children }: IgnoreDialogProps) {
  const [reason, setReason, settle] = useKeptText(`ignore/${findings[0] ?? ""}`);
  const id = useId();
  const ignoring = useAction(async () => {
    await ignoreFindings(findings, reason.trim());
    settle();
    onDone();
  });
  return (
    <Dialog title={t("checks.ignore")} onClose={onClose}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          ignoring.run();
        }}
      >
        <p>{children}</p>
        <p>
          <label for={id}>{t("checks.reason")}</label>
          <input
            id={id}
            value={reason}
            maxLength={2000}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        </p>
        <p class="muted">{t("checks.ignoreHint")}</p>
        <ProblemNotice error={ignoring.error} />
        <DialogActions label={t("checks.ignore")} disabled={ignoring.busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
