import { deleteRechecks, pendingRechecks } from "../../storage/rows/findings.ts";
import type { Context } from "../context.ts";
import { recheckUnits } from "./recheck-units.ts";
import { write } from "../../storage/problems.ts";
import { unitsWithTerms } from "./units-with-terms.ts";

/** Greatest number of units to check again when a concept changes. */
const RECHECKED = 200_000;

/**
 * Checks the units again that may contain a term of a changed concept. The match index finds them without a scan.
 *
 * The batch that changes concepts also stores which concepts to recheck. This row is deleted after the check, so a
 * crash loses no work. The search begins after that batch and finds every unit written before; units written later
 * use the new glossary. A unit that is written during the check keeps the findings from that write. If the glossary
 * changes during the check, the part is checked again.
 *
 * @returns number of checked units
 */
export async function recheckPending(context: Context): Promise<number> {
  const pending = await pendingRechecks(context.storage);
  if (pending.length === 0) return 0;
  const concepts = pending.flatMap((each) => each.concepts);
  const units = await unitsWithTerms(context, concepts, RECHECKED);
  await recheckUnits(context, units);
  await write(context.storage, [deleteRechecks(pending.map(({ n }) => n))]);
  return units.length;
}
