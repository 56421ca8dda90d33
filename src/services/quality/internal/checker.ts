import type { CheckedUnit } from "../../../checks/check.ts";
import { glossaryChecks } from "../../../checks/glossary-impact.ts";
import { CHECKS } from "../../../checks/registry.ts";
import { type CheckOptions, runChecks } from "../../../checks/run-checks.ts";
import type { CheckId, Finding } from "../../../domain/finding.ts";
import { LANGUAGES } from "../../../domain/language.ts";
import { plainText } from "../../../domain/segment.ts";
import { textHash } from "../../../matching/comparable-text.ts";
import type { NamedFinding } from "../../../storage/rows/findings.ts";
import type { Glossary } from "../../../terminology/glossary.ts";
import type { Context } from "../../context.ts";
import { currentGlossary } from "../../glossary/current-glossary.ts";
import { type CheckSettings, checkSettings } from "../check-settings.ts";

/** What a check run has to know besides the units. */
export interface Checker {
  readonly glossary: Glossary;
  /** Of the glossary. */
  readonly revision: number;
  readonly settings: CheckSettings;
}

export async function checkerOf(context: Context, collection?: string): Promise<Checker> {
  const { approved, revision } = await currentGlossary(context);
  const settings = collection === undefined ? { severities: {} } : await checkSettings(context, collection);
  return { glossary: approved, revision, settings };
}

const DOCUMENT_WIDE: ReadonlySet<CheckId> = new Set(
  CHECKS.filter(({ scope }) => scope === "document").map(({ id }) => id),
);

/**
 * Runs checks over units of one document or collection.
 *
 * @param scope `unit`: what can be said of each unit alone; `document`: what needs all of them; `all`: both
 */
export function findingsOf(
  checker: Checker,
  units: readonly CheckedUnit[],
  scope: "unit" | "document" | "all" = "all",
  only?: readonly CheckId[],
): NamedFinding[] {
  const extra = glossaryChecks(checker.glossary);
  const all = [...CHECKS, ...extra].map(({ id }) => id);
  const inScope =
    scope === "all" ? all : all.filter((id) => DOCUMENT_WIDE.has(id) === (scope === "document"));
  const checks = only === undefined ? inScope : inScope.filter((id) => only.includes(id));
  const options: CheckOptions = { checks, severities: checker.settings.severities, extra };
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  return runChecks(units, options).map((finding) => named(finding, byId.get(finding.unit)));
}

/** Names a finding by its check, its message and the texts that it is about. */
function named(finding: Finding, unit: CheckedUnit | undefined): NamedFinding {
  const texts = LANGUAGES.filter((language) => finding.languages.includes(language)).map((language) =>
    plainText(unit?.variants[language]?.content ?? []),
  );
  const { check, message, params } = finding;
  return { ...finding, fingerprint: textHash(JSON.stringify([check, message, params, texts])).toString(16) };
}
