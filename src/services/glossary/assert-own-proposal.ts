import type { ConceptStatus } from "../../domain/concept.ts";
import { Problem } from "../../domain/problem.ts";
import type { Actor, Context } from "../context.ts";
import { creatorOf } from "./internal/concept-creator.ts";
import { storedConcept } from "./internal/stored-concept.ts";

/**
 * Whoever does not decide about the glossary may still change and withdraw what they proposed, until it is
 * approved; they cannot approve it.
 *
 * @throws {Problem} `not-found`, `not-your-proposal`, `forbidden` (another status than proposed is asked for)
 */
export async function assertOwnProposal(
  context: Context,
  actor: Actor,
  id: string,
  status?: ConceptStatus,
): Promise<void> {
  const found = await storedConcept(context, id);
  const isOwn = found.concept.status !== "approved" && (await creatorOf(context, found)) === actor.name;
  if (!isOwn) throw new Problem("not-your-proposal", { what: id });
  if (status !== undefined && status !== "proposed") throw new Problem("forbidden");
}
