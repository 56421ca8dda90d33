/**
 * A value that is made when it is first asked for. Tables and formatters of a module are made in this way: a Worker starts
 * often, and most requests need few of them.
 */
export function atFirstUse<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
