import { canonicalJson } from "../../../domain/canonical-json.ts";
import {
  type DecisionChange,
  decisionChanges,
  decisionKey,
  decisionsNow,
  type DecisionState,
  type NewDecision,
} from "../../../storage/rows/decisions.ts";
import type { ReportEntry } from "../../../storage/rows/import-reports.ts";
import type { Import } from "../../../storage/rows/imports.ts";
import { unitId, unitsByNumber } from "../../../storage/rows/units.ts";
import type { Actor, Context } from "../../context.ts";

/**
 * Undoes the decisions that an import wrote about these units. One that somebody has decided otherwise since stays, and
 * the report names it unless it is as it was before. Decisions about a deleted unit wait with it.
 *
 * @param touched numbers of units
 */
export async function reverseDecisions(
  { storage, now }: Context,
  actor: Actor,
  { n }: Pick<Import, "n">,
  touched: readonly number[],
): Promise<{ decisions: NewDecision[]; report: ReportEntry[] }> {
  const changes = await decisionChanges(storage, touched, n - 1);
  const written = new Map(changes.map((change) => [decisionKey(change), change.written]));
  const own = changes.filter((change) => change.import === n);
  const standing = await decisionsNow(storage, own);
  const units = new Map((await unitsByNumber(storage, touched)).map((unit) => [unit.n, unit]));
  const stamp = { time: now().toISOString(), author: actor.name };
  const decisions: NewDecision[] = [];
  const report: ReportEntry[] = [];
  for (const [unit, ofUnit] of Map.groupBy(own, (change) => change.unit)) {
    const stored = units.get(unit);
    const named = { unit: unitId(unit), key: stored?.key ?? "" };
    const results = new Set<ReportEntry["result"]>();
    for (const change of ofUnit) {
      const current = standing.get(decisionKey(change)) ?? null;
      const isFree = stored !== undefined && written.get(decisionKey(change)) === change.written;
      if (isFree) decisions.push(reversed(change, current, stamp));
      const isAsBefore = stored !== undefined && isSame(current, change.before);
      results.add(isFree ? "changed" : isAsBefore ? "same" : "conflict");
    }
    if (results.has("conflict")) report.push(left(named, ofUnit, stored !== undefined));
    else report.push({ ...named, result: results.has("changed") ? "changed" : "same" });
  }
  return { decisions, report };
}

/** The change back. A mark that was made is not deleted but taken away, so that it can be put back. */
const reversed = (
  { kind, unit, name, before, written, writtenBefore }: DecisionChange,
  current: DecisionState,
  stamp: { readonly time: string; readonly author: string },
): NewDecision => ({
  kind,
  unit,
  name,
  before: current,
  writtenBefore: written,
  after: before === "absent" ? stamp : before,
  written: writtenBefore,
});

/** True when a decision stands as it did before. A mark that was not made yet and one that was taken away are alike. */
const isSame = (current: DecisionState, before: DecisionState): boolean =>
  before === "absent" ? current !== null : canonicalJson(current) === canonicalJson(before);

function left(
  named: { readonly unit: string; readonly key: string },
  changes: readonly DecisionChange[],
  isThere: boolean,
): ReportEntry {
  const part = changes[0]?.kind === "mark" ? "marks" : "duplicates";
  const problem = { code: "unit-changed-since", params: { key: named.key } } as const;
  return { ...named, result: "conflict", unrestored: [isThere ? part : "unit"], problem };
}
