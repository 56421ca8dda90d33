import { useState } from "preact/hooks";
import type { Language } from "../../../domain/language.ts";
import { analyse, type AnalysisReport } from "../../api/resources.ts";
import { CsvDownload } from "../../components/csv-download.tsx";
import { FileField } from "../../components/file-field.tsx";
import { LanguageField } from "../../components/language-field.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { formatNumber, formatPercent, t } from "../../i18n.ts";
import { useAction } from "../../loading.ts";

/** From the cheapest to translate to the dearest. */
const BANDS = [
  "101",
  "100",
  "repetition",
  "internal",
  "95-99",
  "85-94",
  "75-84",
  "50-74",
  "none",
] as const satisfies readonly (keyof AnalysisReport["bands"])[];

/** How much of some files is in the memory already. */
export function Leverage() {
  const [files, setFiles] = useState<readonly File[]>([]);
  const [source, setSource] = useState<Language>("ru");
  const [target, setTarget] = useState<Language>("zh");
  const [report, setReport] = useState<AnalysisReport>();
  const analysis = useAction(async () => setReport(await analyse(files, source, target)));
  return (
    <section class="card report-section">
      <h2 id="leverage">{t("reports.leverage")}</h2>
      <p class="muted">{t("reports.leverageLead")}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          analysis.run();
        }}
      >
        <div class="filters">
          <FileField label={t("reports.files")} files={files} multiple onChange={setFiles} />
          <LanguageField
            label={t("direction.source")}
            value={source}
            except={target}
            onChange={(language) => language && setSource(language)}
          />
          <LanguageField
            label={t("direction.target")}
            value={target}
            except={source}
            onChange={(language) => language && setTarget(language)}
          />
          <button class="primary" disabled={files.length === 0 || analysis.busy}>
            {t(analysis.busy ? "reports.analysing" : "reports.analyse")}
          </button>
        </div>
        <ProblemNotice error={analysis.error} />
      </form>
      {report && <Bands report={report} />}
    </section>
  );
}

function Bands({ report }: { report: AnalysisReport }) {
  const { bands, total } = report;
  const share = (band: (typeof BANDS)[number]) => (total.words === 0 ? 0 : bands[band].words / total.words);
  const head = ["band", "segments", "words", "characters", "share"].map((column) =>
    t(`reports.column.${column}`),
  );
  return (
    <>
      <div class="band-chart" aria-hidden="true">
        {BANDS.map((band, at) =>
          share(band) === 0 ? null : (
            <span class={`band band-${at}`} style={{ inlineSize: `${share(band) * 100}%` }} />
          ),
        )}
      </div>
      <div class="table-frame" role="region" aria-label={t("reports.leverage")} tabIndex={0}>
        <table>
          <thead>
            <tr>
              {head.map((name) => (
                <th scope="col">{name}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {BANDS.map((band, at) => (
              <tr>
                <th scope="row">
                  <span class={`swatch band-${at}`} aria-hidden="true" /> {t(`reports.band.${band}`)}
                </th>
                <td>{formatNumber(bands[band].segments)}</td>
                <td>{formatNumber(bands[band].words)}</td>
                <td>{formatNumber(bands[band].characters)}</td>
                <td>{formatPercent(share(band))}</td>
              </tr>
            ))}
            <tr>
              <th scope="row">{t("checks.total")}</th>
              <td>{formatNumber(total.segments)}</td>
              <td>{formatNumber(total.words)}</td>
              <td>{formatNumber(total.characters)}</td>
              <td />
            </tr>
          </tbody>
        </table>
      </div>
      <CsvDownload
        name="leverage"
        rows={[
          ["file", ...head.slice(0, 4)],
          ...report.files.flatMap((file) =>
            BANDS.map((band) => [
              file.name,
              band,
              file.bands[band].segments,
              file.bands[band].words,
              file.bands[band].characters,
            ]),
          ),
        ]}
      />
    </>
  );
}
