import { Problem } from "../domain/problem.ts";
import type { CoverageScope } from "../storage/coverage.ts";
import { type Actor, assertVisible, type Context } from "./context.ts";
import { getCollection } from "./collections.ts";
import { visibleDocument } from "./documents.ts";

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
