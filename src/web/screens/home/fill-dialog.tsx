import { useState } from "preact/hooks";
import type { Language } from "../../../domain/language.ts";
import { type DocumentView, fillFromMemory, type Report } from "../../api/resources.ts";
import { Dialog } from "../../components/dialog.tsx";
import { DialogActions } from "../../components/dialog-actions.tsx";
import { DirectionFields } from "../../components/direction-fields.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { ReportView } from "../../components/report-view.tsx";
import { t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useAction, useLoaded } from "../../loading.ts";
import { documentAddress } from "../../router.ts";
import { type LeastScore, LeastScoreField } from "./least-score.tsx";

interface FillDialogProps {
  readonly document: DocumentView;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Fills empty translations of a document from the memory: first it tells how many, then it does so. */
export function FillDialog({ document, onClose, onDone }: FillDialogProps) {
  const [source, setSource] = useState<Language>(document.languages[0] ?? "en");
  const [target, setTarget] = useState<Language>(
    document.languages[1] ?? (document.languages[0] === "ru" ? "zh" : "ru"),
  );
  const [threshold, setThreshold] = useState<LeastScore>(1);
  const [done, setDone] = useState<Report>();
  const wanted = { source, target, threshold };
  const [trial] = useLoaded(
    source === target ? undefined : [source, target, threshold].join(" "),
    async (signal) => (await fillFromMemory(document.id, wanted, true, signal)).counts.changed,
  );
  const fill = useAction(async () => {
    const report = await fillFromMemory(document.id, wanted, false);
    setDone(report);
    announce(t("fill.done", { count: report.counts.changed }));
    onDone();
  });
  if (done) {
    return (
      <Dialog title={t("fill.done", { count: done.counts.changed })} onClose={onClose} wide>
        <ReportView report={done} />
        <p class="muted">{t("fill.undoHint")}</p>
        <p class="actions">
          <a class="button primary" href={documentAddress(document.id, { source, target })}>
            {t("import.open")}
          </a>
          <button type="button" onClick={onClose}>
            {t("close")}
          </button>
        </p>
      </Dialog>
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
