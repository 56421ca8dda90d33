/** Lets other requests have their turn, in the midst of long work. */
export const yieldToEventLoop = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** Milliseconds of work after which other requests are served. */
const SLICE = 20;

/**
 * Works on one item after the other, and lets other requests be served whenever the work has taken a slice of time.
 *
 * @param slice milliseconds
 */
export async function mapInSlices<Item, Result>(
  items: readonly Item[],
  work: (item: Item, at: number) => Result,
  slice = SLICE,
): Promise<Result[]> {
  const results: Result[] = [];
  let since = performance.now();
  for (const [at, item] of items.entries()) {
    if (performance.now() - since > slice) {
      await yieldToEventLoop();
      since = performance.now();
    }
    results.push(work(item, at));
  }
  return results;
}
