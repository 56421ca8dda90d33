import type { ProblemData } from "../../domain/problem.ts";
import { isStale } from "../../domain/unit.ts";
import type { Direction } from "../../formats/contract.ts";
import { type FormatName, traitsOf } from "../../formats/traits.ts";
import type { StoredUnit } from "../../storage/rows/units.ts";

/**
 * A warning for a document that goes out with translations of earlier texts: nothing in the file shows that, and they may
 * have other numbers and names than the source has now.
 */
export function outdatedWarnings(
  units: Iterable<StoredUnit>,
  { format, target }: Direction & { readonly format: FormatName },
): ProblemData[] {
  const { languages, runningText } = traitsOf(format);
  if (languages !== "one" || runningText !== true || target === undefined) return [];
  let [count, total] = [0, 0];
  for (const unit of units) {
    total += 1;
    if (isStale(unit, target)) count += 1;
  }
  return count === 0 ? [] : [{ code: "export-outdated", params: { language: target, count, total } }];
}
