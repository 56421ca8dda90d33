import { retryOn } from "./retry.ts";

/** Somebody has written to the document since it was read, so it must be read again. */
export class StaleDocument extends Error {}

/**
 * Runs `attempt` again while it fails with `StaleDocument`.
 *
 * @param attempt reads the document, decides and writes
 * @throws {Problem} `overloaded` after too many attempts; every other error of `attempt`
 */
export const retryOnStaleDocument = <Result>(attempt: () => Promise<Result>): Promise<Result> =>
  retryOn((error) => error instanceof StaleDocument, attempt);
