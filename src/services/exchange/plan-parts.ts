import { type Language, LANGUAGES } from "../../domain/language.ts";
import { Problem } from "../../domain/problem.ts";
import { placeholderText } from "../../domain/segment.ts";
import type { Variant } from "../../domain/unit.ts";
import type { ExchangeFile, ExchangeUnit } from "../../formats/contract.ts";
import { missingPlurals } from "../../formats/i18next/plurals.ts";
import { traitsOf } from "../../formats/traits.ts";
import { changesOfUnits } from "../../storage/rows/changes.ts";
import type { Document } from "../../storage/rows/documents.ts";
import type { Counts, ReportEntry } from "../../storage/rows/import-reports.ts";
import { importNumber } from "../../storage/rows/imports.ts";
import type { StoredUnit } from "../../storage/rows/units.ts";
import type { Context } from "../context.ts";
import { addCounts, countResults, listedEntries } from "../imports/import-report.ts";
import { pastVariants } from "../units/past-variants.ts";
import type { BaseFinder, FoundUnit } from "./find-base.ts";
import type { MisplacedTexts } from "./misplaced-texts.ts";
import type { NewerVersion } from "./newer-version.ts";
import { placedPlan } from "./placed-plan.ts";
import { languagesOfUnit, planPush, type PushInput, type PushPlan, type Versions } from "./push-plan.ts";

/** A part of a file whose texts stand under their own languages, and the units of the document that belong to it. */
export interface SortedPart {
  readonly file: ExchangeFile;
  readonly misplaced: MisplacedTexts;
  readonly stored: readonly StoredUnit[];
}

/** What is the same for all parts of a push. */
export interface Planner {
  readonly document: Document;
  /** Last import that the pull of the file knew, if the request says it. */
  readonly base: string | undefined;
  readonly input: Pick<PushInput, "document" | "policy" | "create" | "stamp" | "maxState">;
  readonly newer: NewerVersion | undefined;
}

export interface PlannedPart {
  readonly plan: PushPlan;
  readonly stored: readonly StoredUnit[];
  /** Number of sentences that have been moved. */
  readonly moved: number;
}

/** Plans a push part by part. @param finder tells what the units of a part were made from */
export async function* plannedParts(
  context: Context,
  { document, base, input, newer }: Planner,
  parts: AsyncIterable<SortedPart>,
  finder: BaseFinder | undefined,
): AsyncGenerator<PlannedPart> {
  let madeBefore = 0;
  for await (const { file, misplaced, stored } of parts) {
    const found = finder?.(file.units);
    const baseVersions =
      found === undefined
        ? await versionsAt(context, base, stored)
        : await versionsWhenFound(context, file, found, stored);
    const plan = planPush({
      ...input,
      file,
      misplaced,
      units: stored,
      baseVersions,
      ...(found === undefined ? {} : { found }),
      past: await pastOf(context, file, stored, baseVersions),
      createTarget: pluralsToMake(document, stored, file.target),
      madeBefore,
    });
    madeBefore += countMade(plan);
    const placed = newer && placedPlan(plan, newer);
    yield { plan: placed?.plan ?? plan, stored, moved: placed?.moved ?? 0 };
  }
}

const countMade = ({ changes }: PushPlan): number =>
  changes.filter(({ before }) => before === undefined).length;

/** What a push would do. */
export interface TriedPush {
  /** The first entries of its report, and those that need attention: see `listedEntries`. */
  readonly report: readonly ReportEntry[];
  readonly counts: Counts;
  readonly moved: number;
  /** The only part, where there are no others. */
  readonly only: PlannedPart | undefined;
}

/** Goes through all plans and keeps none but the only one. @param untilConflict whether one conflict is enough */
export async function tryPlans(
  plans: AsyncIterable<PlannedPart>,
  { untilConflict = false }: { readonly untilConflict?: boolean } = {},
): Promise<TriedPush> {
  const listed = listedEntries();
  let counts = countResults([]);
  let moved = 0;
  let parts = 0;
  let last: PlannedPart | undefined;
  for await (const part of plans) {
    listed.add(part.plan.report);
    counts = addCounts(counts, countResults(part.plan.report));
    moved += part.moved;
    parts += 1;
    last = part;
    if (untilConflict && counts.conflict > 0) break;
  }
  return { report: listed.entries(), counts, moved, only: parts === 1 ? last : undefined };
}

/** Plural forms that the target needs and the strings lack. The pull has offered them. */
function pluralsToMake(
  document: Document,
  units: readonly StoredUnit[],
  target: Language | undefined,
): Set<string> {
  if (!traitsOf(document.format).pluralKeys || target === undefined) return new Set();
  return new Set(missingPlurals(new Set(units.map(({ key }) => key)), target).map(({ key }) => key));
}

