/** SQL: true where the column has one of the ids in the JSON list of parameter `at` (`idList`), or that is NULL. */
export const isAmong = (column: string, at: number): string =>
  `(CAST(?${at} AS TEXT) IS NULL OR ${column} IN (SELECT atom FROM json_each(COALESCE(?${at}, '[]'))))`;

/** The parameter of `isAmong`. @param ids `undefined`: all */
export const idList = (ids: readonly string[] | undefined): string | null =>
  ids === undefined ? null : JSON.stringify(ids);
