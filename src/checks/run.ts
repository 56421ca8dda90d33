import { compareSeverities } from "../domain/finding.ts";
import type { CheckId, Finding, Severity } from "../domain/finding.ts";
import { viewOf } from "./check.ts";
import type { Check, CheckedUnit, Issue } from "./check.ts";
import { CHECKS } from "./registry.ts";

export interface CheckOptions {
  /** Only these; all of them where absent. */
  readonly checks?: readonly CheckId[];
  /** A collection's own settings; `off` switches a check off. */
  readonly severities?: { readonly [id in CheckId]?: Severity | "off" };
  /** Checks that need more than the texts, such as those of terminology, made by the caller. */
  readonly extra?: readonly Check[];
}

/**
 * Runs the checks over units of one document or collection. Findings come in the order of the units,
 * within a unit in that of the checks; document-wide ones count towards the unit that they name.
 */
export function runChecks(units: readonly CheckedUnit[], options: CheckOptions = {}): Finding[] {
  const chosen = [...CHECKS, ...(options.extra ?? [])].filter(
    ({ id }) => (options.checks?.includes(id) ?? true) && options.severities?.[id] !== "off",
  );
  const views = units.map(viewOf);
  const findings = new Map<string, Finding[]>(units.map(({ id }) => [id, []]));
  for (const check of chosen) {
    const severity = options.severities?.[check.id];
    const rank = severity === undefined || severity === "off" ? check.severity : severity;
    if (check.scope === "document") {
      for (const { unit, ...issue } of check.run(views)) {
        findings.get(unit)?.push(findingOf(check, rank, unit, issue));
      }
    } else {
      for (const view of views) {
        for (const issue of check.run(view)) {
          findings.get(view.id)?.push(findingOf(check, rank, view.id, issue));
        }
      }
    }
  }
  return [...findings.values()].flat();
}

/** An issue that its check calls milder than its default stays so, however severe a collection wants the check. */
function findingOf(check: Check, rank: Severity, unit: string, issue: Issue): Finding {
  const milder = issue.severity !== undefined && compareSeverities(issue.severity, check.severity) > 0;
  const graver = issue.severity !== undefined && compareSeverities(issue.severity, check.severity) < 0;
  const overridden = rank !== check.severity;
  let severity = rank;
  if (issue.severity !== undefined) {
    if (milder) severity = compareSeverities(issue.severity, rank) > 0 ? issue.severity : rank;
    if (graver && !overridden) severity = issue.severity;
  }
  return { ...issue, check: check.id, severity, unit };
}
