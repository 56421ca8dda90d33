import { Problem } from "../domain/problem.ts";
import { type Statement, type Storage, StorageError } from "./port.ts";

/** Turns a refusal of the engine into the `Problem` for the user. Returns every other error unchanged. */
export function asProblem(error: unknown): unknown {
  if (!(error instanceof StorageError)) return error;
  switch (error.fault) {
    case "full":
      return new Problem("disk-full");
    case "corrupt":
    case "read-only":
      return new Problem("read-only");
    case "protected":
      return new Problem("write-protected");
    case "busy":
    case "lost":
      return new Problem("overloaded");
    default:
      return error;
  }
}

/**
 * Writes statements in one batch.
 *
 * @throws {Problem} `disk-full`, `read-only`, `write-protected`, `overloaded`
 * @throws {StorageError} `constraint`; the caller knows what it means
 */
export async function write(storage: Storage, statements: Iterable<Statement>): Promise<void> {
  try {
    await storage.batch(statements);
  } catch (error) {
    throw asProblem(error);
  }
}
