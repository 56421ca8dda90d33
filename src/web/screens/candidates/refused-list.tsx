import { htmlLanguage } from "../../../domain/language.ts";
import { getRefused, type Refused, refuseCandidate } from "../../api/resources.ts";
import { LoadedView } from "../../components/loaded-view.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { formatAgo, languageName, t } from "../../i18n.ts";
import { announce } from "../../live.ts";
import { useAction, useLoaded } from "../../loading.ts";
import { useMay } from "../../session.ts";

interface RefusedListProps {
  /** Id; `undefined`: of all collections. */
  readonly collection: string | undefined;
  /** Grows when a refusal was made elsewhere. */
  readonly turn: number;
}

/** The refused terms, each with a button that brings it back. */
export function RefusedList({ collection, turn }: RefusedListProps) {
  const [loaded, reload] = useLoaded(`refused ${collection ?? ""} ${turn}`, (signal) =>
    getRefused(collection, signal),
  );
  const mayDecide = useMay("terminology");
  const restoring = useAction(async ({ language, term, collection: where }: Refused) => {
    await refuseCandidate({
      terms: { [language]: term },
      refused: false,
      ...(where === undefined ? {} : { collection: where }),
    });
    announce(t("candidates.takenBack"));
    reload();
  });
  return (
    <LoadedView of={loaded} reload={reload}>
      {(items) =>
        items.length === 0 ? null : (
          <details class="card">
            <summary>{t("candidates.refusedTerms", { count: items.length })}</summary>
            <ProblemNotice error={restoring.error} />
            <ul class="plain refused-terms">
              {items.map((item) => (
                <li key={`${item.collection ?? ""} ${item.language} ${item.term}`}>
                  <span lang={htmlLanguage(item.language)}>{item.term}</span>
                  <span class="muted">
                    {languageName(item.language)} · {item.author} · {formatAgo(item.time)}
                  </span>
                  {mayDecide && (
                    <button
                      type="button"
                      class="quiet"
                      disabled={restoring.busy}
                      onClick={() => restoring.run(item)}
                    >
                      {t("candidates.restore")}
                    </button>
                  )}
                </li>
              ))}
            </ul>
          </details>
        )
      }
    </LoadedView>
  );
}
