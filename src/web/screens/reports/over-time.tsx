import { useId, useState } from "preact/hooks";
import {
  type Collection,
  type DocumentView,
  type FiguresQuery,
  getCollections,
  getDocuments,
} from "../../api/resources.ts";
import { LoadedView } from "../../components/loaded-view.tsx";
import { t } from "../../i18n.ts";
import { useLoaded } from "../../loading.ts";
import { Activity } from "./activity.tsx";
import { CoverageOverTime } from "./coverage-over-time.tsx";

/** Lengths of a period, in days. */
const LENGTHS = [30, 90, 365, 3650] as const;
const DAY = 86_400_000;

const daysAgo = (days: number): string => new Date(Date.now() - days * DAY).toISOString().slice(0, 10);

interface Choice {
  readonly collections: readonly Collection[];
  readonly documents: readonly DocumentView[];
}

/** Coverage and activity over a period: of everything, of a collection or of a document. */
export function OverTime() {
  const [choice, reload] = useLoaded("scopes", async (): Promise<Choice> => {
    const collections = await getCollections();
    const documents = (await Promise.all(collections.map(({ id }) => getDocuments(id)))).flat();
    return { collections, documents };
  });
  const [scope, setScope] = useState("");
  const [length, setLength] = useState<number>(LENGTHS[1]);
  const id = useId();
  // The value begins with the kind, because a collection and a document may have the same id.
  const [kind = "", ...rest] = scope.split(":");
  const query: FiguresQuery = {
    from: daysAgo(length - 1),
    ...(kind === "" ? {} : { [kind]: rest.join(":") }),
  };
  return (
    <section class="card report-section" aria-labelledby={`${id}-head`}>
      <h2 id={`${id}-head`}>{t("reports.overTime")}</h2>
      <LoadedView of={choice} reload={reload}>
        {({ collections, documents }) => (
          <>
            <div class="filters">
              <p>
                <label for={`${id}-scope`}>{t("reports.scope")}</label>
                <select
                  id={`${id}-scope`}
                  value={scope}
                  onChange={(event) => setScope(event.currentTarget.value)}
                >
                  <option value="">{t("reports.everything")}</option>
                  {collections.map((collection) => (
                    <optgroup label={collection.title}>
                      <option value={`collection:${collection.id}`}>
                        {t("reports.wholeCollection", { title: collection.title })}
                      </option>
                      {documents
                        .filter((document) => document.collection === collection.id)
                        .map((document) => (
                          <option value={`document:${document.id}`}>{document.title}</option>
                        ))}
                    </optgroup>
                  ))}
                </select>
              </p>
              <p>
                <label for={`${id}-length`}>{t("reports.period")}</label>
                <select
                  id={`${id}-length`}
                  value={length}
                  onChange={(event) => setLength(Number(event.currentTarget.value))}
                >
                  {LENGTHS.map((days) => (
                    <option value={days}>{t(`reports.periods.${days}`)}</option>
                  ))}
                </select>
              </p>
            </div>
            <CoverageOverTime query={query} />
            <Activity query={query} />
          </>
        )}
      </LoadedView>
    </section>
  );
}
