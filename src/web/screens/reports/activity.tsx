import { type DayOfWrites, type Figures, type FiguresQuery, getActivity } from "../../api/resources.ts";
import { CsvDownload } from "../../components/csv-download.tsx";
import { LoadedView } from "../../components/loaded-view.tsx";
import { formatDate, formatNumber, t } from "../../i18n.ts";
import { useLoaded } from "../../loading.ts";
import { activityByAuthor, activityByDay } from "./activity-by-day.ts";
import { DayTable } from "./day-table.tsx";
import { firstShown, timeAxis } from "./time-axis.ts";

const HEIGHT = 60;

/** What was done on which day and by whom: as a chart, as tables and as a file. */
export function Activity({ query }: { query: FiguresQuery }) {
  const [figures, reload] = useLoaded(JSON.stringify(query), (signal) => getActivity(query, signal));
  return (
    <>
      <h3>{t("reports.activity")}</h3>
      <p class="muted">{t("reports.activityLead")}</p>
      <LoadedView of={figures} reload={reload}>
        {(shown) =>
          shown.items.length === 0 ? (
            <p class="muted">{t("reports.nothing")}</p>
          ) : (
            <>
              <DayChart figures={shown} />
              <Tables items={shown.items} />
            </>
          )
        }
      </LoadedView>
    </>
  );
}

/** A bar for each day; the tables below give the figures. */
function DayChart({ figures }: { figures: Figures<DayOfWrites> }) {
  const { to, items } = figures;
  const from = firstShown(figures, items[0]?.day ?? to);
  const axis = timeAxis(from, to);
  const days = activityByDay(items);
  const most = Math.max(...days.map(({ units }) => units), 1);
  return (
    <figure class="time-chart">
      <div class="scale" aria-hidden="true">
        <span>{formatNumber(most)}</span>
        <span>0</span>
      </div>
      <svg viewBox={`0 0 ${axis.days} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        <path class="grid" d={`M0 ${HEIGHT}L${axis.days} ${HEIGHT}`} />
        {days.map(({ day, units }) => {
          // Even one unit is tall enough to be seen.
          const height = Math.max(1.5, (HEIGHT * units) / most);
          return <rect key={day} x={axis.at(day)} y={HEIGHT - height} width={0.9} height={height} />;
        })}
      </svg>
      <figcaption>
        <span class="from">{formatDate(from)}</span>
        <span class="to">{formatDate(to)}</span>
      </figcaption>
    </figure>
  );
}

/** Who wrote how much, and what was written on each day. */
function Tables({ items }: { items: readonly DayOfWrites[] }) {
  return (
    <>
      <div class="table-frame" role="region" aria-label={t("reports.byAuthor")} tabIndex={0}>
        <table>
          <thead>
            <tr>
              {["author", "writes", "units", "days"].map((column) => (
                <th scope="col">{t(`reports.column.${column}`)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {activityByAuthor(items).map((entry) => (
              <tr key={entry.author}>
                <th scope="row">{entry.author}</th>
                <td>{formatNumber(entry.writes)}</td>
                <td>{formatNumber(entry.units)}</td>
                <td>{formatNumber(entry.days)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <DayTable
        label={t("reports.activity")}
        columns={["writes", "units", "authors"].map((column) => t(`reports.column.${column}`))}
        rows={activityByDay(items).map(({ day, writes, units, authors }) => ({
          day,
          cells: [writes, units, authors].map(formatNumber),
        }))}
      />
      <CsvDownload
        name="activity"
        rows={[
          ["day", "author", "kind", "writes", "created", "changed", "removed"],
          ...items.map((entry) => [
            entry.day,
            entry.author,
            entry.kind,
            entry.writes,
            entry.created,
            entry.changed,
            entry.removed,
          ]),
        ]}
      />
    </>
  );
}
