import { useState } from "preact/hooks";
import { isOpen } from "../../../domain/assignment.ts";
import { type Assignment, confirmAssignment, type Report, returnAssignment } from "../../api/resources.ts";
import { Dialog } from "../../components/dialog.tsx";
import { DialogActions } from "../../components/dialog-actions.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { ReturnDialog } from "../../components/return-dialog.tsx";
import { t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useAction, useLoaded } from "../../loading.ts";
import { documentAddress } from "../../router.ts";
import { useMay } from "../../session.ts";
import { AssignmentFacts } from "./assignment-facts.tsx";

interface WorkCardProps {
  readonly assignment: Assignment;
  /** Is told what was confirmed or returned. */
  readonly onDone: (report: Report, text: string) => void;
}

/** One assignment of whoever is signed in, with the way into the document. */
export function WorkCard({ assignment, onDone }: WorkCardProps) {
  const { document, title, source, target, step, part, note, author, progress } = assignment;
  const [asked, setAsked] = useState<"confirm" | "return">();
  const mayReview = useMay("review", assignment.collection);
  const unit = progress.next ?? part?.first.unit;
  const isDone = !isOpen(progress);
  return (
    <li class={`card work-card ${assignment.overdue ? "overdue" : ""}`}>
      <div>
        <h3>{title}</h3>
        <AssignmentFacts assignment={assignment} />
        {note !== "" && <p>{t("work.noteOf", { author, note })}</p>}
        {progress.returned > 0 && (
          <p>
            <a
              class="badge warning"
              href={documentAddress(document, { source, target, state: "returned" })}
              aria-label={`${t("work.returned", { count: progress.returned })}: ${title}`}
            >
              {t("work.returned", { count: progress.returned })}
            </a>
          </p>
        )}
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
            onClick={() => setAsked("confirm")}
            aria-label={`${t("work.confirmAll")}: ${title}`}
          >
            {t("work.confirmAll")}
          </button>
        )}
        {step === "review" && mayReview && progress.ready > 0 && (
          <button
            type="button"
            class="quiet"
            onClick={() => setAsked("return")}
            aria-label={`${t("work.returnAll")}: ${title}`}
          >
            {t("work.returnAll")}
          </button>
        )}
      </p>
      {asked === "confirm" && (
        <ConfirmPart
          assignment={assignment}
          onClose={() => setAsked(undefined)}
          onDone={(report) => {
            setAsked(undefined);
            onDone(report, t("work.confirmed", { count: report.counts.changed }));
          }}
        />
      )}
      {asked === "return" && (
        <ReturnDialog
          title={t("work.returnTitle", { title })}
          name={assignment.id}
          count={progress.ready}
          onClose={() => setAsked(undefined)}
          onReturn={(reason) => returnAssignment(assignment, reason)}
          onDone={(report) => {
            setAsked(undefined);
            onDone(report, t("returned.done", { count: report.counts.changed }));
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
