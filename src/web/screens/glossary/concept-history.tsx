import { useId } from "preact/hooks";
import { getConceptHistory, restoreConcept } from "../../api/resources.ts";
import { Icon } from "../../components/icons.tsx";
import { LoadedView } from "../../components/loaded-view.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { formatAgo, formatTime, t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useAction, useLoaded } from "../../loading.ts";
import { address } from "../../router.ts";
import { useMay } from "../../session.ts";
import { ConceptDifferences } from "./concept-differences.tsx";

interface ConceptHistoryProps {
  readonly id: string;
  /** Current version; `undefined` for a concept that is gone. */
  readonly version: number | undefined;
  readonly related?: readonly { readonly concept: string; readonly name: string }[];
  readonly onChange: () => void;
}

/** The history of a concept: what each change did, and the way back to each version. */
export function ConceptHistory({ id, version, related = [], onChange }: ConceptHistoryProps) {
  const label = useId();
  const [history, reload] = useLoaded(`${id} ${version}`, () => getConceptHistory(id));
  const decides = useMay("terminology");
  const names = new Map(related.map(({ concept, name }) => [concept, name]));
  const restoring = useAction(async (to: number) => {
    await restoreConcept(id, to, version);
    announce(t("concept.restored"));
    onChange();
  });
  return (
    <section class="card" aria-labelledby={label}>
      <h2 id={label}>{t("help.history")}</h2>
      <ProblemNotice error={restoring.error} />
      <LoadedView of={history} reload={reload}>
        {(steps) => (
          <ol class="entries">
            {steps.map(({ version: step, time, author, import: made, concept: was }, at) => (
              <li key={step}>
                <p class="muted">
                  {author} ·{" "}
                  <time dateTime={time} title={formatTime(time)}>
                    {formatAgo(time)}
                  </time>{" "}
                  {made !== undefined && (
                    <a href={address("/imports", { import: made })}>{t("concept.inJournal")}</a>
                  )}
                </p>
                {was === null && t("concept.removed")}
                <ConceptDifferences before={steps[at + 1]?.concept ?? null} after={was} names={names} />
                {decides && was !== null && (at > 0 || version === undefined) && (
                  <button
                    type="button"
                    class="quiet"
                    disabled={restoring.busy}
                    onClick={() => restoring.run(step)}
                    aria-label={t("concept.restoreWhat", { author, when: formatAgo(time) })}
                  >
                    <Icon name="undo" />
                    {t("concept.restore")}
                  </button>
                )}
              </li>
            ))}
          </ol>
        )}
      </LoadedView>
    </section>
  );
}
