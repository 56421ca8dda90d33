import type { ConflictPolicy } from "../../domain/import.ts";
import { type Language, LANGUAGES } from "../../domain/language.ts";
import { Problem, type ProblemData } from "../../domain/problem.ts";
import { placeholderText } from "../../domain/segment.ts";
import type { State, Variant } from "../../domain/unit.ts";
import type { ExchangeFile, ExchangeUnit, ReadOptions } from "../../formats/contract.ts";
import type { OptionalText } from "../../formats/traits.ts";
import { type FormatName, traitsOf } from "../../formats/traits.ts";
import { cleanForKeeping, readExchange, withAllUnits } from "../../formats/registry.ts";
import { missingPlurals } from "../../formats/i18next/plurals.ts";
import { reserve } from "../../storage/rows/counter.ts";
import type { Document } from "../../storage/rows/documents.ts";
import { sha256 } from "../../domain/bytes.ts";
import { keepFile } from "../../storage/rows/files.ts";
import { changesOfUnits } from "../../storage/rows/changes.ts";
import { readReport, type ReportEntry } from "../../storage/rows/import-reports.ts";
import { findImport, type Import, importNumber, importsWithFile } from "../../storage/rows/imports.ts";
import type { UnitChange } from "../../storage/index/match-index.ts";
import type { Statement } from "../../storage/port.ts";
import { findAnswered, insertAnswered, isAnswered } from "../../storage/rows/idempotency.ts";
import type { NewSuggestion } from "../../storage/rows/suggestions.ts";
import { type StoredUnit, unitId } from "../../storage/rows/units.ts";
import { commit } from "../imports/commit.ts";
import { countResults, type ImportReport, reportOf } from "../imports/import-report.ts";
import { retryOnStaleDocument } from "../imports/retry-on-stale-document.ts";
import { authorKey, isOwn } from "../access/ownership.ts";
import type { Actor, Context } from "../context.ts";
import type { Progress } from "../imports/progress.ts";
import { withDocumentLock } from "../imports/document-lock.ts";
import { type Skipped, skipUnits, type SkipRules } from "../imports/skip-units.ts";
import { aboutFile } from "../imports/about-file.ts";
import { documentFile } from "../documents/document-file.ts";
import { knownElsewhere } from "../documents/known-file.ts";
import { visibleDocument } from "../documents/visible-document.ts";
import { pastVariants } from "../units/past-variants.ts";
import { fileRules } from "../segmentation/known-rules.ts";
import { assertSameDocument } from "./assert-same-document.ts";
import { assertDirection } from "./direction.ts";
import { assertFileLanguage } from "./file-language.ts";
import { withLanguageWarnings } from "./foreign-languages.ts";
import { foreignSummaries, sortedByLanguage } from "./misplaced-texts.ts";
import { sentUnits, unitsToCompare } from "./sent-units.ts";
import { findBase, type FoundUnit } from "./find-base.ts";
import type { NewerVersion } from "./newer-version.ts";
import { placedPlan } from "./placed-plan.ts";
import { languagesOfUnit, planPush, type PushPlan, type Versions } from "./push-plan.ts";

export interface Push extends SkipRules {
  readonly document: string;
  readonly bytes: Uint8Array;
  readonly filename?: string;
  readonly format?: FormatName;
  readonly encoding?: string;
  /** Texts of documents that are left out unless they are named here. */
  readonly optionalTexts?: readonly OptionalText[];
  /** Direction. A file with other languages is refused. */
  readonly source?: Language;
  readonly target?: Language;
  readonly onConflict?: ConflictPolicy;
  readonly dryRun?: boolean;
  /** Whether to create units that the document lacks. By default only strings of a website are. */
  readonly create?: boolean;
  /** Whether to take a file in one language although it seems to be a file of another document. */
  readonly force?: boolean;
  /** Last import that the pull of this file knew (`Pulled.base`), for files without metadata. */
  readonly base?: string;
  /** Id of the import that this push continues: a large file is sent in parts, and its parts are one import. */
  readonly partOf?: string;
  readonly idempotencyKey?: string;
  readonly maxState?: State;
  readonly progress?: Progress;
}

export interface PushAnswer {
  readonly report: ImportReport;
  /** True when this key was answered before. Nothing was done now. */
  readonly replayed: boolean;
}

/**
 * Takes a translated file back in one commit, as a whole or not at all. A repeated request with the same key is done
 * once.
 *
 * @throws {Problem} `not-found`; `language-mismatch`; `file-language`; `document-unlike`; `unit-conflict` with the report in `extra.report`,
 *   under the policy `abort`; `idempotency-mismatch`; whatever is wrong with the file; `overloaded`, `disk-full`
 */
