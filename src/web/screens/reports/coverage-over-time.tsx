import { type Language, LANGUAGES } from "../../../domain/language.ts";
import { type CoverageDay, type Figures, type FiguresQuery, getCoverage } from "../../api/resources.ts";
import { CsvDownload } from "../../components/csv-download.tsx";
import { LoadedView } from "../../components/loaded-view.tsx";
import { formatDate, formatNumber, formatPercent, languageName, t } from "../../i18n.ts";
import { useLoaded } from "../../loading.ts";
import { firstShown, stepPath, timeAxis } from "./time-axis.ts";

const HEIGHT = 100;

/** Texts that are translated, whoever looked at them since. */
const done = ({ languages }: CoverageDay, language: Language): number => {
  const { translated, reviewed, final } = languages[language].states;
  return translated + reviewed + final;
};

/** Of the texts that can be there; `undefined` where there can be none. */
function shareOf(day: CoverageDay, language: Language): number | undefined {
  const { expected } = day.languages[language];
  return expected === 0 ? undefined : Math.min(1, done(day, language) / expected);
}

/** How the texts of each language came along: as a picture, as a table and as a file. */
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
      {/* The table says the same. */}
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

function CoverageTable({ figures: { items } }: { figures: Figures<CoverageDay> }) {
  return (
    <>
      <details>
        <summary>{t("reports.asTable", { count: items.length })}</summary>
        <div class="table-frame" role="region" aria-label={t("reports.coverageOverTime")} tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t("reports.column.day")}</th>
                {LANGUAGES.map((language) => (
                  <th scope="col">{languageName(language)}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {items.toReversed().map((day) => (
                <tr key={day.day}>
                  <th scope="row">{formatDate(day.day)}</th>
                  {LANGUAGES.map((language) => {
                    const share = shareOf(day, language);
                    return (
                      <td>
                        {share === undefined ? (
                          <span class="muted">–</span>
                        ) : (
                          <>
                            <span class="muted">
                              {t("unit.place", {
                                number: formatNumber(done(day, language)),
                                total: formatNumber(day.languages[language].expected),
                              })}
                            </span>{" "}
                            {formatPercent(share)}
                          </>
                        )}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
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
