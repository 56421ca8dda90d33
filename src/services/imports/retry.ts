import { Problem } from "../../domain/problem.ts";

/** Greatest number of attempts. */
const ATTEMPTS = 12;

/**
 * Runs `attempt` again while it fails because another writer was first.
 *
 * @param wasOutrun true for an error with this cause
 * @throws {Problem} `overloaded` after the last attempt; every other error of `attempt`
 */
export async function retryOn<Result>(
  wasOutrun: (error: unknown) => boolean,
  attempt: () => Promise<Result>,
): Promise<Result> {
  for (let tries = 0; tries < ATTEMPTS; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!wasOutrun(error)) throw error;
      // A random delay keeps the same writers from meeting again.
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * (tries + 1)));
    }
  }
  throw new Problem("overloaded");
}
