import { write } from "../../storage/problems.ts";
import { type Comment, insertComment } from "../../storage/rows/concepts.ts";
import type { Actor, Context } from "../context.ts";
import { storedConcept } from "./internal/stored-concept.ts";

/** Adds a comment to a concept. @throws {Problem} `not-found` */
export async function commentOnConcept(
  context: Context,
  actor: Actor,
  id: string,
  text: string,
): Promise<Comment> {
  await storedConcept(context, id);
  const comment = { text, time: context.now().toISOString(), author: actor.name };
  await write(context.storage, [insertComment(id, comment)]);
  return comment;
}
