import { Problem } from "../../domain/problem.ts";

/** Days of a report, the first and the last of them; ISO 8601 dates, UTC. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

const DAY = 86_400_000;

/** Length of a period when only its end is known, in days. */
const USUAL_DAYS = 90;
/** Length of the longest period, in days. */
const MAX_DAYS = 3660;

/**
 * The period that was asked for. It ends today and is 90 days long where nothing else is asked.
 *
 * @throws {Problem} `invalid-fields` when it ends before it begins, or is longer than ten years
 */
export function periodOf(now: Date, asked: { readonly from?: string; readonly to?: string }): Period {
  const to = asked.to ?? now.toISOString().slice(0, 10);
  const last = Date.parse(to);
  const from = asked.from ?? new Date(last - (USUAL_DAYS - 1) * DAY).toISOString().slice(0, 10);
  const days = (last - Date.parse(from)) / DAY + 1;
  if (days < 1 || days > MAX_DAYS) throw new Problem("invalid-fields", {}, { field: "from" });
  return { from, to };
}

/** The day after one. */
export const dayAfter = (day: string): string => new Date(Date.parse(day) + DAY).toISOString().slice(0, 10);
