import { Problem } from "../../domain/problem.ts";

/**
 * A day (its first and its last moment, UTC) or a point in time, as ISO 8601 in UTC.
 *
 * @throws {Problem} `invalid-fields` for anything else
 */
export function dayOrTime(text: string, field: string): { readonly first: string; readonly last: string } {
  const isDay = /^\d{4}-\d{2}-\d{2}$/u.test(text);
  // Without a zone it is UTC as well, whatever the machine's is.
  const isTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?$/u.test(
    text,
  );
  const hasZone = /(?:Z|[+-]\d{2}:?\d{2})$/u.test(text.slice(10));
  const moment = isDay || isTime ? new Date(isTime && !hasZone ? `${text}Z` : text) : undefined;
  // 2026-02-30 is read as the second of March
  const isReal = moment !== undefined && !Number.isNaN(moment.getTime()) && dayExists(text.slice(0, 10));
  if (!isReal) throw new Problem("invalid-fields", {}, { field });
  const first = moment.toISOString();
  return { first, last: isDay ? `${text}T23:59:59.999Z` : first };
}

const dayExists = (day: string): boolean => {
  const midnight = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
};
