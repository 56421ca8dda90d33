import { type Language, LANGUAGES } from "../../domain/language.ts";
import type { ProblemData } from "../../domain/problem.ts";
import { plainText, sameContent } from "../../domain/segment.ts";
import { isSetAside } from "../../domain/set-aside.ts";
import { type Variant, writtenAt } from "../../domain/unit.ts";
import type { UnitChange } from "../../storage/index/match-index.ts";
import type { ReportEntry } from "../../storage/rows/import-reports.ts";
import type { StoredUnit } from "../../storage/rows/units.ts";
import type { NewerVersion } from "./newer-version.ts";
import type { PushPlan } from "./push-plan.ts";
import { shownText } from "./shown-text.ts";

/** A plan for a document in new places, and how many sentences have been moved. */
export interface PlacedPlan {
  readonly plan: PushPlan;
  readonly moved: number;
}

/**
 * Turns a plan for the units in the places of a file into one for the units as they are stored: units whose place is
 * another one are moved, new ones get the place of their sentence, and each changed sentence is named with both texts.
 */
export function placedPlan(plan: PushPlan, version: NewerVersion): PlacedPlan {
  const { stored, units, takesShape } = version;
  const originals = new Map(stored.map((unit) => [unit.n, unit]));
  const keys = new Map(stored.map(({ id, key }) => [id, key]));
  const orders = new Map(version.file.units.map(({ key }, at) => [key, at]));
  const changed = new Map<number, UnitChange>();
  const made: UnitChange[] = [];
  for (const { before, after } of plan.changes) {
    if (after === undefined) continue;
    const original = before && originals.get(before.n);
    if (original === undefined)
      made.push({ after: { ...after, order: orders.get(after.key) ?? after.order } });
    else changed.set(original.n, { before: original, after: keptStale(original, after, version) });
  }
  const moved = takesShape ? units.filter((unit) => isMoved(originals.get(unit.n), unit)) : [];
  for (const unit of moved) {
    const before = originals.get(unit.n);
    if (before !== undefined && !changed.has(unit.n))
      changed.set(unit.n, { before, after: { ...unit, version: unit.version + 1 } });
  }
  const movedIds = new Set(moved.map(({ id }) => id));
  const byId = new Map([...changed.values()].map((change) => [change.after?.id, change]));
  const report = plan.report.map((entry): ReportEntry => {
    const change = byId.get(entry.unit);
    const key = takesShape ? entry.key : (keys.get(entry.unit ?? "") ?? entry.key);
    const isOnlyMoved = entry.result === "same" && movedIds.has(entry.unit ?? "");
    const told = sourceChange(change, version.written);
    const warnings = [...(entry.warnings ?? []), ...(told === undefined ? [] : [told])];
    return {
      ...entry,
      key,
      ...(isOnlyMoved ? { result: "changed" } : {}),
      ...(warnings.length > 0 ? { warnings } : {}),
    };
  });
  const reported = new Set(plan.report.map(({ unit }) => unit));
  const absent = moved
    .filter(({ id }) => !reported.has(id))
    .map((unit) => absentEntry(unit, originals.get(unit.n), version.written));
  return {
    plan: { ...plan, changes: [...changed.values(), ...made], report: [...report, ...absent] },
    moved: moved.filter((unit) => originals.get(unit.n)?.key !== unit.key && !isSetAside(unit)).length,
  };
}

const isMoved = (before: StoredUnit | undefined, { key, order }: StoredUnit): boolean =>
  before !== undefined && (before.key !== key || before.order !== order);

/** A changed unit with its place. Translations that do not say what they were made from say it now, or none is stale. */
function keptStale(before: StoredUnit, after: StoredUnit, { takesShape, written }: NewerVersion): StoredUnit {
  const placed = takesShape ? after : { ...after, key: before.key, order: before.order };
  const source = written && before.variants[written];
  if (written === undefined || source === undefined || !hasNewText(before, after, written)) return placed;
  const variants: { [language in Language]?: Variant } = { ...placed.variants };
  for (const language of LANGUAGES) {
    const variant = variants[language];
    if (language === written || variant === undefined || variant.from !== undefined) continue;
    const from = { language: written, version: source.version };
    variants[language] = { ...variant, from, version: placed.version, restores: writtenAt(variant) };
  }
  return { ...placed, variants };
}

const hasNewText = (before: StoredUnit, after: StoredUnit, language: Language): boolean =>
  !sameContent(before.variants[language]?.content ?? [], after.variants[language]?.content ?? []);

/** A warning with both texts when a translated sentence has another text now. */
function sourceChange(
  change: UnitChange | undefined,
  written: Language | undefined,
): ProblemData | undefined {
  const { before, after } = change ?? {};
  if (written === undefined || before === undefined || after === undefined) return undefined;
  const isTranslated = LANGUAGES.some((language) => language !== written && before.variants[language]);
  if (!isTranslated || !hasNewText(before, after, written)) return undefined;
  return {
    code: "sentence-changed",
    params: { stored: shown(before, written), file: shown(after, written) },
  };
}

/**
 * The entry of a unit whose sentence the new version lacks, under the key that it had. One whose sentence was gone before
 * has a new place only.
 */
function absentEntry(
  unit: StoredUnit,
  before: StoredUnit | undefined,
  written: Language | undefined,
): ReportEntry {
  // An undo restores what the report names, so a new place at the end is named too.
  if (before === undefined || !isSetAside(unit) || isSetAside(before))
    return { unit: unit.id, key: unit.key, result: "changed" };
  const warnings =
    written === undefined
      ? []
      : [{ code: "sentence-absent" as const, params: { text: shown(unit, written) } }];
  return { unit: unit.id, key: before.key, result: "removed", warnings };
}

const shown = ({ variants }: StoredUnit, language: Language): string =>
  shownText(plainText(variants[language]?.content ?? []));
