import type { Context, DocumentLock } from "../context.ts";

/** A lock for each document, for the writers of one thread. */
export function documentLock(): DocumentLock {
  /** The end of the last writer in each queue, by document. */
  const queues = new Map<string, Promise<void>>();
  return async (document) => {
    const before = queues.get(document);
    const { promise, resolve } = Promise.withResolvers<void>();
    queues.set(document, promise);
    await before;
    return () => {
      resolve();
      if (queues.get(document) === promise) queues.delete(document);
    };
  };
}

/**
 * Runs writers of one document one after the other in this process. It only saves retries: the revision of the
 * document protects against other processes.
 *
 * @param document id of the document
 */
export async function withDocumentLock<Result>(
  { lock }: Context,
  document: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const release = await lock(document);
  try {
    return await work();
  } finally {
    release();
  }
}
