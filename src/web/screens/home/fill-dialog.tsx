import { useState } from "preact/hooks";
import type { Language } from "../../../domain/language.ts";
import { type DocumentView, fillFromMemory, type Report } from "../../api/resources.ts";
import { Dialog } from "../../components/dialog.tsx";
import { DialogActions } from "../../components/dialog-actions.tsx";
import { DirectionFields } from "../../components/direction-fields.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { type Done, WorkProgress } from "../../components/work-progress.tsx";
import { ownDirection } from "../../direction.ts";
import { t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useAction, useLoaded } from "../../loading.ts";
import { documentAddress } from "../../router.ts";
import { type LeastScore, LeastScoreField } from "./least-score.tsx";
import { ReportDialog } from "./report-dialog.tsx";

interface FillDialogProps {
  readonly document: DocumentView;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Fills empty translations of a document from the memory, after it has said how many. */
export function FillDialog({ document, onClose, onDone }: FillDialogProps) {
  const own = ownDirection(document);
  const [source, setSource] = useState<Language>(own[0]);
  const [target, setTarget] = useState<Language>(own[1]);
  const [threshold, setThreshold] = useState<LeastScore>(1);
  const [done, setDone] = useState<Report>();
  const [worked, setWorked] = useState<Done>();
  const wanted = { source, target, threshold };
  const [trial] = useLoaded(
    source === target ? undefined : [source, target, threshold].join(" "),
    async (signal) => (await fillFromMemory(document.id, wanted, true, { signal })).counts.changed,
  );
  const fill = useAction(async () => {
    const told = (now: number, of: number) => setWorked({ done: now, of });
    const report = await fillFromMemory(document.id, wanted, false, { told });
    setDone(report);
    announce(t("fill.done", { count: report.counts.changed }));
    onDone();
  });
  if (done) {
    return (
      <ReportDialog
        title={t("fill.done", { count: done.counts.changed })}
        report={done}
        href={documentAddress(document.id, { source, target })}
        onClose={onClose}
      >
        <p class="muted">{t("fill.undoHint")}</p>
      </ReportDialog>
    );
  }
  return (
    <Dialog title={t("fill.title", { title: document.title })} onClose={onClose}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          fill.run();
        }}
      >
        <DirectionFields source={source} target={target} onSource={setSource} onTarget={setTarget} />
        <LeastScoreField
          label={t("fill.least")}
          value={threshold}
          onChange={(score) => score && setThreshold(score)}
        />
        <p class="muted">{t("fill.hint")}</p>
        <p role="status">
          {trial.is === "ready"
            ? t("fill.found", { count: trial.value })
            : trial.is === "loading" && t("loading")}
        </p>
        {fill.busy && worked && <WorkProgress done={worked} />}
        <ProblemNotice error={fill.error ?? (trial.is === "failed" ? trial.error : undefined)} />
        <DialogActions
          label={t("fill.fill")}
          disabled={fill.busy || trial.is !== "ready" || trial.value === 0}
          onCancel={onClose}
        />
      </form>
    </Dialog>
  );
}
