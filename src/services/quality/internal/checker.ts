import type { Check, CheckedUnit } from "../../../checks/check.ts";
import type { CheckOptions } from "../../../checks/run-checks.ts";
import type { CheckId, Finding } from "../../../domain/finding.ts";
import { type Language, LANGUAGES } from "../../../domain/language.ts";
import { plainText } from "../../../domain/segment.ts";
import { textHash } from "../../../matching/comparable-text.ts";
import type { NamedFinding } from "../../../storage/rows/findings.ts";
import type { Glossary } from "../../../terminology/glossary.ts";
import type { Context } from "../../context.ts";
import { currentGlossary } from "../../glossary/current-glossary.ts";
import { type CheckSettings, checkSettings } from "../check-settings.ts";

/** Data for a check run, besides the units. */
export interface Checker {
  readonly glossary: Glossary;
  /** Revision of the glossary. */
  readonly revision: number;
  readonly settings: CheckSettings;
  readonly engine: CheckEngine;
  /** Makes the check of spelling for some units; absent where nobody asked for it. */
  readonly spelling?: (units: readonly CheckedUnit[]) => Check;
}

type CheckEngine = Awaited<ReturnType<typeof loadEngine>>;

/** Evaluates the checks at first need, because most requests do not check and a Worker starts often. */
async function loadEngine() {
  const [{ glossaryChecks }, { CHECKS }, { runChecks }] = await Promise.all([
    import("../../../checks/glossary-impact.ts"),
    import("../../../checks/registry.ts"),
    import("../../../checks/run-checks.ts"),
  ]);
  return { glossaryChecks, CHECKS, runChecks };
}

/**
 * Data for a check run with the current glossary and the settings of a collection.
 *
 * @param only ids of the checks that are asked for; absent: those that the settings switch on
 */
export async function checkerOf(
  context: Context,
  collection?: string,
  only?: readonly CheckId[],
): Promise<Checker> {
  const [{ approved, revision }, engine] = await Promise.all([currentGlossary(context), loadEngine()]);
  const settings: CheckSettings =
    collection === undefined ? { severities: {} } : await checkSettings(context, collection);
  const checker = { glossary: approved, revision, settings, engine };
  const spelling = await spellingOf(settings, approved, only);
  return spelling === undefined ? checker : { ...checker, spelling };
}

/** Spelling needs large dictionaries, so it is checked only where the settings or the caller ask for it. */
async function spellingOf(
  { severities, words }: CheckSettings,
  glossary: Glossary,
  only: readonly CheckId[] | undefined,
): Promise<Checker["spelling"]> {
  const setting = severities.spelling;
  const isSwitchedOn = setting !== undefined && setting !== "off";
  if (only === undefined ? !isSwitchedOn : !only.includes("spelling")) return undefined;
  const [{ spellingCheck }, { spellingDictionaries }] = await Promise.all([
    import("../../../checks/spelling.ts"),
    import("../../../checks/spelling/dictionaries.ts"),
  ]);
  const dictionaries = await spellingDictionaries();
  // a stored finding in every document that there are no dictionaries would be in the way
  if (dictionaries === undefined && only === undefined) return undefined;
  const known = new Set(words?.map((word) => word.toLowerCase()));
  return (units) => spellingCheck({ dictionaries, known, terms: glossary.find }, units);
}

/**
 * Runs checks over units of one document or collection.
 *
 * @param scope `unit`: checks that need one unit; `document`: checks that need the whole document; `all`: both
 * @param only ids of checks to run; absent: all checks
 */
export function findingsOf(
  checker: Checker,
  units: readonly CheckedUnit[],
  scope: "unit" | "document" | "all" = "all",
  only?: readonly CheckId[],
): NamedFinding[] {
  const { glossaryChecks, CHECKS, runChecks } = checker.engine;
  const spelling = checker.spelling === undefined ? [] : [checker.spelling(units)];
  const extra = [...glossaryChecks(checker.glossary), ...spelling];
  const inScope = [...CHECKS, ...extra]
    .filter((check) => scope === "all" || check.scope === scope)
    .map(({ id }) => id);
  const checks = only === undefined ? inScope : inScope.filter((id) => only.includes(id));
  const { severities, subtitles } = checker.settings;
  const options: CheckOptions = {
    checks,
    severities,
    extra,
    ...(subtitles === undefined ? {} : { subtitles }),
  };
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const texts = textsForHashing(byId);
  return runChecks(units, options).map((finding) => ({
    ...finding,
    fingerprint: fingerprint(finding, texts),
  }));
}

/**
 * Longest text that goes into a fingerprint whole, in UTF-16 units. A longer text may have a finding every few
 * characters, so its hash is used.
 */
const LONGEST_WHOLE = 2000;

/** Returns the text or its hash for fingerprints; computed once per text. */
type TextsForHashing = (unit: string, language: Language) => string;

function textsForHashing(units: ReadonlyMap<string, CheckedUnit>): TextsForHashing {
  const known = new Map<string, string>();
  return (unit, language) => {
    const name = `${language} ${unit}`;
    let text = known.get(name);
    if (text === undefined) {
      const whole = plainText(units.get(unit)?.variants[language]?.content ?? []);
      text = whole.length <= LONGEST_WHOLE ? whole : textHash(whole).toString(16);
      known.set(name, text);
    }
    return text;
  };
}

/** Hash of a finding's check, message and texts. */
function fingerprint({ check, message, params, unit, languages }: Finding, textFor: TextsForHashing): string {
  const texts = LANGUAGES.filter((language) => languages.includes(language)).map((language) =>
    textFor(unit, language),
  );
  return textHash(JSON.stringify([check, message, params, texts])).toString(16);
}
