import { deleteRechecks, pendingRechecks } from "../../storage/rows/findings.ts";
import type { Context } from "../context.ts";
import { recheckUnits } from "./recheck-units.ts";
import { write } from "../../storage/problems.ts";
import { unitsWithTerms } from "./units-with-terms.ts";

/** So many units are checked again at most when a concept changes. */
const RECHECKED = 200_000;

/**
 * Checks those units again in which a term of a changed concept may stand: found by the index, not by a scan.
 *
 * What is to be done was noted in the batch that changed the concepts, and the note goes when it is done, so that
 * no crash leaves old findings. The units are looked for after that batch: whoever wrote a unit before it is
 * found, and whoever writes one later has to use the new glossary. A unit that is written between being read and
 * its findings being stored keeps those of its writer; a glossary that changes between has the slice done again.
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
