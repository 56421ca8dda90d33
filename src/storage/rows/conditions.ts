import type { Param } from "../port.ts";

/**
 * Conditions of a filter, each with one `?` for its parameter, as SQL with numbered parameters. A condition without a
 * parameter is left out: one that is always true would keep SQLite from using its indexes.
 *
 * @param wanted conditions with `undefined` for what the filter does not ask
 */
export function conditionsOf(wanted: readonly (readonly [condition: string, param: Param | undefined])[]): {
  readonly conditions: readonly string[];
  readonly params: readonly Param[];
} {
  const conditions: string[] = [];
  const params: Param[] = [];
  for (const [condition, param] of wanted) {
    if (param === undefined) continue;
    params.push(param);
    conditions.push(condition.replace("?", `?${params.length}`));
  }
  return { conditions, params };
}
