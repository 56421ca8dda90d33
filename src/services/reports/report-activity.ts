import { type DayOfWrites, writesByDay } from "../../storage/rows/activity.ts";
import type { Actor, Context } from "../context.ts";
import { scopeOf, type ScopeQuery } from "./internal/report-scope.ts";
import { dayAfter, type Period } from "./report-period.ts";

/**
 * Writes on each day of a period, by author and kind. Undone imports and their undos do not count.
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
