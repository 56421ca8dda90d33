import { Problem } from "../../domain/problem.ts";

/** Days of a report, the first and the last of them; ISO 8601 dates, UTC. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

const DAY = 86_400_000;

/** Days of a period that nobody set, and of the longest. */
const USUAL_DAYS = 90;

const MOST_DAYS = 3660;

/** The period that was asked for; up to today, and 90 days long, where nothing is said. @throws {Problem} `invalid-fields` */
export function periodOf(now: Date, asked: { readonly from?: string; readonly to?: string }): Period {
  const to = asked.to ?? now.toISOString().slice(0, 10);
  const last = Date.parse(to);
  const from = asked.from ?? new Date(last - (USUAL_DAYS - 1) * DAY).toISOString().slice(0, 10);
  const days = (last - Date.parse(from)) / DAY + 1;
  if (days < 1 || days > MOST_DAYS) throw new Problem("bad-request", {}, { field: "from" });
  return { from, to };
}

/** The day after one. */
export const dayAfter = (day: string): string => new Date(Date.parse(day) + DAY).toISOString().slice(0, 10);
