import type { Concept } from "../domain/concept.ts";
import type { Finding } from "../domain/finding.ts";
import { touchedBy, withConcept } from "../terminology/glossary.ts";
import type { Glossary } from "../terminology/glossary.ts";
import type { Check, CheckedUnit } from "./check.ts";
import { runChecks } from "./run-checks.ts";
import type { CheckOptions } from "./run-checks.ts";
import { recogniserOf, terminologyCheck } from "./terminology.ts";
import { triangleCheck } from "./triangle.ts";

/** The checks that a glossary makes possible; with `only`, about those concepts alone. */
export function glossaryChecks(glossary: Glossary, only?: ReadonlySet<string>): readonly Check[] {
  const recogniser = recogniserOf(glossary, only);
  return [terminologyCheck(glossary, recogniser), triangleCheck(glossary, recogniser)];
}

/** What a change of the glossary breaks and mends. */
export interface Impact {
  readonly appearing: readonly Finding[];
  readonly disappearing: readonly Finding[];
}

/**
 * What changing one concept does to the findings about these units. `change` is the concept as it would be;
 * `undefined` takes it away. The units are those that have one of its terms, before or after. `before`, the stored
 * findings of both checks about them, spares half the work. The glossary is left as it was.
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

/** Findings that are not among the others; wording of what is expected makes no difference. */
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
