import { Problem } from "../../domain/problem.ts";
import { write } from "../../storage/problems.ts";
import { marksByNumber, setRemoved } from "../../storage/rows/marks.ts";
import { assertVisible } from "../access/visibility.ts";
import { unitsByNumber } from "../../storage/rows/units.ts";
import type { Actor, Context } from "../context.ts";
import { markId, markNumber, type MarkView, markViews } from "./mark-view.ts";

/**
 * Takes marks away, or puts marks back that were taken away: all of them, or none if one does not exist. What is so
 * already stays as it is.
 *
 * @param ids repeated ids count once
 * @throws {Problem} `not-found`; `disk-full`, `read-only`, `overloaded`
 */
export async function removeMarks(
  context: Context,
  actor: Actor,
  ids: readonly string[],
  isRemoved: boolean,
): Promise<MarkView[]> {
  const { storage } = context;
  const numbers = [...new Set(ids.flatMap((id) => markNumber(id) ?? []))];
  const marks = await marksByNumber(storage, numbers);
  const units = await unitsByNumber(storage, [...new Set(marks.map(({ unit }) => unit))]);
  const collections = new Map(units.map(({ n, collection }) => [n, collection]));
  const known = new Set<string>();
  for (const { n, unit } of marks) {
    const collection = collections.get(unit);
    if (collection === undefined) continue;
    assertVisible(actor, collection, markId(n));
    known.add(markId(n));
  }
  for (const id of ids) if (!known.has(id)) throw new Problem("not-found", { what: id });
  const [time, by] = isRemoved ? [context.now().toISOString(), actor.name] : [null, null];
  await write(storage, setRemoved(numbers, time, by));
  return markViews(context, await marksByNumber(storage, numbers));
}
