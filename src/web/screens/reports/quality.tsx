import { useId } from "preact/hooks";
import type { Language } from "../../../domain/language.ts";
import {
  getCollections,
  getDocuments,
  getQuality,
  marksTable,
  type QualityFigure,
  type QualityPart,
  qualityTable,
} from "../../api/resources.ts";
import { ChoiceField } from "../../components/choice-field.tsx";
import { FetchButton } from "../../components/fetch-button.tsx";
import { LoadedView } from "../../components/loaded-view.tsx";
import { formatNumber, languageName, loadCheckTexts, t } from "../../i18n.ts";
import { useLoaded } from "../../loading.ts";
import { amendQuery, documentAddress, place } from "../../router.ts";
import { useStore } from "../../store.ts";

/** The figure of quality of one document, which the address names, with all that it is made of. */
export function Quality() {
  const { query } = useStore(place);
  const document = query.get("document") ?? undefined;
  const id = useId();
  const [documents, reloadDocuments] = useLoaded("documents", async () => {
    const collections = await getCollections();
    return (await Promise.all(collections.map((collection) => getDocuments(collection.id)))).flat();
  });
  const [figures, reload] = useLoaded(document, async () => {
    await loadCheckTexts();
    return document === undefined ? [] : getQuality(document);
  });
  return (
    <section class="card report-section" aria-labelledby={id}>
      <h2 id={id}>{t("reports.quality")}</h2>
      <p class="muted">{t("reports.qualityLead")}</p>
      <LoadedView of={documents} reload={reloadDocuments}>
        {(list) => (
          <div class="filters">
            <ChoiceField
              label={t("checks.document")}
              value={document}
              choices={list.map((one) => ({ value: one.id, text: one.title }))}
              none={t("reports.chooseDocument")}
              onChange={(chosen) => amendQuery({ document: chosen })}
            />
          </div>
        )}
      </LoadedView>
      {document !== undefined && (
        <LoadedView of={figures} reload={reload}>
          {(shown) =>
            shown.length === 0 ? (
              <p class="muted">{t("reports.nothing")}</p>
            ) : (
              <>
                {shown.map((figure) => (
                  <Figure key={figure.language} figure={figure} document={document} />
                ))}
                <div class="actions">
                  <FetchButton address={qualityTable(document)} name="quality.csv">
                    {t("reports.csv")}
                  </FetchButton>
                  <FetchButton address={marksTable(document)} name="marks.csv">
                    {t("reports.marksCsv")}
                  </FetchButton>
                </div>
              </>
            )
          }
        </LoadedView>
      )}
    </section>
  );
}

/** The figure of one language with its parts. */
function Figure({ figure, document }: { figure: QualityFigure; document: string }) {
  const { language, score, words, parts } = figure;
  const name = languageName(language);
  const columns = ["part", "count", "points", "cost"].map((column) => t(`checks:quality.column.${column}`));
  return (
    <>
      <h3>
        {name}: {score === null ? t("reports.noFigure") : <strong>{formatNumber(score)}</strong>}
      </h3>
      <p class="muted">{t(score === null ? "reports.tooLittle" : "reports.ofWords", { count: words })}</p>
      <div
        class="table-frame"
        role="region"
        aria-label={t("reports.qualityOf", { language: name })}
        tabIndex={0}
      >
        <table>
          <thead>
            <tr>
              {columns.map((column) => (
                <th scope="col">{column}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {parts.map((part) => (
              <tr key={part.part}>
                <th scope="row">
                  {t(`checks:quality.part.${part.part}`)}
                  <Kinds part={part} />
                </th>
                <td>
                  {part.of === undefined
                    ? formatNumber(part.count)
                    : t("reports.shareOf", { count: part.count, total: part.of })}
                </td>
                <td>{formatNumber(part.points)}</td>
                <td>{part.cost === null ? "–" : formatNumber(part.cost)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {parts.map((part) => (
        <Places key={part.part} part={part} document={document} language={language} />
      ))}
    </>
  );
}

/** What a part is made of, in one line. */
function Kinds({ part: { kinds } }: { part: QualityPart }) {
  if (kinds.length === 0) return null;
  return (
    <p class="muted">
      {kinds
        .map(({ kind, count }) => `${t(`checks:quality.kind.${kind}`)}: ${formatNumber(count)}`)
        .join("; ")}
    </p>
  );
}

/** The units that cost most in a part, as links to the desk. */
function Places({
  part: { part, units },
  document,
  language,
}: {
  part: QualityPart;
  document: string;
  language: Language;
}) {
  const costly = units.filter(({ points }) => points > 0);
  if (costly.length === 0) return null;
  return (
    <details>
      <summary>
        {t("reports.places", { part: t(`checks:quality.part.${part}`), count: costly.length })}
      </summary>
      <ul class="quality-places">
        {costly.map(({ unit, key, points }) => (
          <li key={unit}>
            <a href={documentAddress(document, { unit, target: language })}>
              <code>{key}</code>
            </a>{" "}
            <span class="muted">{t("reports.points", { count: points })}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
