import { compareSeverities } from "../domain/finding.ts";
import type { CheckId, Finding, Severity } from "../domain/finding.ts";
import { SUBTITLE_LIMITS, type SubtitleLimits } from "../domain/subtitle-limits.ts";
import { viewOf } from "./check.ts";
import type { Check, CheckedUnit, DocumentCheck, Issue, UnitView } from "./check.ts";
import { CHECKS } from "./registry.ts";
import { withoutRepeats } from "./triangle.ts";

export interface CheckOptions {
  /** The checks to run; all if absent. */
  readonly checks?: readonly CheckId[];
  /** Severities that a collection sets; `off` switches a check off. */
  readonly severities?: { readonly [id in CheckId]?: Severity | "off" };
  /** Limits for subtitles that a collection sets. */
  readonly subtitles?: SubtitleLimits;
  /** Further checks from the caller that need more than the texts (terminology). */
  readonly extra?: readonly Check[];
}

/**
 * Runs the checks over the units of one document or collection. Findings have the order of the units, and within a
 * unit the order of the checks. A document-wide finding belongs to the unit that it names.
 */
export function runChecks(units: readonly CheckedUnit[], options: CheckOptions = {}): Finding[] {
  const chosen = [...CHECKS, ...(options.extra ?? [])].filter(
    ({ id }) => (options.checks?.includes(id) ?? true) && options.severities?.[id] !== "off",
  );
  const rankOf = ({ id, severity }: Check): Severity => {
    const wanted = options.severities?.[id];
    return wanted === undefined || wanted === "off" ? severity : wanted;
  };
  const wide = chosen.filter((check) => check.scope === "document");
  const all = wide.length === 0 ? [] : units.map(viewOf);
  const documentWide = documentFindings(all, wide, rankOf);
  const views: (UnitView | undefined)[] = all;
  const parameters = { subtitles: options.subtitles ?? SUBTITLE_LIMITS };
  const findings: Finding[] = [];
  // Units are checked one after the other, so the view of a unit, with all that was read of it, can be dropped then.
  for (const [at, unit] of units.entries()) {
    const view = views[at] ?? viewOf(unit);
    if (views.length > 0) views[at] = undefined;
    const found: Finding[] = [];
    for (const check of chosen) {
      if (check.scope === "unit") {
        for (const issue of check.run(view, parameters))
          found.push(findingOf(check, rankOf(check), unit.id, issue));
      } else {
        const own = documentWide.get(check.id)?.get(unit.id);
        if (own === undefined) continue;
        found.push(...own);
        documentWide.get(check.id)?.delete(unit.id);
      }
    }
    findings.push(...withoutRepeats(found));
  }
  return findings;
}

type FindingsByUnit = Map<string, Finding[]>;

function documentFindings(
  views: readonly UnitView[],
  checks: readonly DocumentCheck[],
  rankOf: (check: Check) => Severity,
): ReadonlyMap<CheckId, FindingsByUnit> {
  const found = new Map<CheckId, FindingsByUnit>();
  for (const check of checks) {
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

/** A milder issue stays milder than the others of its check, even if a collection makes the check more severe. */
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
