import { useId, useState } from "preact/hooks";
import type { Language } from "../../../domain/language.ts";
import {
  MARK_CATEGORIES,
  MARK_SEVERITIES,
  type MarkCategory,
  type MarkSeverity,
} from "../../../domain/mark.ts";
import { addMark } from "../../api/resources.ts";
import { ChoiceField } from "../../components/choice-field.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { DialogActions } from "../../components/dialog-actions.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useAction } from "../../loading.ts";
import { ShownText } from "../../text/shown-text.tsx";
import type { Stretch } from "./marking.ts";

interface MarkDialogProps {
  readonly unit: string;
  readonly language: Language;
  readonly stretch: Stretch;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Asks what is wrong with a stretch of a text, and marks it. */
export function MarkDialog({ unit, language, stretch, onClose, onDone }: MarkDialogProps) {
  const [category, setCategory] = useState<MarkCategory>("accuracy");
  const [severity, setSeverity] = useState<MarkSeverity>("minor");
  const [comment, setComment] = useState("");
  const id = useId();
  const { start, end, version, text, isWhole } = stretch;
  const marking = useAction(async () => {
    await addMark(unit, { language, start, end, version, category, severity, comment });
    announce(t("marks.done"));
    onDone();
  });
  return (
    <Dialog title={t("marks.add")} onClose={onClose}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          marking.run();
        }}
      >
        <p class="marked-stretch">
          <ShownText language={language} content={text} />
        </p>
        {isWhole && <p class="muted">{t("marks.whole")}</p>}
        <ChoiceField
          label={t("marks.category")}
          value={category}
          choices={MARK_CATEGORIES.map((one) => ({ value: one, text: t(`checks:marks.category.${one}`) }))}
          onChange={(chosen) => chosen && setCategory(chosen)}
        />
        <fieldset>
          <legend>{t("marks.severity")}</legend>
          {MARK_SEVERITIES.map((one) => (
            <label class="radio">
              <input
                type="radio"
                name={`${id}-severity`}
                checked={severity === one}
                onChange={() => setSeverity(one)}
              />
              {t(`checks:marks.severity.${one}`)}
            </label>
          ))}
        </fieldset>
        <p>
          <label for={`${id}-comment`}>{t("marks.comment")}</label>
          <textarea
            id={`${id}-comment`}
            rows={3}
            maxLength={2000}
            value={comment}
            onInput={(event) => setComment(event.currentTarget.value)}
          />
        </p>
        <ProblemNotice error={marking.error} />
        <DialogActions label={t("marks.save")} disabled={marking.busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
