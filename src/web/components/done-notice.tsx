import { useState } from "preact/hooks";
import { type Report, undoImport } from "../api/resources.ts";
import { Icon } from "./icons.tsx";
import { ProblemNotice } from "./problem-notice.tsx";
import { ReportView } from "./report-view.tsx";
import { type Done, WorkProgress } from "./work-progress.tsx";
import { t } from "../i18n.ts";
import { announce } from "../live.ts";
import { useAction } from "../loading.ts";
import { address } from "../router.ts";

interface DoneNoticeProps {
  readonly report: Report;
  readonly text: string;
  readonly onUndone?: () => void;
}

/** What a change of many units has done, with the button that takes it back. */
export function DoneNotice({ report, text, onUndone }: DoneNoticeProps) {
  const [isUndone, setUndone] = useState(false);
  const [blocked, setBlocked] = useState<Report>();
  const [progress, setProgress] = useState<Done>();
  const undoing = useAction(async () => {
    const outcome = await undoImport(report.import ?? "", (done, of) => setProgress({ done, of }));
    setBlocked(outcome.import === null ? outcome : undefined);
    if (outcome.import === null) return;
    announce(t("imports.undone"));
    setUndone(true);
    onUndone?.();
  });
  return (
    <section class="card">
      <p role="status">
        <strong>{isUndone ? t("imports.wasUndone") : text}</strong>
      </p>
      <ReportView report={blocked ?? report} />
      <ProblemNotice error={undoing.error} />
      {undoing.busy && progress && <WorkProgress done={progress} />}
      {report.import !== null && !isUndone && (
        <p class="actions">
          <button type="button" disabled={undoing.busy} onClick={() => undoing.run()}>
            <Icon name="undo" />
            {t("imports.undo")}
          </button>
          <a href={address("/imports", { import: report.import })}>{t("nav.imports")}</a>
        </p>
      )}
    </section>
  );
}
