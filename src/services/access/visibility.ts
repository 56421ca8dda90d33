import { Problem } from "../../domain/problem.ts";
import type { Actor } from "../context.ts";

/** A collection that the actor may not see is answered as one that does not exist. */
export function assertVisible(actor: Actor, collection: string, what: string): void {
  if (actor.collection !== undefined && actor.collection !== collection)
    throw new Problem("not-found", { what });
}
