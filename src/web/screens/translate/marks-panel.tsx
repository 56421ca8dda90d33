import { useState } from "preact/hooks";
import type { Language } from "../../../domain/language.ts";
import type { MarkSeverity } from "../../../domain/mark.ts";
import { type ErrorMark, removeMarks } from "../../api/resources.ts";
import { Icon } from "../../components/icons.tsx";
import { KeyHint } from "../../components/key-hint.tsx";
import { LoadedView } from "../../components/loaded-view.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { formatAgo, t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useAction } from "../../loading.ts";
import { useMay } from "../../session.ts";
import { ShownText } from "../../text/shown-text.tsx";
import type { Marking } from "./marking.ts";

interface MarksPanelProps {
  readonly marking: Marking;
  readonly target: Language;
  /** Selects the place of a mark in the editor. */
  readonly onShow: (mark: ErrorMark) => void;
}

const TONES: Readonly<Record<MarkSeverity, string>> = {
  neutral: "",
  minor: "warning",
  major: "danger",
  critical: "danger",
};

/** The errors that reviewers have marked in the target. A mark that was taken away last can be put back. */
export function MarksPanel({ marking, target, onShow }: MarksPanelProps) {
  const mayReview = useMay("review");
  const [removed, setRemoved] = useState<string>();
  const change = useAction(async (id: string, isRemoved: boolean) => {
    await removeMarks([id], isRemoved);
    setRemoved(isRemoved ? id : undefined);
    announce(t(isRemoved ? "marks.removed" : "marks.restored"));
    marking.reload();
  });
  return (
    <>
      <LoadedView of={marking.marks} reload={marking.reload}>
        {(marks) =>
          marks.length === 0 ? (
            <p class="muted">{t("marks.none")}</p>
          ) : (
            <ul class="mark-list">
              {marks.map((mark) => (
                <li key={mark.id}>
                  <p>
                    <span class={`badge ${TONES[mark.severity]}`}>
                      {t(`checks:marks.severity.${mark.severity}`)}
                    </span>{" "}
                    <strong>{t(`checks:marks.category.${mark.category}`)}</strong>
                    {mark.earlier && <span class="badge">{t("marks.earlier")}</span>}
                  </p>
                  <p>
                    <ShownText language={target} content={mark.stretch} class="marked-stretch" />
                  </p>
                  {mark.comment !== "" && <p>{mark.comment}</p>}
                  <p class="muted">
                    {mark.author} · {formatAgo(mark.time)}{" "}
                    {!mark.earlier && (
                      <button type="button" class="quiet" onClick={() => onShow(mark)}>
                        {t("findings.show")}
                      </button>
                    )}
                    {mayReview && (
                      <button
                        type="button"
                        class="quiet"
                        disabled={change.busy}
                        onClick={() => change.run(mark.id, true)}
                      >
                        {t("marks.remove")}
                      </button>
                    )}
                  </p>
                </li>
              ))}
            </ul>
          )
        }
      </LoadedView>
      <ProblemNotice error={change.error} />
      {removed !== undefined && (
        <p class="muted">
          {t("marks.removed")}{" "}
          <button
            type="button"
            class="quiet"
            disabled={change.busy}
            onClick={() => change.run(removed, false)}
          >
            <Icon name="undo" />
            {t("marks.restore")}
          </button>
        </p>
      )}
      {mayReview && (
        <p>
          {/* A press must not clear the selection, because it is what is marked. */}
          <button
            type="button"
            class="quiet"
            onMouseDown={(event) => event.preventDefault()}
            onClick={marking.begin}
            aria-keyshortcuts="Control+Alt+M"
          >
            <Icon name="plus" />
            {t("marks.add")} <KeyHint keys="Ctrl+Alt+M" />
          </button>
        </p>
      )}
    </>
  );
}
