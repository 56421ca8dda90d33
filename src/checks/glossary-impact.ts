import type { Concept } from "../domain/concept.ts";
import type { Finding } from "../domain/finding.ts";
import { touchedBy, withConcept } from "../terminology/glossary.ts";
import type { Glossary } from "../terminology/glossary.ts";
import type { Check, CheckedUnit } from "./check.ts";
import { runChecks } from "./run-checks.ts";
import type { CheckOptions } from "./run-checks.ts";
import { recogniserOf, terminologyCheck } from "./terminology.ts";
import { triangleCheck } from "./triangle.ts";

/** The checks that need a glossary. `only` limits them to some concepts. */
export function glossaryChecks(glossary: Glossary, only?: ReadonlySet<string>): readonly Check[] {
  const recogniser = recogniserOf(glossary, only);
  return [terminologyCheck(glossary, recogniser), triangleCheck(glossary, recogniser)];
}

/** The findings that a change of the glossary adds and removes. */
export interface Impact {
  readonly appearing: readonly Finding[];
  readonly disappearing: readonly Finding[];
}

/**
 * Computes how a change of one concept changes the findings about some units. The glossary itself is unchanged
 * afterwards.
 *
 * @param change the new concept; `undefined` removes the concept
 * @param units the units that contain one of its terms before or after the change
 * @param options.before stored findings of both checks about these units; they save half the work
 */
export function impactOf(
  glossary: Glossary,
  id: string,
  change: Concept | undefined,
  units: readonly CheckedUnit[],
  options: Pick<CheckOptions, "severities"> & { readonly before?: readonly Finding[] } = {},
): Impact {
  const touched = touchedBy(glossary, id, change);
  const run = (): Finding[] =>
    runChecks(units, {
      checks: ["terminology", "triangle"],
      extra: glossaryChecks(glossary, touched),
      ...(options.severities !== undefined && { severities: options.severities }),
    });
  const before = options.before?.filter(({ params }) => touched.has(String(params["concept"]))) ?? run();
  const after = withConcept(glossary, id, change, run);
  return { appearing: without(after, before), disappearing: without(before, after) };
}

/** Findings that are not among the others. The expected wording is not compared. */
function without(findings: readonly Finding[], others: readonly Finding[]): Finding[] {
  if (others.length === 0) return [...findings];
  const known = new Set(others.map(keyOf));
  return findings.filter((finding) => !known.has(keyOf(finding)));
}

const keyOf = ({ check, unit, message, severity, languages, ranges, params }: Finding): string =>
  JSON.stringify([
    check,
    unit,
    message,
    severity,
    languages,
    languages.map((language) => ranges[language] ?? []),
    params["concept"],
    params["target"],
    params["suspect"],
  ]);