export async function push(context: Context, actor: Actor, wanted: Push): Promise<PushAnswer> {
  await context.loadDictionaries();
  // Checked first: a key must not reveal documents that the actor may not see.
  const document = await visibleDocument(context, actor, wanted.document);
  const request = await fingerprint(wanted, document.n);
  const own = await documentFile(context, document);
  const rules = await fileRules(context, own?.segmentation);
  const file = readPushed({ ...wanted, segmentation: rules.segmentation }, own?.target);
  const earlier = () => replay(context, actor, wanted, document, request, file);
  try {
    return await withDocumentLock(context, wanted.document, () =>
      retryOnStaleDocument(
        async () =>
          (await earlier()) ??
          attempt(context, actor, wanted, file, { source: own?.source, rules: rules.name }, request),
      ),
    );
  } catch (error) {
    // The same key was sent twice at once. The other request was first; its answer is ours.
    if (isAnswered(error)) {
      const first = await earlier();
      if (first) return first;
    }
    throw error;
  }
}

/** Reads a pushed file. A document in one language is in the target language where the request names both. */
function readPushed(
  wanted: Push & Pick<ReadOptions, "segmentation">,
  likelyTarget: Language | undefined,
): ExchangeFile {
  const options = { ...wanted, ...(likelyTarget === undefined ? {} : { likelyTarget }) };
  const file = readExchange(wanted.bytes, options);
  const { source, target } = wanted;
  if (!isDocument(file) || source === undefined || target === undefined || source === target) return file;
  const { source: _, ...inTarget } = options;
  return readExchange(wanted.bytes, inTarget);
}

const isDocument = ({ format }: ExchangeFile): boolean => traitsOf(format).runningText === true;

async function attempt(
  context: Context,
  actor: Actor,
  wanted: Push,
  sent: ExchangeFile,
  { source: own, rules }: { readonly source: Language | undefined; readonly rules: string | undefined },
  request: string,
): Promise<PushAnswer> {
  const { source, target } = wanted;
  assertDirection(isDocument(sent) && target !== undefined ? { target } : wanted, sent);
  const document = await visibleDocument(context, actor, wanted.document);
  const mayCreate = wanted.create ?? traitsOf(sent.format).wholeDocument ?? false;
  const found = await sentUnits(context, actor, document, sent, { own, create: mayCreate, rules: wanted });
  const { file: received, units, judged, newer, skipped } = found;
  const isNamed = source !== undefined || target !== undefined || !isDocument(received);
  assertFileLanguage(received, judged, isNamed);
  const sorted = sortedByLanguage(received, new Map(units.map((unit) => [unit.key, unit])));
  const { misplaced } = sorted;
  const taken = withAllUnits(sorted.file);
  const file = await withKnown(context, wanted, document, { sent, sorted: taken, units: judged });
  const input = {
    file,
    misplaced,
    document: document.id,
    units,
    policy: wanted.onConflict ?? "abort",
    create: mayCreate && newer?.takesShape !== false,
    createTarget: pluralsToMake(document, units, file.target),
    stamp: { author: actor.name, time: context.now().toISOString(), origin: "push" as const },
    ...(wanted.maxState === undefined ? {} : { maxState: wanted.maxState }),
  };
  const planFrom = async (
    baseVersions: (unit: StoredUnit) => Versions | undefined,
    found?: ReadonlyMap<string, FoundUnit>,
  ) =>
    planPush({
      baseVersions,
      ...(found === undefined ? {} : { found }),
      past: await pastOf(context, file, units, baseVersions),
      ...input,
    });
  let plan = await planFrom(await versionsAt(context, wanted.base, units));
  const isStated = wanted.base !== undefined || file.units.some(({ base }) => base !== undefined);
  if (!isStated && countResults(plan.report).conflict > 0) {
    const base = await findBase(context, actor, document, file, found.asUnits);
    plan = await planFrom(await versionsWhenFound(context, file, base, units), base);
  }
  const placed = newer && placedPlan(plan, newer);
  plan = placed?.plan ?? plan;
  const conflicts = countResults(plan.report).conflict;
  const absent = [
    ...(wanted.partOf === undefined ? absentStrings(sent, units) : []),
    ...movedSentences(placed?.moved ?? 0),
    ...(await shapeOf(context, document, newer, wanted.bytes, file)),
  ];
  const more = { absent, skipped };
  if (wanted.dryRun) return { report: answerOf(undefined, plan.report, file, more), replayed: false };
  if (conflicts > 0 && (wanted.onConflict ?? "abort") === "abort") {
    const report = answerOf(undefined, plan.report, file, more);
    throw new Problem("unit-conflict", { count: conflicts }, {}, { report });
  }
  const changes = await numbered(context, plan.changes);
  const kept = found.isTemplate ? await keepFile(cleanForKeeping(wanted.bytes, file)) : undefined;
  const report = withNewIds(plan, changes);
  const entry = await commit(context, actor, {
    kind: "push",
    document,
    amend: { tags: { ...file.tags, ...document.tags } },
    changes,
    report,
    suggestions: suggestionsOf(plan, units, changes),
    ...(wanted.progress === undefined ? {} : { progress: wanted.progress }),
    about: {
      ...aboutFile(file, kept?.hash, wanted.filename, rules),
      ...(await continued(context, actor, document, wanted.partOf)),
    },
    after: (n) => [...(kept?.statements ?? []), ...remember(n, context, actor, wanted, request)],
  });
  return { report: answerOf(entry, report, file, more), replayed: false };
}

