/** Lets the process serve other requests during long work. */
export const yieldToEventLoop = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** Time of work after which other requests are served, in milliseconds. */
const SLICE = 20;

/**
 * Works on one item after the other. After each slice of time the process serves other requests.
 *
 * @param slice in milliseconds
 * @returns one result per item, in the order of the items
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
