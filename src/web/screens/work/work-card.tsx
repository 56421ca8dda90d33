import { useState } from "preact/hooks";
import { isOpen } from "../../../domain/assignment.ts";
import { type Assignment, confirmAssignment, type Report } from "../../api/resources.ts";
import { Dialog } from "../../components/dialog.tsx";
import { DialogActions } from "../../components/dialog-actions.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useAction, useLoaded } from "../../loading.ts";
import { documentAddress } from "../../router.ts";
import { useMay } from "../../session.ts";
import { AssignmentFacts } from "./assignment-facts.tsx";

interface WorkCardProps {
  readonly assignment: Assignment;
  readonly onConfirmed: (report: Report) => void;
}

/** One assignment of whoever is signed in, with the way into the document. */
export function WorkCard({ assignment, onConfirmed }: WorkCardProps) {
  const { document, title, source, target, step, part, note, author, progress } = assignment;
  const [isConfirming, setConfirming] = useState(false);
  const mayReview = useMay("review", assignment.collection);
  const unit = progress.next ?? part?.first.unit;
  const isDone = !isOpen(progress);
  return (
    <li class={`card work-card ${assignment.overdue ? "overdue" : ""}`}>
      <div>
        <h3>{title}</h3>
        <AssignmentFacts assignment={assignment} />
        {note !== "" && <p>{t("work.noteOf", { author, note })}</p>}
        {!isDone && progress.ready === 0 && <p class="muted">{t("work.waits")}</p>}
      </div>
      <p class="actions">
        <a
          class={`button ${isDone ? "" : "primary"}`}
          href={documentAddress(document, { source, target, unit })}
          aria-label={`${t(isDone ? "work.look" : "work.goOn")}: ${title}`}
        >
          {t(isDone ? "work.look" : "work.goOn")}
        </a>
        {step === "review" && mayReview && (
          <button
            type="button"
            onClick={() => setConfirming(true)}
            aria-label={`${t("work.confirmAll")}: ${title}`}
          >
            {t("work.confirmAll")}
          </button>
        )}
      </p>
      {isConfirming && (
        <ConfirmPart
          assignment={assignment}
          onClose={() => setConfirming(false)}
          onDone={(report) => {
            setConfirming(false);
            onConfirmed(report);
          }}
        />
      )}
    </li>
  );
}

const STATES = ["reviewed", "final"] as const;

interface ConfirmPartProps {
  readonly assignment: Assignment;
  readonly onClose: () => void;
  readonly onDone: (report: Report) => void;
}

/** Confirms all translations of an assignment, after it has said how many. */
function ConfirmPart({ assignment, onClose, onDone }: ConfirmPartProps) {
  const [state, setState] = useState<(typeof STATES)[number]>("reviewed");
  const [trial] = useLoaded(
    `${assignment.id} ${state}`,
    async () => (await confirmAssignment(assignment, state, true)).counts.changed,
  );
  const confirming = useAction(async () => {
    const report = await confirmAssignment(assignment, state, false);
    announce(t("work.confirmed", { count: report.counts.changed }));
    onDone(report);
  });
  return (
    <Dialog title={t("work.confirmTitle", { title: assignment.title })} onClose={onClose}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          confirming.run();
        }}
      >
        <fieldset>
          <legend>{t("filter.state")}</legend>
          {STATES.map((one) => (
            <label class="radio">
              <input type="radio" name="state" checked={state === one} onChange={() => setState(one)} />
              {t(`state.${one}`)}
            </label>
          ))}
        </fieldset>
        <p role="status">
          {trial.is === "ready"
            ? t("work.willConfirm", { count: trial.value })
            : trial.is === "loading" && t("loading")}
        </p>
        <ProblemNotice error={confirming.error ?? (trial.is === "failed" ? trial.error : undefined)} />
        <DialogActions
          label={t("work.confirmAll")}
          disabled={confirming.busy || trial.is !== "ready" || trial.value === 0}
          onCancel={onClose}
        />
      </form>
    </Dialog>
  );
}
