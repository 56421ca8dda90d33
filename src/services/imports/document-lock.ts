import type { Context } from "../context.ts";

/**
 * Runs writers of one document one after the other within this process, so that they do not make each other start
 * again. It only saves work: between processes the document's revision decides.
 *
 * @param document its id
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
