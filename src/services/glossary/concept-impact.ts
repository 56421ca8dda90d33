import type { Concept } from "../../domain/concept.ts";
import type { Finding } from "../../domain/finding.ts";
import { Problem } from "../../domain/problem.ts";
import { findConcept } from "../../storage/rows/concepts.ts";
import { findingsOfUnits } from "../../storage/rows/findings.ts";
import { type StoredUnit, unitsByNumber } from "../../storage/rows/units.ts";
import { isVisible } from "../access/visibility.ts";
import type { Actor, Context } from "../context.ts";
import { checkSettings } from "../quality/check-settings.ts";
import { unitsWithTerms } from "../quality/units-with-terms.ts";
import { type UnitView, unitView } from "../units/unit-view.ts";
import { completeConcept, type ConceptDraft } from "./concept-draft.ts";
import { currentGlossary } from "./current-glossary.ts";

/** Effect that a change of a concept would have on the stored units. */
export interface Impact {
  /** Number of units that may contain a term of the concept, before or after the change. */
  readonly units: number;
  /** True when there may be more units than were checked. */
  readonly truncated: boolean;
  readonly breaks: readonly ImpactedUnit[];
  readonly mends: readonly ImpactedUnit[];
}

export interface ImpactedUnit {
  readonly unit: UnitView;
  /** Findings that would appear (`breaks`) or disappear (`mends`). */
  readonly findings: readonly Finding[];
}

/** Greatest number of checked units. */
const BOUND = 20_000;

/**
 * Compares the current terminology findings with the findings after a change of one concept. Stores nothing.
 *
 * @param change fields to change; absent: the concept is removed
 * @throws {Problem} `not-found` (no such concept, and `change` has no terms), `invalid-fields`, `already-exists`
 */
export async function conceptImpact(
  context: Context,
  actor: Actor,
  id: string,
  change?: Partial<ConceptDraft>,
): Promise<Impact> {
  const stored = (await findConcept(context.storage, id))?.concept;
  if (stored === undefined && change?.terms === undefined) throw new Problem("not-found", { what: id });
  const after =
    change &&
    (await completeConcept(context, {
      terms: [],
      ...stored,
      ...change,
      id,
      status: change.status ?? stored?.status ?? "approved",
    }));
  const concerned = [stored, after].filter((concept): concept is Concept => concept !== undefined);
  const numbers = await unitsWithTerms(context, concerned, BOUND);
  const units = (await unitsByNumber(context.storage, numbers)).filter(({ collection }) =>
    isVisible(actor, collection),
  );
  const breaks: ImpactedUnit[] = [];
  const mends: ImpactedUnit[] = [];
  const { impactOf } = await import("../../checks/glossary-impact.ts");
  const { approved } = await currentGlossary(context);
  for (const [collection, group] of Map.groupBy(units, (unit) => unit.collection)) {
    const { severities } = await checkSettings(context, collection);
    const stored = await findingsOfUnits(context.storage, numbersOf(group), ["terminology", "triangle"]);
    const before = stored.map((named): Finding => {
      const { fingerprint: _, ...finding } = named;
      return finding;
    });
    const { appearing, disappearing } = impactOf(approved, id, after, group, { severities, before });
    breaks.push(...byUnit(group, appearing));
    mends.push(...byUnit(group, disappearing));
  }
  return { units: units.length, truncated: numbers.length >= BOUND, breaks, mends };
}

const numbersOf = (units: readonly StoredUnit[]): number[] => units.map(({ n }) => n);

function byUnit(units: readonly StoredUnit[], findings: readonly Finding[]): ImpactedUnit[] {
  const grouped = Map.groupBy(findings, ({ unit }) => unit);
  return units.flatMap((unit) => {
    const own = grouped.get(unit.id);
    return own === undefined ? [] : [{ unit: unitView(unit), findings: own }];
  });
}
