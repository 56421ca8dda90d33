import { retryOn } from "./retry.ts";

/** Somebody else wrote to the document since it was read: read it again, decide again. */
export class StaleDocument extends Error {}

/**
 * Tries a read–decide–write again for as long as others write to the document in between.
 *
 * @throws {Problem} `overloaded` when that does not end; whatever else `attempt` throws
 */
export const retryOnStaleDocument = <Result>(attempt: () => Promise<Result>): Promise<Result> =>
  retryOn((error) => error instanceof StaleDocument, attempt);
