import { useEffect, useRef, useState } from "preact/hooks";
import type { Language } from "../../../domain/language.ts";
import {
  analysisRows,
  type AnalysisReport,
  type Band,
  type BandCounts,
  BANDS,
  type Count,
} from "../../../matching/leverage.ts";
import { analyse, getCollections } from "../../api/resources.ts";
import { CollectionField } from "../../components/collection-field.tsx";
import { CsvDownload } from "../../components/csv-download.tsx";
import { Download } from "../../components/download.tsx";
import { FileField } from "../../components/file-field.tsx";
import { DirectionFields } from "../../components/direction-fields.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { type Done, WorkProgress } from "../../components/work-progress.tsx";
import { formatNumber, formatPercent, t } from "../../i18n.ts";
import { useAction, useLoaded } from "../../loading.ts";
import { recalledDirection } from "../../settings.ts";
import { guessDirection } from "../../text/guess-direction.ts";

/** Bytes of a file that are read to guess its direction. */
const HEAD = 20_000;
/** The beginning of a ZIP package, as of DOCX: its text cannot be read here. */
const PACKAGE = /^PK\u0003\u0004/u;

/** The leverage report: how much of some files the memory has already. */
export function Leverage() {
  const [files, setFiles] = useState<readonly File[]>([]);
  const [remembered] = useState(() => recalledDirection() ?? (["ru", "zh"] as const));
  const [source, setSource] = useState<Language>(remembered[0]);
  const [target, setTarget] = useState<Language>(remembered[1]);
  const [collection, setCollection] = useState<string>();
  const [collections] = useLoaded("collections", getCollections);
  const [report, setReport] = useState<AnalysisReport>();
  const [done, setDone] = useState<Done>();
  const running = useRef<AbortController>(undefined);
  const analysis = useAction(async () => {
    const stop = new AbortController();
    running.current = stop;
    setReport(undefined);
    setDone(undefined);
    const wanted = { source, target, collection };
    const told = (now: number, of: number) => setDone({ done: now, of });
    try {
      setReport(await analyse(files, wanted, told, stop.signal));
    } catch (error) {
      if (!stop.signal.aborted) throw error;
    }
  });
  useEffect(() => () => running.current?.abort(), []);
  /** Grows with every choice of files or of a direction. */
  const choices = useRef(0);
  /** Takes files, and the direction that the first of them suggests, unless something else is chosen meanwhile. */
  const take = async (chosen: readonly File[]) => {
    setFiles(chosen);
    const choice = (choices.current += 1);
    const head = await chosen[0]?.slice(0, HEAD).text();
    if (head === undefined || PACKAGE.test(head) || choice !== choices.current) return;
    const guessed = guessDirection(head);
    setSource(guessed.source);
    setTarget(guessed.target ?? (guessed.source === target ? source : target));
  };
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
          <FileField
            label={t("reports.files")}
            files={files}
            multiple
            onChange={(chosen) => void take(chosen)}
          />
          <DirectionFields
            source={source}
            target={target}
            onSource={(language) => {
              choices.current += 1;
              setSource(language);
            }}
            onTarget={(language) => {
              choices.current += 1;
              setTarget(language);
            }}
          />
          <CollectionField
            label={t("reports.memory")}
            value={collection}
            none={t("reports.everything")}
            collections={collections.value ?? []}
            onChange={setCollection}
          />
          <button class="primary" disabled={files.length === 0 || analysis.busy}>
            {t(analysis.busy ? "reports.analysing" : "reports.analyse")}
          </button>
          {analysis.busy && (
            <button type="button" onClick={() => running.current?.abort()}>
              {t("cancel")}
            </button>
          )}
        </div>
        {analysis.busy && (
          <WorkProgress
            label={done ? t("reports.analysed", { ...done }) : t("reports.reading")}
            done={done}
          />
        )}
        <ProblemNotice error={analysis.error} />
      </form>
      {report && <Bands report={report} />}
    </section>
  );
}

function Bands({ report }: { report: AnalysisReport }) {
  const { bands, total, files, source } = report;
  const share = (band: Band) => (total.words === 0 ? 0 : bands[band].words / total.words);
  const words = t(source === "zh" ? "reports.column.han" : "reports.column.words");
  const head = [t("reports.column.band"), t("reports.column.segments"), words];
  const left = files.filter(({ rejected }) => rejected > 0);
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
              {[...head, t("reports.column.characters"), t("reports.column.share")].map((name) => (
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
                <Cells of={bands[band]} />
                <td>{formatPercent(share(band), 1)}</td>
              </tr>
            ))}
            <tr>
              <th scope="row">{t("checks.total")}</th>
              <Cells of={total} />
              <td />
            </tr>
          </tbody>
        </table>
      </div>
      {left.map(({ name, rejected }) => (
        <p class="notice">{t("reports.rejected", { file: name, count: rejected })}</p>
      ))}
      {files.length > 1 && <ByFile report={report} words={words} />}
      <div class="actions">
        <CsvDownload name="leverage" rows={analysisRows(report)} />
        <Download name="leverage.json" type="application/json" parts={[JSON.stringify(report, undefined, 2)]}>
          {t("reports.json")}
        </Download>
      </div>
    </>
  );
}

const Cells = ({ of }: { of: Count }) => (
  <>
    <td>{formatNumber(of.segments)}</td>
    <td>{formatNumber(of.words)}</td>
    <td>{formatNumber(of.characters)}</td>
  </>
);

/** Words by file and band of scores. */
function ByFile({ report, words }: { report: AnalysisReport; words: string }) {
  const title = t("reports.byFile", { words });
  const cells = (bands: BandCounts) => BANDS.map((band) => <td>{formatNumber(bands[band].words)}</td>);
  return (
    <details>
      <summary>{title}</summary>
      <div class="table-frame" role="region" aria-label={title} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("reports.column.file")}</th>
              <th scope="col">{t("checks.total")}</th>
              {BANDS.map((band) => (
                <th scope="col">
                  <abbr title={t(`reports.band.${band}`)}>{t(`reports.bandShort.${band}`)}</abbr>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {report.files.map(({ name, total, bands }) => (
              <tr>
                <th scope="row">{name}</th>
                <td>{formatNumber(total.words)}</td>
                {cells(bands)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
