import type { ComponentChildren } from "preact";
import type { Report } from "../../api/resources.ts";
import { Dialog } from "../../components/dialog.tsx";
import { ReportView } from "../../components/report-view.tsx";
import { t } from "../../i18n.ts";

interface ReportDialogProps {
  readonly title: string;
  readonly report: Report;
  /** Address of the document that was written. */
  readonly href: string;
  readonly onClose: () => void;
  /** Further advice below the report. */
  readonly children?: ComponentChildren;
}

/** The report of a finished write, with the way to its document. */
export function ReportDialog({ title, report, href, onClose, children }: ReportDialogProps) {
  return (
    <Dialog title={title} onClose={onClose} wide>
      <ReportView report={report} />
      {children}
      <p class="actions">
        <a class="button primary" href={href}>
          {t("import.open")}
        </a>
        <button type="button" onClick={onClose}>
          {t("close")}
        </button>
      </p>
    </Dialog>
  );
}
