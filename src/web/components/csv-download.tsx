import { t } from "../i18n.ts";
import { type Cell, csvLine } from "./csv-line.ts";
import { Icon } from "./icons.tsx";

/** A table as a file. */
export function CsvDownload({ name, rows }: { name: string; rows: readonly (readonly Cell[])[] }) {
  const download = () => {
    const blob = new Blob(["\uFEFF", rows.map(csvLine).join("\r\n")], { type: "text/csv;charset=utf-8" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = `${name}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };
  return (
    <button type="button" class="quiet" onClick={download}>
      <Icon name="download" />
      {t("reports.csv")}
    </button>
  );
}
