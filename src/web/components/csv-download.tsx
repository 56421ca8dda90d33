import { t } from "../i18n.ts";
import { type Cell, csvLine } from "./csv-line.ts";
import { Download } from "./download.tsx";

/** A button that saves a table as a CSV file. */
export function CsvDownload({ name, rows }: { name: string; rows: readonly (readonly Cell[])[] }) {
  return (
    <Download
      name={`${name}.csv`}
      type="text/csv;charset=utf-8"
      parts={["\uFEFF", rows.map(csvLine).join("\r\n")]}
    >
      {t("reports.csv")}
    </Download>
  );
}
