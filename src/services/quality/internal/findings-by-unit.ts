import type { UnitFindings } from "../../../storage/rows/findings.ts";
import type { StoredUnit } from "../../../storage/rows/units.ts";
import { type Checker, findingsOf } from "./checker.ts";

/** Units checked at a time; other requests are served between two parts. */
export const AT_ONCE = 500;

/** Findings of unit checks, one entry per unit in the order of the units. */
export function findingsByUnit(checker: Checker, units: readonly StoredUnit[]): UnitFindings[] {
  const byUnit = Map.groupBy(findingsOf(checker, units, "unit"), ({ unit }) => unit);
  return units.map(({ id, n, version }) => ({ unit: n, version, findings: byUnit.get(id) ?? [] }));
}
