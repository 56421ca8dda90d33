import type { Concept } from "../domain/concept.ts";
import { Problem } from "../domain/problem.ts";
import { findConcept } from "../storage/concepts.ts";
import type { NamedFinding } from "../storage/findings.ts";
import { type StoredUnit, unitsByNumber } from "../storage/units.ts";
import { withConcept } from "../terminology/glossary.ts";
import { type Checker, checkerOf, findingsOf } from "./check.ts";
import { completed, type ConceptDraft } from "./concepts.ts";
import type { Actor, Context } from "./context.ts";
import { unitsWithTerms } from "./findings-upkeep.ts";
import { currentGlossary } from "./glossary.ts";
import { type UnitView, unitView } from "./units.ts";

/** What a change of the glossary would do to the stored units. */
export interface Impact {
  /** Units in which a term of the concept stands, before or after. */
  readonly units: number;
  /** There may be more than were looked at. */
  readonly truncated: boolean;
  readonly breaks: readonly ImpactedUnit[];
  readonly mends: readonly ImpactedUnit[];
}

export interface ImpactedUnit {
  readonly unit: UnitView;
  /** The findings that would come, or go. */
  readonly findings: readonly Omit<NamedFinding, "fingerprint">[];
}

/** So many units are looked at at most. */
const BOUND = 20_000;

/**
 * Compares the findings of terminology as they are with those after a change of one concept.
 *
 * @param change what would be saved; absent: the concept would be taken away
 * @throws {Problem} `not-found` (no such concept, and no change given), `invalid-fields`
 */
export async function impact(
  context: Context,
  actor: Actor,
  id: string,
  change?: Partial<ConceptDraft>,
): Promise<Impact> {
  const stored = (await findConcept(context.storage, id))?.concept;
  if (stored === undefined && change?.terms === undefined) throw new Problem("not-found", { what: id });
  const after =
    change &&
    completed({ terms: [], ...stored, ...change, id, status: change.status ?? stored?.status ?? "approved" });
  const concerned = [stored, after].filter((concept): concept is Concept => concept !== undefined);
  const numbers = await unitsWithTerms(context, concerned, BOUND);
  const units = (await unitsByNumber(context.storage, numbers)).filter(
    ({ collection }) => actor.collection === undefined || collection === actor.collection,
  );
  const breaks: ImpactedUnit[] = [];
  const mends: ImpactedUnit[] = [];
  for (const [collection, group] of Map.groupBy(units, (unit) => unit.collection)) {
    const checker = await checkerOf(context, collection);
    const was = termFindings(checker, group);
    const { approved } = await currentGlossary(context);
    const is = withConcept(approved, id, after, () => termFindings(checker, group));
    for (const unit of group) {
      const [old, made] = [was.get(unit.id) ?? [], is.get(unit.id) ?? []];
      const came = without(made, old);
      const went = without(old, made);
      if (came.length > 0) breaks.push({ unit: unitView(unit), findings: came });
      if (went.length > 0) mends.push({ unit: unitView(unit), findings: went });
    }
  }
  return { units: units.length, truncated: numbers.length >= BOUND, breaks, mends };
}

const termFindings = (checker: Checker, units: readonly StoredUnit[]) =>
  Map.groupBy(findingsOf(checker, units, "unit", ["terminology", "triangle"]), ({ unit }) => unit);

function without(
  findings: readonly NamedFinding[],
  known: readonly NamedFinding[],
): Omit<NamedFinding, "fingerprint">[] {
  const there = new Set(known.map(({ fingerprint }) => fingerprint));
  return findings
    .filter(({ fingerprint }) => !there.has(fingerprint))
    .map(({ fingerprint: _fingerprint, ...finding }) => finding);
}