/**
 * The file, with a warning if it is known as another document.
 *
 * @throws {Problem} `document-unlike` for a file in one language whose texts do not fit the document
 */
async function withKnown(
  context: Context,
  { bytes, force = false, partOf }: Push,
  document: Document,
  {
    sent,
    sorted,
    units,
  }: { readonly sent: ExchangeFile; readonly sorted: ExchangeFile; readonly units: readonly StoredUnit[] },
): Promise<ExchangeFile> {
  if (partOf !== undefined || sent.units.some(({ base }) => base !== undefined)) return sorted;
  const known = await knownElsewhere(context, document, bytes, sent);
  if (!force && isDocument(sorted) && sorted.source !== undefined)
    await assertSameDocument(sorted, units, sorted.source, known);
  return known === undefined ? sorted : { ...sorted, warnings: [...(sorted.warnings ?? []), known] };
}

/** The answer, with warnings about texts that seem to be in another language than they were taken as. */
function answerOf(
  entry: Import | undefined,
  units: readonly ReportEntry[],
  file: ExchangeFile,
  {
    absent,
    skipped,
  }: { readonly absent: readonly ProblemData[]; readonly skipped: readonly Skipped[] | undefined },
): ImportReport {
  const untranslated = units.filter(({ warnings = [] }) =>
    warnings.some(({ code }) => code === "text-untranslated"),
  );
  const worded = withLanguageWarnings(file, new Set(untranslated.map(({ key }) => key)));
  const { warnings: told = [] } = worded;
  const left = untranslatedSummary(untranslated);
  const warnings = [...told, ...absent, ...left, ...foreignSummaries(units, told)];
  const report = reportOf(entry, units, { ...worded, warnings });
  return { ...report, ...(skipped === undefined ? {} : { skipped }) };
}

/** A warning about the texts that were not taken because they are still the source. They count as `same`. */
function untranslatedSummary(entries: readonly ReportEntry[]): ProblemData[] {
  if (entries.length === 0) return [];
  return [{ code: "texts-untranslated", params: { count: entries.length, places: firstKeys(entries) } }];
}

/** Most keys that a warning names. */
const NAMED_KEYS = 10;

/** The first keys in words, and a sign that there are more. */
function firstKeys(units: readonly { readonly key: string }[]): string {
  const named = units.slice(0, NAMED_KEYS).map(({ key }) => key);
  return [...named, ...(units.length > named.length ? ["…"] : [])].join(", ");
}

/**
 * A warning about strings of a website that the document has in the language of the file, and the file lacks. A file
 * with fewer than half of the strings is meant to be a part.
 */
function absentStrings(file: ExchangeFile, units: readonly StoredUnit[]): ProblemData[] {
  const language = file.target ?? file.source;
  if (!traitsOf(file.format).pluralKeys || language === undefined) return [];
  const sent = new Set(file.units.map(({ key }) => key));
  const known = units.filter(({ variants }) => variants[language] !== undefined);
  const absent = known.filter(({ key }) => !sent.has(key));
  if (absent.length === 0 || absent.length * 2 > known.length) return [];
  return [{ code: "strings-absent", params: { count: absent.length, keys: firstKeys(absent) } }];
}

/** A warning about sentences that have other numbers than before, with everything that belongs to them. */
const movedSentences = (count: number): ProblemData[] =>
  count === 0 ? [] : [{ code: "sentences-moved", params: { count } }];

/**
 * A warning that says whether the document has the shape of a newer version of its text from now on: its paragraphs,
 * tables, times and formats. None for a file that the document has already.
 */
async function shapeOf(
  context: Context,
  document: Document,
  newer: NewerVersion | undefined,
  bytes: Uint8Array,
  file: ExchangeFile,
): Promise<ProblemData[]> {
  if (newer?.written === undefined) return [];
  if (!newer.takesShape) {
    const params = newer.added === 0 ? { reason: "part" } : { count: newer.added };
    return [{ code: "shape-kept", params }];
  }
  const imports = await importsWithFile(context.storage, document.n);
  const template = imports.find(({ format, source }) => format === file.format && source === newer.written);
  if (template === undefined || template.file === (await sha256(cleanForKeeping(bytes, file)))) return [];
  return [{ code: "shape-taken", params: {} }];
}

