import { LANGUAGES } from "../../../domain/language.ts";
import { STATES } from "../../../domain/unit.ts";
import { type DocumentView, getCollections, getDocuments } from "../../api/resources.ts";
import { CsvDownload } from "../../components/csv-download.tsx";
import { LoadedView } from "../../components/loaded-view.tsx";
import { LanguageProgress } from "../../components/progress.tsx";
import { formatNumber, languageName, t } from "../../i18n.ts";
import { useLoaded } from "../../loading.ts";
import { documentAddress } from "../../router.ts";

/** Coverage of each document in each language, now. */
export function Coverage() {
  const [documents, reload] = useLoaded("coverage", async () => {
    const collections = await getCollections();
    return (await Promise.all(collections.map(({ id }) => getDocuments(id)))).flat();
  });
  return (
    <section class="card report-section">
      <h2 id="coverage">{t("reports.coverage")}</h2>
      <LoadedView of={documents} reload={reload}>
        {(list) =>
          list.length === 0 ? (
            <p class="muted">{t("reports.nothing")}</p>
          ) : (
            <>
              <div class="table-frame" role="region" aria-label={t("reports.coverage")} tabIndex={0}>
                <table class="coverage">
                  <thead>
                    <tr>
                      <th scope="col">{t("checks.document")}</th>
                      <th scope="col">{t("reports.units")}</th>
                      {LANGUAGES.map((language) => (
                        <th scope="col">{languageName(language)}</th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {list.map((document) => (
                      <tr key={document.id}>
                        <th scope="row">
                          <a href={documentAddress(document.id)}>{document.title}</a>
                        </th>
                        <td>{formatNumber(document.units)}</td>
                        {LANGUAGES.map((language) => (
                          <td>
                            <LanguageProgress
                              language={language}
                              expected={document.expected[language]}
                              states={document.states[language]}
                              stale={document.stale[language] ?? 0}
                            />
                          </td>
                        ))}
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
              <CsvDownload
                name="coverage"
                rows={[
                  ["document", "language", "units", "expected", ...STATES, "stale"],
                  ...list.flatMap(lines),
                ]}
              />
            </>
          )
        }
      </LoadedView>
    </section>
  );
}

const lines = (document: DocumentView) =>
  LANGUAGES.map((language) => [
    document.id,
    language,
    document.units,
    document.expected[language],
    ...STATES.map((state) => document.states[language]?.[state] ?? 0),
    document.stale[language] ?? 0,
  ]);
