import type { ConceptStatus } from "../../domain/concept.ts";
import { Problem } from "../../domain/problem.ts";
import { isOwn } from "../access/ownership.ts";
import type { Actor, Context } from "../context.ts";
import { creatorOf } from "./internal/concept-creator.ts";
import { storedConcept } from "./internal/stored-concept.ts";

/**
 * Checks that an actor without rights over the glossary may change a concept. They may change and withdraw their own
 * proposals until these are approved, but may not approve them.
 *
 * @throws {Problem} `not-found`, `not-your-proposal`, `forbidden` (a status other than `proposed`)
 */
export async function assertOwnProposal(
  context: Context,
  actor: Actor,
  id: string,
  status?: ConceptStatus,
): Promise<void> {
  const found = await storedConcept(context, id);
  const isOpen = found.concept.status !== "approved";
  if (!isOpen || !isOwn(actor, await creatorOf(context, found)))
    throw new Problem("not-your-proposal", { what: id });
  if (status !== undefined && status !== "proposed") throw new Problem("forbidden");
}
