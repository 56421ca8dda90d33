import { Problem } from "../../domain/problem.ts";
import type { CoverageScope } from "../../storage/rows/coverage.ts";
import { type Actor, assertVisible, type Context } from "../context.ts";
import { getCollection } from "../documents/collections.ts";
import { visibleDocument } from "../documents/documents.ts";

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

/** The day after one. */
export const dayAfter = (day: string): string => new Date(Date.parse(day) + DAY).toISOString().slice(0, 10);

/** What a report is about: everything that the actor may see, a collection, or a document. */
export interface ScopeQuery {
  readonly collection?: string;
  readonly document?: string;
}

/** @throws {Problem} `not-found` */
export async function scopeOf(context: Context, actor: Actor, query: ScopeQuery): Promise<CoverageScope> {
  if (query.document !== undefined) {
    const { n, collection } = await visibleDocument(context, actor, query.document);
    if (query.collection !== undefined && query.collection !== collection)
      throw new Problem("not-found", { what: query.document });
    return { collection, document: n };
  }
  if (query.collection !== undefined) {
    assertVisible(actor, query.collection, query.collection);
    return { collection: (await getCollection(context, actor, query.collection)).id };
  }
  return actor.collection === undefined ? {} : { collection: actor.collection };
}
