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
  const rankOf = ({ id, severity }: Check): Severity => {
    const wanted = options.severities?.[id];
    return wanted === undefined || wanted === "off" ? severity : wanted;
  };
  const documentWide = documentFindings(units, chosen, rankOf);
  const findings: Finding[] = [];
  // One unit after the other, so that what its checks share is at hand, and gone after them.
  for (const unit of units) {
    const view = viewOf(unit);
    for (const check of chosen) {
      if (check.scope === "unit") {
        for (const issue of check.run(view)) findings.push(findingOf(check, rankOf(check), unit.id, issue));
      } else {
        const own = documentWide.get(check.id)?.get(unit.id);
        if (own === undefined) continue;
        findings.push(...own);
        documentWide.get(check.id)?.delete(unit.id);
      }
    }
  }
  return findings;
}

type FindingsByUnit = Map<string, Finding[]>;

function documentFindings(
  units: readonly CheckedUnit[],
  checks: readonly Check[],
  rankOf: (check: Check) => Severity,
): ReadonlyMap<CheckId, FindingsByUnit> {
  const wide = checks.filter((check) => check.scope === "document");
  const views = wide.length === 0 ? [] : units.map(viewOf);
  const found = new Map<CheckId, FindingsByUnit>();
  for (const check of wide) {
    const byUnit: FindingsByUnit = new Map();
    for (const { unit, ...issue } of check.run(views)) {
      const finding = findingOf(check, rankOf(check), unit, issue);
      const known = byUnit.get(unit);
      if (known === undefined) byUnit.set(unit, [finding]);
      else known.push(finding);
    }
    found.set(check.id, byUnit);
  }
  return found;
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
