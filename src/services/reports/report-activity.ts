import { type DayOfWrites, writesByDay } from "../../storage/rows/activity.ts";
import type { Actor, Context } from "../context.ts";
import { scopeOf, type ScopeQuery } from "./internal/report-scope.ts";
import { dayAfter, type Period } from "./report-period.ts";

/**
 * What was written on each day of a period, by whom and in which way. What was taken back does not count, nor
 * does the taking back.
 *
 * @throws {Problem} `not-found`
 */
export async function reportActivity(
  context: Context,
  actor: Actor,
  query: ScopeQuery,
  { from, to }: Period,
): Promise<DayOfWrites[]> {
  const scope = await scopeOf(context, actor, query);
  return writesByDay(context.storage, scope, from, dayAfter(to));
}
