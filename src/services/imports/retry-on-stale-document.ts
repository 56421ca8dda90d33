import { retryOn } from "./retry.ts";

/** Somebody else wrote to the document since it was read: it has to be read again. */
export class StaleDocument extends Error {}

/**
 * Reads, decides and writes again for as long as others write to the document in between.
 *
 * @throws {Problem} `overloaded` when that does not end; whatever else `attempt` throws
 */
export const retryOnStaleDocument = <Result>(attempt: () => Promise<Result>): Promise<Result> =>
  retryOn((error) => error instanceof StaleDocument, attempt);
