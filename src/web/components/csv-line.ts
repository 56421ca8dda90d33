import { guard } from "../../formats/csv/formula-guard.ts";

export type Cell = string | number;

/** One line of CSV for spreadsheets: quoted where needed, and guarded so that no text becomes a formula. */
export const csvLine = (cells: readonly Cell[]): string =>
  cells
    .map((cell) => {
      if (typeof cell === "number") return String(cell);
      const safe = guard(cell);
      return /[",\t\n\r]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
    })
    .join(",");
