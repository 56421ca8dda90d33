import { findConcept } from "../../storage/rows/concepts.ts";
import { importId, importsOfProposal, isOfGlossary } from "../../storage/rows/imports.ts";
import { conceptsOfProposal, type Proposal } from "../../storage/rows/proposals.ts";
import type { Actor, Context } from "../context.ts";
import { getImport } from "../imports/get-import.ts";
import { type ConceptEntry, type Receipt, receiptHead, sumOf } from "./receipt.ts";
import { visibleProposal } from "./visible-proposal.ts";

/** The whole receipt of a proposal. @throws {Problem} `not-found` */
export async function getProposal(context: Context, actor: Actor, id: string): Promise<Receipt> {
  const proposal = await visibleProposal(context, actor, id);
  const entries = await importsOfProposal(context.storage, proposal.n);
  const reports = [];
  const ofUnits = entries.filter((entry) => !isOfGlossary(entry));
  for (const { n } of ofUnits) reports.push(await getImport(context, actor, importId(n)));
  return {
    ...receiptHead(proposal),
    imports: entries.map(({ n }) => importId(n)),
    counts: sumOf(ofUnits.map(({ counts }) => counts)),
    units: reports.flatMap(({ report }) => report.units),
    concepts: await conceptEntries(context, proposal),
  };
}

/** The concepts of a proposal as they are now: untouched, changed or approved by a person (`conflict`), or removed. */
async function conceptEntries(context: Context, { n }: Proposal): Promise<ConceptEntry[]> {
  const entries: ConceptEntry[] = [];
  for (const { concept, version } of await conceptsOfProposal(context.storage, n)) {
    const found = await findConcept(context.storage, concept);
    const result = found === undefined ? "removed" : found.version === version ? "created" : "conflict";
    entries.push({ concept, result });
  }
  return entries;
}
