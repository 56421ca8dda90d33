import { Problem } from "../domain/problem.ts";
import { type Statement, type Storage, StorageError } from "./port.ts";

/** An engine's refusal as the problem that a person is told; every other error as it is. */
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

/**
 * Writes statements in one batch.
 *
 * @throws {Problem} `disk-full`, `read-only`, `overloaded`
 * @throws {StorageError} `constraint`, for the caller to say what it means
 */
export async function write(storage: Storage, statements: Iterable<Statement>): Promise<void> {
  try {
    await storage.batch(statements);
  } catch (error) {
    throw asProblem(error);
  }
}
