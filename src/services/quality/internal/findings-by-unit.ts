import type { UnitFindings } from "../../../storage/rows/findings.ts";
import type { StoredUnit } from "../../../storage/rows/units.ts";
import { type Checker, findingsOf } from "./checker.ts";

/** Units checked at a time: other requests have their turn in between. */
export const AT_ONCE = 500;

export function findingsByUnit(checker: Checker, units: readonly StoredUnit[]): UnitFindings[] {
  const byUnit = Map.groupBy(findingsOf(checker, units, "unit"), ({ unit }) => unit);
  return units.map(({ id, n, version }) => ({ unit: n, version, findings: byUnit.get(id) ?? [] }));
}
