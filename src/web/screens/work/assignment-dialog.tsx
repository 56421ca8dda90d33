import { useState } from "preact/hooks";
import { type Assignment, endAssignment, getCollaborators, patchAssignment } from "../../api/resources.ts";
import { ChoiceField } from "../../components/choice-field.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { DialogActions } from "../../components/dialog-actions.tsx";
import { LoadedView } from "../../components/loaded-view.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { TextField } from "../../components/text-field.tsx";
import { t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useAction, useLoaded } from "../../loading.ts";
import { AssignmentFacts } from "./assignment-facts.tsx";

interface AssignmentDialogProps {
  readonly assignment: Assignment;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Changes who does it, until when and the note, or ends the assignment. */
export function AssignmentDialog({ assignment, onClose, onDone }: AssignmentDialogProps) {
  const { step, collection, title } = assignment;
  const [people, reload] = useLoaded(`people/${collection}`, () => getCollaborators(collection));
  const [person, setPerson] = useState<string | undefined>(assignment.person.id);
  const [due, setDue] = useState(assignment.due ?? "");
  const [note, setNote] = useState(assignment.note);
  const saving = useAction(async () => {
    await patchAssignment(assignment, {
      ...(person === undefined || person === assignment.person.id ? {} : { person }),
      due: due === "" ? null : due,
      note,
    });
    announce(t("save.done"));
    onDone();
  });
  const ending = useAction(async () => {
    await endAssignment(assignment);
    announce(t("work.ended"));
    onDone();
  });
  return (
    <Dialog title={t("work.changeTitle", { title })} onClose={onClose}>
      <AssignmentFacts assignment={assignment} />
      <LoadedView of={people} reload={reload}>
        {(list) => (
          <form
            class="form"
            onSubmit={(event) => {
              event.preventDefault();
              saving.run();
            }}
          >
            <ChoiceField
              label={t("work.who")}
              value={person}
              choices={choicesOf(
                list.filter(({ steps }) => steps.includes(step)),
                assignment.person,
              )}
              onChange={setPerson}
            />
            <TextField label={t("work.due")} value={due} onInput={setDue} input={{ type: "date" }} />
            <TextField label={t("work.note")} value={note} onInput={setNote} input={{ maxLength: 2000 }} />
            <p>
              <button type="button" class="quiet" disabled={ending.busy} onClick={() => ending.run()}>
                {t("work.end")}
              </button>
            </p>
            <ProblemNotice error={saving.error ?? ending.error} />
            <DialogActions label={t("people.save")} disabled={saving.busy} onCancel={onClose} />
          </form>
        )}
      </LoadedView>
    </Dialog>
  );
}

/** People who may do it, and whoever has it now, also if they may not any more. */
function choicesOf(
  able: readonly { readonly id: string; readonly name: string }[],
  now: { readonly id: string; readonly name: string },
) {
  const all = able.some(({ id }) => id === now.id) ? able : [now, ...able];
  return all.map(({ id, name }) => ({ value: id, text: name }));
}
