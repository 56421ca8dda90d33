import { deleteRechecks, pendingRechecks } from "../../storage/rows/findings.ts";
import type { Context } from "../context.ts";
import { recheckUnits } from "./recheck-units.ts";
import { write } from "../../storage/problems.ts";
import { unitsWithTerms } from "./units-with-terms.ts";

/** Units that are checked again at most when a concept changes. */
const RECHECKED = 200_000;

/**
 * Checks the units again that may contain a term of a changed concept. The match index finds them, without a scan.
 *
 * The batch that changes concepts also writes a note of them, and the note is deleted when the check is done: after a
 * crash the work is still to do. The search begins after that batch. It finds every unit written before; a unit
 * written later is checked with the new glossary anyway. A unit that is written during the check keeps the findings
 * of its writer, and a glossary that changes during the check has the slice checked again.
 *
 * @returns units checked
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
