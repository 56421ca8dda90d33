import type { Storage } from "../port.ts";

/**
 * The imports that an index contains. A number is reserved before the batch that writes its import, so an import may
 * be committed after imports with higher numbers. Therefore the index remembers which numbers below the highest one are
 * missing, and looks for them again. A number stays missing for ever when its batch failed.
 */
export interface KnownImports {
  highest: number;
  /** In ascending order. */
  readonly missing: Set<number>;
}

/** Missing numbers that are remembered, the highest ones. No import waits while so many others are committed. */
const REMEMBERED = 10_000;

/** Imports up to number `highest`, without the numbers in `missing` (ascending). */
export const knownImports = (highest = 0, missing: Iterable<number> = []): KnownImports => ({
  highest,
  missing: new Set(missing),
});

/** Adds the number `n` of an import that the index now contains. */
export function addImport(known: KnownImports, n: number): void {
  if (n <= known.highest) {
    known.missing.delete(n);
    return;
  }
  for (let one = Math.max(known.highest + 1, n - REMEMBERED); one < n; one += 1) known.missing.add(one);
  known.highest = n;
  for (const lowest of known.missing) {
    if (known.missing.size <= REMEMBERED) break;
    known.missing.delete(lowest);
  }
}

/** Numbers of the committed imports that the index does not contain, in ascending order. */
export async function unknownImports(storage: Storage, known: KnownImports): Promise<number[]> {
  const rows = await storage.all<{ n: number }>(
    `SELECT n FROM import WHERE n > ?1
     UNION SELECT n FROM import WHERE n IN (SELECT CAST(atom AS BIGINT) FROM json_each(?2)) ORDER BY n`,
    known.highest,
    JSON.stringify([...known.missing]),
  );
  return rows.map(({ n }) => n);
}

/** All imports that are committed now. */
export async function committedImports(storage: Storage): Promise<KnownImports> {
  const known = knownImports();
  const [last] = await storage.all<{ n: number | null }>("SELECT max(n) AS n FROM import");
  known.highest = Math.max(0, (last?.n ?? 0) - REMEMBERED);
  for (const n of await unknownImports(storage, known)) addImport(known, n);
  return known;
}

/** Identifies an import, so that the histories of two stores can be told apart. */
export type ImportIdentity = readonly [n: number, time: string, document: string];

/** Identities of the imports with these numbers, in order of number. Numbers without an import are left out. */
export async function identified(storage: Storage, numbers: readonly number[]): Promise<ImportIdentity[]> {
  const rows = await storage.all<{ n: number; time: string; document_id: string }>(
    "SELECT n, time, document_id FROM import WHERE n IN (SELECT CAST(atom AS BIGINT) FROM json_each(?1)) ORDER BY n",
    JSON.stringify(numbers),
  );
  return rows.map(({ n, time, document_id }) => [n, time, document_id]);
}

/** Identities of the last imports in the index, at most `count`. They show later whether a store is the same one. */
export async function lastImports(
  storage: Storage,
  { highest, missing }: KnownImports,
  count: number,
): Promise<ImportIdentity[]> {
  const rows = await storage.all<{ n: number }>(
    "SELECT n FROM import WHERE n <= ?1 ORDER BY n DESC LIMIT ?2",
    highest,
    count,
  );
  return identified(
    storage,
    rows.map(({ n }) => n).filter((n) => !missing.has(n)),
  );
}
