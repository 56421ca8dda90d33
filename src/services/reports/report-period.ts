import { Problem } from "../../domain/problem.ts";

/** First and last day of a report; ISO 8601 dates, UTC. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

const DAY = 86_400_000;

/** Default length of a period, in days. */
const USUAL_DAYS = 90;
/** Greatest length of a period, in days. */
const MAX_DAYS = 3660;

/**
 * The requested period. By default it ends today and is 90 days long.
 *
 * @throws {Problem} `invalid-fields` for a period that ends before it begins, or is longer than ten years
 */
export function periodOf(now: Date, asked: { readonly from?: string; readonly to?: string }): Period {
  const to = asked.to ?? now.toISOString().slice(0, 10);
  const last = Date.parse(to);
  const from = asked.from ?? new Date(last - (USUAL_DAYS - 1) * DAY).toISOString().slice(0, 10);
  const days = (last - Date.parse(from)) / DAY + 1;
  if (days < 1 || days > MAX_DAYS) throw new Problem("invalid-fields", {}, { field: "from" });
  return { from, to };
}

/** The next day; ISO 8601 dates. */
export const dayAfter = (day: string): string => new Date(Date.parse(day) + DAY).toISOString().slice(0, 10);
