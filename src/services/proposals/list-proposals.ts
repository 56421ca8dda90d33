import { importsOfProposal, isOfGlossary } from "../../storage/rows/imports.ts";
import {
  conceptsOfProposal,
  proposalId,
  proposalNumber,
  proposalsBefore,
} from "../../storage/rows/proposals.ts";
import { type Actor, type Context, wrongCursor } from "../context.ts";
import { type Receipt, receiptHead, sumOf } from "./receipt.ts";

/** A proposal in lists. */
export type ProposalSummary = Omit<Receipt, "imports" | "units" | "concepts" | "remaining"> & {
  readonly concepts: number;
};

/**
 * Proposals of agents, newest first.
 *
 * @returns one page; `next` is the `before` of the next page, `null` on the last page
 * @throws {Problem} `invalid-fields` (`before`)
 */
export async function listProposals(
  context: Context,
  actor: Actor,
  query: { readonly before?: string; readonly limit: number },
): Promise<{ items: ProposalSummary[]; next: string | null }> {
  const before = query.before === undefined ? Number.MAX_SAFE_INTEGER : proposalNumber(query.before);
  if (before === undefined) throw wrongCursor("before");
  const found = await proposalsBefore(context.storage, {
    before,
    limit: query.limit + 1,
    collections: actor.collections,
  });
  const items: ProposalSummary[] = [];
  for (const proposal of found.slice(0, query.limit)) {
    const imports = await importsOfProposal(context.storage, proposal.n);
    const concepts = await conceptsOfProposal(context.storage, proposal.n);
    items.push({
      ...receiptHead(proposal),
      counts: sumOf(imports.filter((entry) => !isOfGlossary(entry)).map(({ counts }) => counts)),
      concepts: concepts.length,
    });
  }
  const last = found[query.limit - 1];
  return { items, next: found.length > query.limit && last ? proposalId(last.n) : null };
}
