import { Problem } from "../../domain/problem.ts";
import { type StoredUnit, unitNumber, unitsByNumber } from "../../storage/rows/units.ts";
import { assertVisible } from "../access/visibility.ts";
import type { Actor, Context } from "../context.ts";

/** Finds a unit by id. @throws {Problem} `not-found`, also for a unit in a collection that the actor may not see */
export async function visibleUnit(context: Context, actor: Actor, id: string): Promise<StoredUnit> {
  const n = unitNumber(id);
  const [unit] = n === undefined ? [] : await unitsByNumber(context.storage, [n]);
  if (unit === undefined) throw new Problem("not-found", { what: id });
  assertVisible(actor, unit.collection, id);
  const { collection: _, ...stored } = unit;
  return stored;
}
