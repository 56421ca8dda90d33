import { Problem } from "../../domain/problem.ts";

/**
 * Reads a day or a point in time in ISO 8601. A time without a zone is UTC.
 *
 * @returns first and last moment, ISO 8601 in UTC; both are equal for a point in time
 *
 * @throws {Problem} `invalid-fields` for anything else
 */
export function dayOrTime(text: string, field: string): { readonly first: string; readonly last: string } {
  const isDay = /^\d{4}-\d{2}-\d{2}$/u.test(text);
  // `Date` would read a time without a zone in the zone of the machine.
  const isTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?$/u.test(
    text,
  );
  const hasZone = /(?:Z|[+-]\d{2}:?\d{2})$/u.test(text.slice(10));
  const moment = isDay || isTime ? new Date(isTime && !hasZone ? `${text}Z` : text) : undefined;
  // `Date` reads 2026-02-30 as the second of March.
  const isReal = moment !== undefined && !Number.isNaN(moment.getTime()) && dayExists(text.slice(0, 10));
  if (!isReal) throw new Problem("invalid-fields", {}, { field });
  const first = moment.toISOString();
  return { first, last: isDay ? `${text}T23:59:59.999Z` : first };
}

const dayExists = (day: string): boolean => {
  const midnight = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
};
