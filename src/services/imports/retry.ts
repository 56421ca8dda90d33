import { Problem } from "../../domain/problem.ts";

/** Attempts before it gives up. */
const ATTEMPTS = 12;

/**
 * Tries something again for as long as it fails because others wrote first.
 *
 * @param wasOutrun whether an error means that, and another attempt may succeed
 * @throws {Problem} `overloaded` after the last attempt; every other error as it is
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
      // Jitter: writers that met once should not meet again.
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * (tries + 1)));
    }
  }
  throw new Problem("overloaded");
}
