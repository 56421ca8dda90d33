import type { ComponentChildren } from "preact";
import { formatDate, t } from "../../i18n.ts";

interface DayTableProps {
  /** What the table is about, for screen readers. */
  readonly label: string;
  /** Heads of the columns after the day. */
  readonly columns: readonly string[];
  /** In the order of the days, each an ISO 8601 date; shown last day first. */
  readonly rows: readonly { readonly day: string; readonly cells: readonly ComponentChildren[] }[];
}

/** The figures of a chart as a table, folded away: one row for each day. */
export function DayTable({ label, columns, rows }: DayTableProps) {
  return (
    <details>
      <summary>{t("reports.asTable", { count: rows.length })}</summary>
      <div class="table-frame" role="region" aria-label={label} tabIndex={0}>
        <table>
          <thead>
            <tr>
              {[t("reports.column.day"), ...columns].map((column) => (
                <th scope="col">{column}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.toReversed().map(({ day, cells }) => (
              <tr key={day}>
                <th scope="row">{formatDate(day)}</th>
                {cells.map((cell) => (
                  <td>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
