import { guard } from "../formats/csv/formula-guard.ts";
import { printTable } from "../formats/csv/table.ts";
import { respondCached } from "./caching.ts";
import type { RequestIn } from "./environment.ts";

interface TableAnswer {
  /** Of the file, without its ending. */
  readonly name: string;
  readonly format: "csv" | "json";
  /** What JSON gives. */
  readonly items: unknown;
  /** What the table holds, in the reader's language. */
  readonly rows: () => readonly (readonly string[])[];
}

/** Answers with a file: a table that no spreadsheet runs as a formula, or JSON. */
export const respondTable = (c: RequestIn, { name, format, items, rows }: TableAnswer): Promise<Response> =>
  respondCached(
    c,
    format === "json"
      ? JSON.stringify(items)
      : printTable(
          rows().map((row) => row.map(guard)),
          ",",
        ),
    {
      contentType: format === "json" ? "application/json; charset=utf-8" : "text/csv; charset=utf-8",
      cacheControl: "private, no-cache",
      headers: {
        "content-disposition": `attachment; filename="${name}.${format}"`,
        vary: "Accept-Language",
      },
    },
  );
