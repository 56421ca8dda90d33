import type { Context } from "../context.ts";

/**
 * Runs writers of one document one after the other in this process. It only saves retries: the revision of the
 * document protects against other processes.
 *
 * @param document id of the document
 */
export async function withDocumentLock<Result>(
  { memory: { documentQueues } }: Context,
  document: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const before = documentQueues.get(document) ?? Promise.resolve();
  const turn = before.then(work, work);
  const settled = turn.catch(() => undefined);
  documentQueues.set(document, settled);
  try {
    return await turn;
  } finally {
    if (documentQueues.get(document) === settled) documentQueues.delete(document);
  }
}
