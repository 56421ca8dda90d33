import { useState } from "preact/hooks";
import { type Step, STEPS } from "../../../domain/assignment.ts";
import type { Language } from "../../../domain/language.ts";
import {
  type Assignment,
  createAssignment,
  type DocumentView,
  endAssignment,
  getAssignments,
  getCollaborators,
} from "../../api/resources.ts";
import { ChoiceField } from "../../components/choice-field.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { DialogActions } from "../../components/dialog-actions.tsx";
import { DirectionFields } from "../../components/direction-fields.tsx";
import { LoadedView } from "../../components/loaded-view.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { TextField } from "../../components/text-field.tsx";
import type { Direction } from "../../direction.ts";
import { t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useAction, useLoaded } from "../../loading.ts";
import { useMay } from "../../session.ts";
import { AssignmentFacts } from "./assignment-facts.tsx";

interface AssignDialogProps {
  readonly document: DocumentView;
  /** Direction to offer. */
  readonly direction: Direction;
  readonly onClose: () => void;
}

/** Button of a manager that opens the dialog to give a document to somebody. */
export function AssignButton({ document, direction }: Omit<AssignDialogProps, "onClose">) {
  const [isOpen, setOpen] = useState(false);
  if (!useMay("manage", document.collection)) return null;
  return (
    <>
      <button type="button" class="quiet" onClick={() => setOpen(true)}>
        {t("work.assign")}
      </button>
      {isOpen && <AssignDialog document={document} direction={direction} onClose={() => setOpen(false)} />}
    </>
  );
}

/** Gives a document or a part of it to somebody, and shows who has what of it. */
export function AssignDialog({ document, direction, onClose }: AssignDialogProps) {
  const [assignments, reload] = useLoaded(`assignments/${document.id}`, () => getAssignments(document.id));
  return (
    <Dialog title={t("work.assignTitle", { title: document.title })} onClose={onClose} wide>
      <NewAssignment document={document} direction={direction} onClose={onClose} onDone={reload} />
      <h3 class="given-heading">{t("work.given")}</h3>
      <LoadedView of={assignments} reload={reload}>
        {(list) => <GivenList list={list} onChange={reload} />}
      </LoadedView>
    </Dialog>
  );
}

function GivenList({ list, onChange }: { list: readonly Assignment[]; onChange: () => void }) {
  const ending = useAction(async (assignment: Assignment) => {
    await endAssignment(assignment);
    announce(t("work.ended"));
    onChange();
  });
  if (list.length === 0) return <p class="muted">{t("work.nobody")}</p>;
  return (
    <>
      <ul class="given-list">
        {list.map((assignment) => (
          <li key={assignment.id}>
            <div>
              <strong>{assignment.person.name}</strong>
              {assignment.person.disabled && <span class="badge warning">{t("work.disabled")}</span>}
              <AssignmentFacts assignment={assignment} />
            </div>
            <button
              type="button"
              class="quiet"
              disabled={ending.busy}
              aria-label={`${t("work.end")}: ${assignment.person.name}, ${t(`work.step.${assignment.step}`)}`}
              onClick={() => ending.run(assignment)}
            >
              {t("work.end")}
            </button>
          </li>
        ))}
      </ul>
      <ProblemNotice error={ending.error} />
    </>
  );
}

interface NewAssignmentProps extends AssignDialogProps {
  readonly onDone: () => void;
}

function NewAssignment({ document, direction, onClose, onDone }: NewAssignmentProps) {
  const [people, reload] = useLoaded(`people/${document.collection}`, () =>
    getCollaborators(document.collection),
  );
  const [step, setStep] = useState<Step>("translate");
  const [person, setPerson] = useState<string>();
  const [source, setSource] = useState<Language>(direction[0]);
  const [target, setTarget] = useState<Language>(direction[1]);
  const [isPart, setPart] = useState(false);
  const [first, setFirst] = useState("1");
  const [last, setLast] = useState(String(document.units));
  const [due, setDue] = useState("");
  const [note, setNote] = useState("");
  const able = (people.value ?? []).filter(({ steps }) => steps.includes(step));
  const chosen = able.find(({ id }) => id === person)?.id;
  const giving = useAction(async () => {
    if (chosen === undefined) return;
    await createAssignment(document.id, {
      person: chosen,
      ...{ step, source, target },
      ...(isPart ? { part: { first: Number(first), last: Number(last) } } : {}),
      ...(due === "" ? {} : { due }),
      ...(note.trim() === "" ? {} : { note }),
    });
    announce(t("work.assigned"));
    setPerson(undefined);
    setNote("");
    onDone();
  });
  return (
    <LoadedView of={people} reload={reload}>
      {() => (
        <form
          class="form"
          onSubmit={(event) => {
            event.preventDefault();
            giving.run();
          }}
        >
          <ChoiceField
            label={t("work.what")}
            value={step}
            choices={STEPS.map((value) => ({ value, text: t(`work.step.${value}`) }))}
            onChange={(value) => value && setStep(value)}
          />
          <ChoiceField
            label={t("work.who")}
            value={chosen}
            none={t("work.choose")}
            choices={able.map(({ id, name }) => ({ value: id, text: name }))}
            onChange={setPerson}
          />
          {able.length === 0 && <p class="muted">{t("work.noneAble")}</p>}
          <DirectionFields source={source} target={target} onSource={setSource} onTarget={setTarget} />
          <label class="check">
            <input
              type="checkbox"
              checked={isPart}
              onChange={(event) => setPart(event.currentTarget.checked)}
            />
            {t("work.onlyPart", { count: document.units })}
          </label>
          {isPart && (
            <>
              <TextField
                label={t("work.first")}
                value={first}
                onInput={setFirst}
                input={{ type: "number", min: 1, max: document.units, required: true }}
              />
              <TextField
                label={t("work.last")}
                value={last}
                onInput={setLast}
                input={{ type: "number", min: 1, max: document.units, required: true }}
              />
            </>
          )}
          <TextField label={t("work.due")} value={due} onInput={setDue} input={{ type: "date" }} />
          <TextField label={t("work.note")} value={note} onInput={setNote} input={{ maxLength: 2000 }} />
          <ProblemNotice error={giving.error} />
          <DialogActions
            label={t("work.assignNow")}
            disabled={giving.busy || chosen === undefined}
            onCancel={onClose}
          />
        </form>
      )}
    </LoadedView>
  );
}
