import { getImports } from "../../api/resources.ts";
import { CsvDownload } from "../../components/csv-download.tsx";
import { LoadedView } from "../../components/loaded-view.tsx";
import { formatDate, formatNumber, t } from "../../i18n.ts";
import { useLoaded } from "../../loading.ts";
import { activityByDay } from "./activity-by-day.ts";

/** Writes that are looked at, the newest ones. */
const RECENT = 500;
const DAYS = 30;

/** What was done on which day. */
export function Activity() {
  const [imports, reload] = useLoaded("activity", async () => (await getImports({ limit: RECENT })).items);
  return (
    <section class="card report-section">
      <h2 id="activity">{t("reports.activity")}</h2>
      <LoadedView of={imports} reload={reload}>
        {(items) => {
          const days = activityByDay(items, DAYS);
          if (days.length === 0) return <p class="muted">{t("reports.nothing")}</p>;
          const most = Math.max(...days.map(({ units }) => units), 1);
          const columns = ["day", "writes", "units", "authors"] as const;
          return (
            <>
              <p class="muted">{t("reports.activityLead", { count: items.length })}</p>
              <svg
                class="day-chart"
                viewBox={`0 0 ${DAYS * 12} 60`}
                preserveAspectRatio="none"
                aria-hidden="true"
              >
                {days.map(({ date, units }, at) => (
                  <rect
                    key={date}
                    x={at * 12 + 1}
                    y={60 - (58 * units) / most}
                    width={10}
                    height={(58 * units) / most}
                  />
                ))}
              </svg>
              <div class="table-frame" role="region" aria-label={t("reports.activity")} tabIndex={0}>
                <table>
                  <thead>
                    <tr>
                      {columns.map((column) => (
                        <th scope="col">{t(`reports.column.${column}`)}</th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {days.toReversed().map((day) => (
                      <tr key={day.date}>
                        <th scope="row">{formatDate(day.date)}</th>
                        <td>{formatNumber(day.writes)}</td>
                        <td>{formatNumber(day.units)}</td>
                        <td>{formatNumber(day.authors)}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
              <CsvDownload
                name="activity"
                rows={[
                  ["day", "writes", "units", "authors"],
                  ...days.map((day) => [day.date, day.writes, day.units, day.authors]),
                ]}
              />
            </>
          );
        }}
      </LoadedView>
    </section>
  );
}
