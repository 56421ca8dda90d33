import { useState } from "preact/hooks";
import { CONCEPT_STATUSES } from "../../../domain/concept.ts";
import { type ConceptFilter, deleteConcepts, patchConcepts, type Report } from "../../api/resources.ts";
import { ChoiceField } from "../../components/choice-field.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { DialogActions } from "../../components/dialog-actions.tsx";
import { DoneNotice } from "../../components/done-notice.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { ReportView } from "../../components/report-view.tsx";
import { t } from "../../i18n.ts";
import { useAction, useLoaded } from "../../loading.ts";

interface BulkDialogProps {
  readonly filter: ConceptFilter;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Gives a status to all concepts that the filter finds, or takes them away, after a preview. */
export function BulkDialog({ filter, onClose, onDone }: BulkDialogProps) {
  const [wanted, setWanted] = useState<string>();
  const [done, setDone] = useState<Report>();
  const status = CONCEPT_STATUSES.find((one) => one === wanted);
  const isRemoval = wanted === "remove";
  const change = (dryRun: boolean, removing?: number) =>
    status === undefined
      ? deleteConcepts(filter, { dryRun, ...(removing === undefined ? {} : { removing }) })
      : patchConcepts(filter, status, dryRun);
  const [trial] = useLoaded(wanted, () => change(true));
  const doing = useAction(async () => {
    setDone(await change(false, isRemoval ? trial.value?.counts.removed : undefined));
    onDone();
  });
  const title = t("glossary.bulk");
  if (done)
    return (
      <Dialog title={title} onClose={onClose} wide>
        <DoneNotice report={done} text={t("glossary.bulkDone")} onUndone={onDone} />
      </Dialog>
    );
  const counts = trial.value?.counts;
  const isNothing = !counts || counts.changed + counts.removed === 0;
  return (
    <Dialog title={title} onClose={onClose} wide>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isNothing) doing.run();
        }}
      >
        <ChoiceField
          label={t("glossary.bulkWhat")}
          value={wanted}
          none={t("glossary.bulkChoose")}
          choices={[
            ...CONCEPT_STATUSES.map((value) => ({
              value: value as string,
              text: t("glossary.bulkStatus", { status: t(`concept.statuses.${value}`) }),
            })),
            { value: "remove", text: t("glossary.bulkRemove") },
          ]}
          onChange={setWanted}
        />
        {wanted !== undefined && trial.value && (
          <div role="status">
            <ReportView report={trial.value} />
          </div>
        )}
        <ProblemNotice error={doing.error ?? (trial.is === "failed" ? trial.error : undefined)} />
        <DialogActions
          label={
            isRemoval
              ? t("glossary.bulkRemoveDo", { count: counts?.removed ?? 0 })
              : t("glossary.bulkDo", { count: counts?.changed ?? 0 })
          }
          disabled={wanted === undefined || isNothing || doing.busy}
          onCancel={onClose}
          {...(isRemoval ? { onRemove: () => doing.run() } : {})}
        />
      </form>
    </Dialog>
  );
}
