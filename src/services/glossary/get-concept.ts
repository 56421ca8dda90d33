import { type Comment, commentsOf } from "../../storage/rows/concepts.ts";
import type { Context } from "../context.ts";
import { type ConceptView, conceptView } from "./concept-view.ts";
import { creatorOf } from "./internal/concept-creator.ts";
import { storedConcept } from "./internal/stored-concept.ts";

/** A concept with its comments and its creator. */
export interface ConceptDetails extends ConceptView {
  readonly comments: readonly Comment[];
  /** Author who made or proposed the concept. */
  readonly createdBy: string;
}

/** One concept. @throws {Problem} `not-found` */
export async function getConcept(context: Context, id: string): Promise<ConceptDetails> {
  const found = await storedConcept(context, id);
  const [comments, createdBy] = await Promise.all([
    commentsOf(context.storage, id),
    creatorOf(context, found),
  ]);
  return { ...conceptView(found), comments, createdBy };
}
