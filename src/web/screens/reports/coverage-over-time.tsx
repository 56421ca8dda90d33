import { type Language, LANGUAGES } from "../../../domain/language.ts";
import { type CoverageDay, type Figures, type FiguresQuery, getCoverage } from "../../api/resources.ts";
import { CsvDownload } from "../../components/csv-download.tsx";
import { LoadedView } from "../../components/loaded-view.tsx";
import { formatDate, formatNumber, formatPercent, languageName, t } from "../../i18n.ts";
import { useLoaded } from "../../loading.ts";
import { DayTable } from "./day-table.tsx";
import { firstShown, stepPath, timeAxis } from "./time-axis.ts";

const HEIGHT = 100;

/** Number of texts that are translated, reviewed or final. */
const done = ({ languages }: CoverageDay, language: Language): number => {
  const { translated, reviewed, final } = languages[language].states;
  return translated + reviewed + final;
};

/** Share of the expected texts that are translated, 0 … 1; `undefined` where none is expected. */
function shareOf(day: CoverageDay, language: Language): number | undefined {
  const { expected } = day.languages[language];
  return expected === 0 ? undefined : Math.min(1, done(day, language) / expected);
}

/** How many texts of each language were translated on each day: as a chart, as a table and as a file. */
export function CoverageOverTime({ query }: { query: FiguresQuery }) {
  const [figures, reload] = useLoaded(JSON.stringify(query), (signal) => getCoverage(query, signal));
  return (
    <>
      <h3>{t("reports.coverageOverTime")}</h3>
      <LoadedView of={figures} reload={reload}>
        {(shown) =>
          shown.items.every((day) => LANGUAGES.every((language) => shareOf(day, language) === undefined)) ? (
            <p class="muted">{t("reports.nothing")}</p>
          ) : (
            <>
              <CoverageChart figures={shown} />
              <CoverageTable figures={shown} />
            </>
          )
        }
      </LoadedView>
    </>
  );
}

/** A line for each language. */
function CoverageChart({ figures }: { figures: Figures<CoverageDay> }) {
  const { to } = figures;
  const hasText = (day: CoverageDay) => LANGUAGES.some((language) => shareOf(day, language) !== undefined);
  const from = firstShown(figures, figures.items.find(hasText)?.day ?? to);
  const items = figures.items.filter(hasText);
  const axis = timeAxis(from, to);
  const last = items.at(-1);
  return (
    <figure class="time-chart">
      <div class="scale" aria-hidden="true">
        {[1, 0.5, 0].map((share) => (
          <span>{formatPercent(share)}</span>
        ))}
      </div>
      {/* The table gives the same figures. */}
      <svg viewBox={`0 0 ${axis.days} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        {[0, 0.5, 1].map((share) => (
          <path class="grid" d={`M0 ${HEIGHT * share}L${axis.days} ${HEIGHT * share}`} />
        ))}
        {LANGUAGES.map((language) => (
          <path
            class={`line ${language}`}
            d={stepPath(
              items.map((day) => ({ day: day.day, value: shareOf(day, language) })),
              axis,
              HEIGHT,
            )}
          />
        ))}
      </svg>
      <figcaption>
        <span class="from">{formatDate(from)}</span>
        <span class="to">{formatDate(to)}</span>
        <span class="keys-of-lines">
          {LANGUAGES.map((language) => {
            const share = last && shareOf(last, language);
            return (
              <span class="key">
                <svg viewBox="0 0 28 8" aria-hidden="true">
                  <path class={`line ${language}`} d="M0 4L28 4" />
                </svg>{" "}
                {languageName(language)} {share !== undefined && <strong>{formatPercent(share)}</strong>}
              </span>
            );
          })}
        </span>
      </figcaption>
    </figure>
  );
}

/** How many texts of a language are translated on a day, of how many. */
function Share({ day, language }: { day: CoverageDay; language: Language }) {
  const share = shareOf(day, language);
  if (share === undefined) return <span class="muted">–</span>;
  const [number, total] = [done(day, language), day.languages[language].expected].map(formatNumber);
  return (
    <>
      <span class="muted">{t("unit.place", { number: number ?? "", total: total ?? "" })}</span>{" "}
      {formatPercent(share)}
    </>
  );
}

/** The figures of the chart as a table and as a file. */
function CoverageTable({ figures: { items } }: { figures: Figures<CoverageDay> }) {
  return (
    <>
      <DayTable
        label={t("reports.coverageOverTime")}
        columns={LANGUAGES.map(languageName)}
        rows={items.map((day) => ({
          day: day.day,
          cells: LANGUAGES.map((language) => <Share day={day} language={language} />),
        }))}
      />
      <CsvDownload
        name="coverage-over-time"
        rows={[
          ["day", "language", "expected", "initial", "translated", "reviewed", "final"],
          ...items.flatMap(({ day, languages }) =>
            LANGUAGES.map((language) => {
              const { expected, states } = languages[language];
              return [
                day,
                language,
                expected,
                states.initial,
                states.translated,
                states.reviewed,
                states.final,
              ];
            }),
          ),
        ]}
      />
    </>
  );
}
