import { Problem } from "../../domain/problem.ts";
import { write } from "../../storage/problems.ts";
import { changesOfConcept, findConcept } from "../../storage/rows/concepts.ts";
import { importId, importsOfProposal, isOfGlossary } from "../../storage/rows/imports.ts";
import {
  conceptsOfProposal,
  markProposalUndone,
  type ProposedConcept,
} from "../../storage/rows/proposals.ts";
import { isOwn } from "../access/ownership.ts";
import type { Actor, Context } from "../context.ts";
import { removeConcept } from "../glossary/remove-concept.ts";
import { undoGlossaryImport } from "../glossary/undo-glossary-import.ts";
import { type UndoFacts, undoFacts } from "../imports/undo-import.ts";
import { undoWholeImport } from "../imports/undo-whole-import.ts";
import { type ConceptEntry, type Receipt, receiptHead, sumOf } from "./receipt.ts";
import { visibleProposal } from "./visible-proposal.ts";

/**
 * Undoes a proposal as a whole: its imports, and its concepts that nobody has approved or changed. What people changed
 * since stays and is listed as a conflict. A large proposal may need several calls.
 *
 * @param isByToken whether the request came with a token, as those of programs, and not from the pages
 * @throws {Problem} `not-found`, `already-undone`
 */
export async function undoProposal(
  context: Context,
  actor: Actor,
  id: string,
  isByToken: boolean,
): Promise<Receipt> {
  const proposal = await visibleProposal(context, actor, id);
  const entries = await importsOfProposal(context.storage, proposal.n);
  if (proposal.undone !== undefined) {
    const by = entries.find(({ undoneBy }) => undoneBy !== undefined)?.undoneBy;
    throw new Problem("already-undone", { what: id, ...(by === undefined ? {} : { by: importId(by) }) });
  }
  // A program takes its own work back; everybody else is a person.
  const facts = isByToken && isOwn(actor, proposal) ? { proposal: proposal.n } : {};
  const undos = [];
  const standing = entries.filter(({ undoneBy }) => undoneBy === undefined);
  for (const { n } of standing.filter((entry) => !isOfGlossary(entry)).toReversed()) {
    undos.push(await undoWholeImport(context, actor, importId(n), facts));
    if (undos.at(-1)?.remaining !== 0) break;
  }
  const remaining = undos.at(-1)?.remaining ?? 0;
  const concepts: ConceptEntry[] = [];
  const time = context.now().toISOString();
  if (remaining === 0) {
    for (const proposed of await conceptsOfProposal(context.storage, proposal.n))
      concepts.push(await withdraw(context, actor, proposed, facts));
    await write(context.storage, [markProposalUndone(proposal.n, time)]);
  }
  return {
    ...receiptHead({ ...proposal, ...(remaining === 0 ? { undone: time } : {}) }),
    imports: undos.flatMap((undo) => undo.import ?? []),
    counts: sumOf(undos.map(({ counts }) => counts)),
    units: undos.flatMap(({ units }) => units),
    concepts,
    ...(remaining === 0 ? {} : { remaining }),
  };
}

async function withdraw(
  context: Context,
  actor: Actor,
  { concept, version }: ProposedConcept,
  facts: UndoFacts,
): Promise<ConceptEntry> {
  const found = await findConcept(context.storage, concept);
  if (found === undefined) return { concept, result: "same" };
  if (found.version !== version) return { concept, result: "conflict" };
  const changes = await changesOfConcept(context.storage, concept);
  const made = changes.find((change) => change.version === version)?.import;
  try {
    if (made === undefined) await removeConcept(context, actor, concept, version, undoFacts(facts));
    else {
      const { counts } = await undoGlossaryImport(context, actor, made, facts);
      if (counts.removed === 0) return { concept, result: "conflict" };
    }
    return { concept, result: "removed" };
  } catch (error) {
    if (error instanceof Problem && error.code === "stale-version") return { concept, result: "conflict" };
    if (error instanceof Problem && error.code === "not-found") return { concept, result: "same" };
    throw error;
  }
}
