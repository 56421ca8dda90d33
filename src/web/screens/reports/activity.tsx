import { getImports, type ImportSummary } from "../../api/resources.ts";
import { CsvDownload } from "../../components/csv-download.tsx";
import { LoadedView } from "../../components/loaded-view.tsx";
import { formatDate, formatNumber, t } from "../../i18n.ts";
import { useLoaded } from "../../loading.ts";

/** Writes that are looked at, the newest ones. */
const RECENT = 500;
const DAYS = 30;

export interface Day {
  /** ISO 8601 date. */
  readonly date: string;
  readonly writes: number;
  /** Units created or changed. */
  readonly units: number;
  readonly authors: number;
}

/** What was written on each day, from the first to the last of them; what was taken back does not count. */
export function activityByDay(imports: readonly ImportSummary[], days: number): Day[] {
  const counted = imports.filter(({ undone, kind }) => !undone && kind !== "undo");
  const byDate = Map.groupBy(counted, ({ time }) => time.slice(0, 10));
  return [...byDate]
    .map(([date, own]) => ({
      date,
      writes: own.length,
      units: own.reduce((sum, { counts }) => sum + counts.created + counts.changed, 0),
      authors: new Set(own.map(({ author }) => author)).size,
    }))
    .sort((a, b) => (a.date < b.date ? -1 : 1))
    .slice(-days);
}

/** What was done on which day. */
export function Activity() {
  const [imports, reload] = useLoaded("activity", async () => (await getImports({ limit: RECENT })).items);
  return (
    <section class="card report-section" aria-labelledby="activity">
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
                viewBox={`0 0 ${days.length * 12} 60`}
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
