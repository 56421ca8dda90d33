import { Problem } from "../../domain/problem.ts";
import type { Row } from "../csv/table.ts";
import { holdsLanguages } from "./cell-languages.ts";
import { languageOfColumn } from "./language-words.ts";
import type { TableColumn } from "./table-columns.ts";
import { recognisedColumns } from "./table-layout.ts";

/**
 * Refuses a table whose column of a language holds terms in the script of another one. A column that the caller has
 * assigned is taken at his word.
 *
 * @throws {Problem} `csv-invalid` (`columns-swapped`) with the mapping that would fit, and the columns in `extra`
 */
export function assertNotSwapped(
  columns: readonly (TableColumn | undefined)[],
  shown: { readonly headers: readonly string[]; readonly rows: readonly Row[] },
): void {
  const found = columns.flatMap((column, place) => {
    if (column?.role !== "term" || column.language === undefined) return [];
    const { language } = column;
    // A cell with several languages is divided, and shows none.
    const cellOf = ({ cells }: Row) => (holdsLanguages(cells[place] ?? "") ? "" : (cells[place] ?? ""));
    const seen = languageOfColumn(shown.rows, cellOf) ?? language;
    return [{ column, language, seen }];
  });
  // Latin terms stand in all languages: they show nothing alone.
  const wrong = found.find(
    ({ column, language, seen }) => column.isChosen !== true && seen !== language && seen !== "en",
  );
  if (wrong === undefined) return;
  const mapping = found.map(({ column, seen }) => `${column.header.trim()}=${seen}`).join(",");
  throw new Problem(
    "csv-invalid",
    {
      reason: "columns-swapped",
      column: wrong.column.header.trim().slice(0, 100),
      language: wrong.language,
      found: wrong.seen,
      mapping: mapping.slice(0, 300),
    },
    {},
    { columns: recognisedColumns(columns, shown) },
  );
}
