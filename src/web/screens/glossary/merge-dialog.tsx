import { useEffect, useId, useState } from "preact/hooks";
import { type ConceptView, getConcepts, mergeConcepts } from "../../api/resources.ts";
import { Dialog } from "../../components/dialog.tsx";
import { DialogActions } from "../../components/dialog-actions.tsx";
import { LoadedView } from "../../components/loaded-view.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useAction, useLoaded } from "../../loading.ts";
import { ShownText } from "../../text/shown-text.tsx";
import { citedText } from "../../text/cited.ts";

/** Most concepts offered. */
const OFFERED = 8;
/** Pause in typing after which the glossary is searched, in milliseconds. */
const PAUSE = 250;

interface MergeDialogProps {
  readonly into: ConceptView;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Finds another concept and merges it into this one with all its terms. */
export function MergeDialog({ into, onClose, onDone }: MergeDialogProps) {
  const [typed, setTyped] = useState("");
  const [q, setQ] = useState("");
  const [from, setFrom] = useState<ConceptView>();
  const id = useId();
  useEffect(() => {
    const timer = setTimeout(() => setQ(typed.trim()), PAUSE);
    return () => clearTimeout(timer);
  }, [typed]);
  const [found, reload] = useLoaded(q === "" ? undefined : q, async (signal) => {
    // One more than is offered: this concept itself may be found.
    const { items } = await getConcepts({ q }, { limit: OFFERED + 1 }, signal);
    return items.filter((one) => one.id !== into.id).slice(0, OFFERED);
  });
  const merging = useAction(async () => {
    if (!from) return;
    await mergeConcepts(into.id, from.id);
    announce(t("concept.merged"));
    onDone();
  });
  const offered = q === "" ? [] : (found.value ?? []);
  const chosen = offered.find((one) => one.id === from?.id);
  return (
    <Dialog title={t("concept.merge")} onClose={onClose}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (chosen) merging.run();
        }}
      >
        <p>{t("concept.mergeText")}</p>
        <p>
          <label for={`${id}-q`}>{t("concept.mergeFind")}</label>
          <input
            id={`${id}-q`}
            type="search"
            value={typed}
            maxLength={500}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
        </p>
        {q !== "" && (
          <LoadedView of={found} reload={reload}>
            {(list) =>
              list.length === 0 ? (
                <p class="muted" role="status">
                  {t("glossary.noneFound")}
                </p>
              ) : (
                <fieldset>
                  <legend class="unseen">{t("concept.mergeFind")}</legend>
                  {list.map((one) => (
                    <label class="radio">
                      <input
                        type="radio"
                        name={`${id}-from`}
                        checked={one.id === chosen?.id}
                        onChange={() => setFrom(one)}
                      />
                      <Terms of={one} />
                    </label>
                  ))}
                </fieldset>
              )
            }
          </LoadedView>
        )}
        <ProblemNotice error={merging.error} />
        <DialogActions label={t("concept.mergeDo")} disabled={!chosen || merging.busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
}

/** All terms of a concept in one line, each in its own language. */
function Terms({ of }: { of: ConceptView }) {
  return (
    <span>
      {of.terms.map((term, at) => (
        <>
          {at > 0 && " · "}
          <ShownText language={term.language} content={citedText(term)} />
        </>
      ))}
    </span>
  );
}