/** Reads the history of those units only whose current versions are not those of the base. */
async function pastOf(
  context: Context,
  file: ExchangeFile,
  units: readonly StoredUnit[],
  baseVersions: (unit: StoredUnit) => Versions | undefined,
) {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const hasMoved = (unit: StoredUnit, versions: Versions) =>
    LANGUAGES.some((language) => {
      const version = versions[language];
      return version !== undefined && unit.variants[language]?.version !== version;
    });
  const named = file.units.flatMap(({ base }) => {
    const unit = base && byId.get(base.unit);
    return unit !== undefined && base !== undefined && hasMoved(unit, base.versions) ? [unit.n] : [];
  });
  const found = units.filter((unit) => hasMoved(unit, baseVersions(unit) ?? {})).map(({ n }) => n);
  const moved = [...new Set([...named, ...found])];
  const past = moved.length === 0 ? undefined : pastVariants(await changesOfUnits(context.storage, moved));
  const current = new Map(units.map((unit) => [unit.n, unit]));
  return (n: number, language: Language, version: number): Variant | null | undefined => {
    const variant = current.get(n)?.variants[language];
    return variant?.version === version ? variant : past?.(n, language, version);
  };
}

/**
 * Versions of units that the author of a file knows: those just after the imports that their texts were found in. An
 * import that brought an older text along did not show him what the store had, so the version of that older text counts.
 */
async function versionsWhenFound(
  context: Context,
  file: ExchangeFile,
  found: ReadonlyMap<string, FoundUnit>,
  units: readonly StoredUnit[],
) {
  const imports = new Map<string, (unit: StoredUnit) => Versions | undefined>();
  for (const base of new Set([...found.values()].map((one) => one.base)))
    imports.set(base, await versionsAt(context, base, units));
  const known = new Map<string, Versions>();
  for (const unit of units) {
    const versions = imports.get(found.get(unit.key)?.base ?? "")?.(unit);
    if (versions !== undefined) known.set(unit.key, versions);
  }
  const doubtful = units.filter((unit) => {
    const there = found.get(unit.key)?.unit;
    const versions = known.get(unit.key);
    return (
      there !== undefined &&
      languagesOfUnit(file, there).some((language) => {
        const variant = unit.variants[language];
        return variant?.version !== versions?.[language] || !holdsText(there, language, variant);
      })
    );
  });
  const past = pastVariants(
    await changesOfUnits(
      context.storage,
      doubtful.map(({ n }) => n),
    ),
  );
  for (const unit of doubtful) {
    const there = found.get(unit.key)?.unit;
    if (there === undefined) continue;
    const versions = { ...known.get(unit.key) };
    for (const language of languagesOfUnit(file, there)) {
      const current = unit.variants[language];
      const at = (version: number) =>
        current?.version === version ? current : past(unit.n, language, version);
      let version = versions[language] ?? 0;
      while (version > 0 && !holdsText(there, language, at(version))) version -= 1;
      if (version > 0) versions[language] = version;
      else delete versions[language];
    }
    known.set(unit.key, versions);
  }
  return (unit: StoredUnit): Versions | undefined => known.get(unit.key);
}

/** True when the variant has the text that the unit of a file has, whatever its segments. */
function holdsText(unit: ExchangeUnit, language: Language, variant: Variant | null | undefined): boolean {
  const text = unit.variants[language]?.content;
  if (variant === null || variant === undefined) return false;
  return text !== undefined && placeholderText(text) === placeholderText(variant.content);
}

/** Versions of units just after an import: those that later writes replaced, else the current ones. */
async function versionsAt(context: Context, base: string | undefined, units: readonly StoredUnit[]) {
  if (base === undefined) return () => undefined;
  const n = importNumber(base);
  if (n === undefined) throw new Problem("bad-request", {}, { field: "base" });
  const first = new Map<string, number>();
  const numbers = units.map((unit) => unit.n);
  for (const change of await changesOfUnits(context.storage, numbers, n)) {
    for (const language of LANGUAGES) {
      const before = change.before[language];
      const place = `${change.unit} ${language}`;
      if (before !== undefined && !first.has(place)) first.set(place, before?.version ?? 0);
    }
  }
  return (unit: StoredUnit): Versions => {
    const versions: { [language in Language]?: number } = {};
    for (const language of LANGUAGES) {
      const version = first.get(`${unit.n} ${language}`) ?? unit.variants[language]?.version ?? 0;
      if (version > 0) versions[language] = version;
    }
    return versions;
  };
}
