import { Problem } from "../../domain/problem.ts";
import type { Actor } from "../context.ts";

/**
 * Hides collections from an actor who is bound to another one: they seem not to exist.
 *
 * @param what id for the message
 * @throws {Problem} `not-found`
 */
export function assertVisible(actor: Actor, collection: string, what: string): void {
  if (actor.collection !== undefined && actor.collection !== collection)
    throw new Problem("not-found", { what });
}
