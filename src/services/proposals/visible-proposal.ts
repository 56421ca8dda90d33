import { Problem } from "../../domain/problem.ts";
import { findProposal, type Proposal, proposalNumber } from "../../storage/rows/proposals.ts";
import { isOwn } from "../access/ownership.ts";
import { assertVisible } from "../access/visibility.ts";
import type { Actor, Context } from "../context.ts";

/** Finds a proposal by id. @throws {Problem} `not-found`, also for one that the actor may not see */
export async function visibleProposal(context: Context, actor: Actor, id: string): Promise<Proposal> {
  const n = proposalNumber(id);
  const found = n === undefined ? undefined : await findProposal(context.storage, n);
  if (found === undefined) throw new Problem("not-found", { what: id });
  if (!isOwn(actor, found)) assertVisible(actor, found.collection ?? "", id);
  return found;
}