/**
 * The import that this push continues.
 *
 * @throws {Problem} `bad-request` (`partOf`) when it is not the caller's own first import of this document, or undone
 */
async function continued(
  context: Context,
  actor: Actor,
  document: Document,
  partOf: string | undefined,
): Promise<{ partOf?: number }> {
  if (partOf === undefined) return {};
  const n = importNumber(partOf);
  const first = n === undefined ? undefined : await findImport(context.storage, n);
  if (
    first === undefined ||
    first.document !== document.n ||
    !isOwn(actor, first) ||
    first.partOf !== undefined ||
    first.undoneBy !== undefined ||
    (first.kind !== "create" && first.kind !== "push")
  )
    throw new Problem("bad-request", {}, { field: "partOf" });
  return { partOf: first.n };
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

/** Gives new units their numbers. */
async function numbered(context: Context, changes: readonly UnitChange[]): Promise<UnitChange[]> {
  const made = changes.filter(({ before }) => before === undefined).length;
  if (made === 0) return [...changes];
  const first = await reserve(context.storage, "unit", made);
  return changes.map(({ before, after }) => {
    if (before || after === undefined) return { ...(before ? { before } : {}), ...(after ? { after } : {}) };
    const n = first + after.n;
    return { after: { ...after, n, id: unitId(n) } };
  });
}

/** The suggestions of a plan with the numbers of their units. */
function suggestionsOf(
  { suggestions }: PushPlan,
  units: readonly StoredUnit[],
  changes: readonly UnitChange[],
): NewSuggestion[] {
  const numbers = new Map(units.map(({ key, n }) => [key, n]));
  for (const { after } of changes) if (after !== undefined) numbers.set(after.key, after.n);
  return suggestions.flatMap(({ key, ...suggestion }) => {
    const unit = numbers.get(key);
    return unit === undefined ? [] : [{ unit, ...suggestion }];
  });
}

function withNewIds(plan: PushPlan, changes: readonly UnitChange[]) {
  const made = new Map(
    changes.flatMap(({ before, after }) => (before || !after ? [] : [[after.key, after.id]])),
  );
  return plan.report.map((entry) => {
    const unit = entry.result === "created" ? made.get(entry.key) : undefined;
    return unit === undefined ? entry : { ...entry, unit };
  });
}

/**
 * Fingerprint of a request. Two pushes with the same key must have the same.
 *
 * @param n number of the document: another one may have its id by now
 */
async function fingerprint(wanted: Push, n: number): Promise<string> {
  const { document, source = "", target = "", onConflict = "abort", format = "", create = "" } = wanted;
  const { skip, olderThan = "", force = false } = wanted;
  const what = [document, n, source, target, onConflict, format, create, await sha256(wanted.bytes)];
  const more = [...(skip === undefined ? [] : [skip, olderThan]), ...(force ? ["force"] : [])];
  return sha256(JSON.stringify([...what, ...more]));
}

async function replay(
  context: Context,
  actor: Actor,
  wanted: Push,
  document: Document,
  request: string,
  sent: ExchangeFile,
): Promise<PushAnswer | undefined> {
  const { idempotencyKey: key } = wanted;
  if (key === undefined) return undefined;
  const row = await findAnswered(context.storage, authorKey(actor), key);
  if (row === undefined) return undefined;
  if (row.request !== request) throw new Problem("idempotency-mismatch", { key });
  const entry = await findImport(context.storage, row.import);
  if (entry === undefined) return undefined;
  const units = await readReport(context.storage, entry.n);
  const absent =
    wanted.partOf === undefined ? absentStrings(sent, await unitsToCompare(context, document, sent)) : [];
  const { file: kept, skipped } = await skipUnits(context, actor, document, sent, wanted);
  const file = withAllUnits(kept);
  return { report: answerOf(asFirstAnswered(entry), units, file, { absent, skipped }), replayed: true };
}

/** The import as it was answered first, even if it was undone since. */
function asFirstAnswered(entry: Import): Import {
  const { undoneBy: _, ...first } = entry;
  return first;
}

const remember = (n: number, context: Context, actor: Actor, wanted: Push, request: string): Statement[] =>
  wanted.idempotencyKey === undefined
    ? []
    : [
        insertAnswered(
          authorKey(actor),
          wanted.idempotencyKey,
          { request, import: n },
          context.now().toISOString(),
        ),
      ];
