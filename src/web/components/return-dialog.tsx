import { useId } from "preact/hooks";
import type { Report } from "../api/resources.ts";
import { t } from "../i18n.ts";
import { announce } from "../live.ts";
import { useAction } from "../loading.ts";
import { useKeptText } from "../saving/kept-here.ts";
import { Dialog } from "./dialog.tsx";
import { DialogActions } from "./dialog-actions.tsx";
import { ProblemNotice } from "./problem-notice.tsx";

interface ReturnDialogProps {
  readonly title: string;
  /** Name under which the reason is kept while it is written. */
  readonly name: string;
  /** Number of translations that go back. */
  readonly count: number;
  readonly onReturn: (reason: string) => Promise<Report>;
  readonly onClose: () => void;
  readonly onDone: (report: Report) => void;
}

/** Asks for the reason, and gives translations back to their translators. */
export function ReturnDialog({ title, name, count, onReturn, onClose, onDone }: ReturnDialogProps) {
  const [reason, setReason, settle] = useKeptText(`return/${name}`);
  const id = useId();
  const returning = useAction(async () => {
    const report = await onReturn(reason.trim());
    settle();
    announce(t("returned.done", { count: report.counts.changed }));
    onDone(report);
  });
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          returning.run();
        }}
      >
        <p role="status">{t("returned.will", { count })}</p>
        <p>
          <label for={id}>{t("returned.reason")}</label>
          <textarea
            id={id}
            rows={3}
            required
            maxLength={2000}
            value={reason}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        </p>
        <ProblemNotice error={returning.error} />
        <DialogActions
          label={t("returned.return")}
          disabled={returning.busy || reason.trim() === "" || count === 0}
          onCancel={onClose}
        />
      </form>
    </Dialog>
  );
}
