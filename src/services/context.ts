import { Problem } from "../domain/problem.ts";
import type { MatchIndex } from "../storage/index/match-index.ts";
import { type Storage, StorageError } from "../storage/port.ts";

/** What every service works with. */
export interface Context {
  readonly storage: Storage;
  readonly index: MatchIndex;
  readonly now: () => Date;
}

/** Who asks. Permissions are checked before a service is called; the binding to a collection inside it. */
export interface Actor {
  readonly name: string;
  /** Set when the token is bound to one collection: all others do not exist for it. */
  readonly collection?: string;
}

/** A collection that the actor may not see is answered as one that does not exist. */
export function assertVisible(actor: Actor, collection: string, what: string): void {
  if (actor.collection !== undefined && actor.collection !== collection)
    throw new Problem("not-found", { what });
}

/** Puts an engine's refusal into the words of the service; leaves every other error as it is. */
export function asProblem(error: unknown): unknown {
  if (!(error instanceof StorageError)) return error;
  switch (error.fault) {
    case "full":
      return new Problem("disk-full");
    case "corrupt":
    case "read-only":
      return new Problem("read-only");
    case "busy":
    case "lost":
      return new Problem("overloaded");
    default:
      return error;
  }
}

/** Lets other requests have their turn, in the midst of long work. */
export const othersFirst = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

const queues = new WeakMap<Storage, Map<string, Promise<unknown>>>();

/**
 * Runs writers of one document one after the other within this process, so that they do not make each
 * other start again. It saves work, no more: between processes the document's revision decides.
 */
export async function inTurn<Result>(
  storage: Storage,
  name: string,
  work: () => Promise<Result>,
): Promise<Result> {
  let queue = queues.get(storage);
  if (queue === undefined) queues.set(storage, (queue = new Map()));
  const before = queue.get(name) ?? Promise.resolve();
  const turn = before.then(work, work);
  const settled = turn.catch(() => undefined);
  queue.set(name, settled);
  try {
    return await turn;
  } finally {
    if (queue.get(name) === settled) queue.delete(name);
  }
}
